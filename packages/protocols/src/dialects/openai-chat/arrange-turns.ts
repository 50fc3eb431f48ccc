import type { Message, Role } from '../../canonical/message.js'
import type { Part, TextPart, ToolResultPart } from '../../canonical/part.js'
import { changed, type EncodeContext } from './encode-context.js'

const NO_RESULT = '(no result)'
const MEDIA_FOLLOWS = 'The content follows in the next message.'

export interface PlacedPart {
  part: Part
  /** Where it stood in the request. */
  path: string
}

/** What becomes one message on the wire. */
export interface Turn {
  role: Role
  parts: PlacedPart[]
  /** Of the first message in it. */
  path: string
}

/** The model's words and calls, and all that came until its next words. */
interface Exchange {
  spoken?: Turn
  heard: Turn[]
}

/**
 * Turns of other dialects in the order that this one demands: what the model says at a stretch is one message, the results
 * of its calls follow at once, each call with exactly one, and pictures that tools gave come after all of them.
 */
export function arrangeTurns(messages: readonly Message[], context: EncodeContext): Turn[] {
  const turns: Turn[] = []
  for (const { spoken, heard } of exchangesOf(messages)) {
    if (spoken !== undefined) turns.push(spoken)
    turns.push(...arrangeHeard(spoken, heard, context))
  }
  return turns
}

function exchangesOf(messages: readonly Message[]): Exchange[] {
  const exchanges: Exchange[] = [{ heard: [] }]
  for (const [index, message] of messages.entries()) {
    const turn = toTurn(message, `messages[${index}]`)
    const last = exchanges.at(-1)
    if (turn.role !== 'assistant') last?.heard.push(turn)
    else if (last?.spoken !== undefined && last.heard.length === 0) last.spoken.parts.push(...turn.parts)
    else exchanges.push({ spoken: turn, heard: [] })
  }
  return exchanges
}

const toTurn = ({ role, parts }: Message, path: string): Turn => ({
  role,
  parts: parts.map((part, index) => ({ part, path: `${path}.parts[${index}]` })),
  path,
})

function arrangeHeard(spoken: Turn | undefined, heard: readonly Turn[], context: EncodeContext): Turn[] {
  const open = new Set(spoken?.parts.flatMap(({ part }) => (part.type === 'tool-call' ? [part.callId] : [])))
  const results: Turn[] = []
  const media: PlacedPart[] = []
  const others: Turn[] = []
  for (const turn of heard) {
    const rest: PlacedPart[] = []
    for (const { part, path } of turn.parts) {
      if (part.type !== 'tool-result') rest.push({ part, path })
      else if (open.delete(part.callId)) results.push(takeMedia(part, path, { media, context }))
      else others.push(toWords(part, path, context))
    }
    if (turn.role !== 'tool' || rest.length > 0) others.push({ ...turn, parts: rest })
  }
  for (const callId of open) {
    context.warnings.push(changed('messages', 'calls without a result were given one'))
    results.push(toolTurn({ type: 'tool-result', callId, parts: [textPart(NO_RESULT)] }, spoken?.path ?? 'messages'))
  }
  const [first] = media
  return [
    ...results,
    ...(first === undefined ? [] : [{ role: 'user', parts: media, path: first.path } as const]),
    ...others,
  ]
}

/** Messages of tools hold text alone; the rest is moved to what a user shows. */
function takeMedia(
  result: ToolResultPart,
  path: string,
  { media, context }: { media: PlacedPart[]; context: EncodeContext },
): Turn {
  if (context.traits.takesMediaInToolResults === true) return toolTurn(result, path)
  const moved = result.parts.flatMap((part, index) =>
    part.type === 'media' ? [{ part, path: `${path}.parts[${index}]` }] : [],
  )
  if (moved.length === 0) return toolTurn(result, path)
  for (const { path: at } of moved) {
    context.warnings.push(changed(at, 'as a message of the user after the results'))
  }
  media.push({ part: textPart(`Content that the tool call ${result.callId} gave:`), path }, ...moved)
  const kept = result.parts.filter(({ type }) => type !== 'media')
  return toolTurn({ ...result, parts: kept.length > 0 ? kept : [textPart(MEDIA_FOLLOWS)] }, path)
}

/** A result to which there is no call is refused, so it is told as what the user says. */
function toWords({ parts }: ToolResultPart, path: string, { warnings }: EncodeContext): Turn {
  warnings.push(changed(path, 'as words of the user, because no call before it has its id'))
  return { role: 'user', parts: parts.map((part, index) => ({ part, path: `${path}.parts[${index}]` })), path }
}

const toolTurn = (part: ToolResultPart, path: string): Turn => ({ role: 'tool', parts: [{ part, path }], path })

const textPart = (text: string): TextPart => ({ type: 'text', text })
