import type { Message } from '../../canonical/message.js'
import type { ToolCallPart, ToolResultPart } from '../../canonical/part.js'
import { arrangeTurns, type PlacedPart, type Turn } from './arrange-turns.js'
import { changed, dropped, type EncodeContext } from './encode-context.js'
import { encodeMedia } from './encode-media.js'
import { toCallId } from './names.js'
import type { Fields } from './wire.js'

const EMPTY_TURN = '(no content)'
const ERROR_PREFIX = 'Error: '
/** The least that vendors take who want thinking back on every turn of the model. */
const LOST_THINKING = ' '

/** Messages of a client of another dialect → the wire, made to fit (PROTOCOLS 2.1 to 2.3). */
export function encodeTurns(messages: readonly Message[], context: EncodeContext): Fields[] {
  const turns = arrangeTurns(messages, context)
  const last = turns.at(-1)
  if (last?.role === 'assistant') {
    context.warnings.push(changed(last.path, 'the model may begin a new turn instead of continuing this one'))
  }
  const first = turns.findIndex(({ role }) => role !== 'system')
  const leading = turns.slice(0, first === -1 ? turns.length : first)
  const encoded = encodeInstructions(leading, 'system', context)
  for (let index = leading.length; index < turns.length; index++) {
    const turn = turns[index]
    if (turn !== undefined) encoded.push(...encodeTurn(turn, context))
  }
  return encoded
}

function encodeTurn(turn: Turn, context: EncodeContext): Fields[] {
  switch (turn.role) {
    case 'system':
      if (context.traits.takesSystemAmidMessages !== false) return encodeInstructions([turn], 'system', context)
      context.warnings.push(changed(turn.path, 'instructions amid the conversation as words of the user'))
      return encodeInstructions([turn], 'user', context)
    case 'user':
      return [encodeUser(turn, context)]
    case 'assistant':
      return encodeAssistant(turn, context)
    case 'tool':
      return turn.parts.flatMap(({ part, path }) => {
        if (part.type === 'tool-result') return [encodeResult(part, path, context)]
        context.warnings.push(dropped(path))
        return []
      })
  }
}

/** Several instructions in a row are one message: many servers take one alone, and only as a string. */
function encodeInstructions(turns: readonly Turn[], role: 'system' | 'user', context: EncodeContext): Fields[] {
  const texts = turns.flatMap(({ parts }) => textsOf(parts, context))
  return texts.length === 0 ? [] : [{ role, content: texts.join('\n\n') }]
}

function encodeUser({ parts, path }: Turn, context: EncodeContext): Fields {
  const hasMedia = parts.some(({ part }) => part.type === 'media')
  const content = hasMedia ? compact(encodeContent(parts, context)) : textsOf(parts, context).join('\n\n')
  if (content.length > 0) return { role: 'user', content }
  context.warnings.push(changed(path, 'an empty turn was given words'))
  return { role: 'user', content: EMPTY_TURN }
}

const encodeContent = (parts: readonly PlacedPart[], context: EncodeContext): Fields[] =>
  parts.flatMap((placed): Fields[] => {
    if (placed.part.type === 'media') return [encodeMedia(placed.part, placed.path, context)]
    return textsOf([placed], context).map((text) => ({ type: 'text', text }))
  })

/** This dialect has one text, one refusal and one list of calls: their order among each other is lost. */
function encodeAssistant({ parts }: Turn, context: EncodeContext): Fields[] {
  const shown: PlacedPart[] = []
  const thoughts: PlacedPart[] = []
  const calls: Fields[] = []
  let refusal = ''
  for (const placed of parts) {
    const { part } = placed
    if (part.type === 'reasoning') thoughts.push(placed)
    else if (part.type === 'tool-call') calls.push(encodeForeignCall(part, context))
    else if (part.type === 'refusal') refusal += part.text
    else shown.push(placed)
  }
  const text = textsOf(shown, context).join('')
  const thinking = encodeThoughts(thoughts, context)
  if (text === '' && refusal === '' && calls.length === 0) return []
  return [
    {
      role: 'assistant',
      content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
      ...thinking,
      ...(refusal !== '' && { refusal }),
      ...(calls.length > 0 && { tool_calls: calls }),
    },
  ]
}

/** Thinking goes back to those who want it back, and is never shown as words. */
function encodeThoughts(thoughts: readonly PlacedPart[], { traits, warnings }: EncodeContext): Fields {
  const { reasoningField: field = 'none' } = traits
  const told = thoughts.flatMap(({ part, path }) =>
    part.type === 'reasoning' && part.text !== '' ? [{ text: part.text, path }] : [],
  )
  if (field === 'none') {
    for (const { path } of told) warnings.push(dropped(path))
    return {}
  }
  if (told.length > 0) return { [field]: told.map(({ text }) => text).join('') }
  return field === 'reasoning_content' ? { [field]: LOST_THINKING } : {}
}

function encodeForeignCall({ callId, name, argumentsText }: ToolCallPart, { nameOf }: EncodeContext): Fields {
  return {
    id: toCallId(callId),
    type: 'function',
    // no arguments are no JSON
    function: { name: nameOf(name), arguments: argumentsText === '' ? '{}' : argumentsText },
  }
}

function encodeResult({ callId, parts, isError }: ToolResultPart, path: string, context: EncodeContext): Fields {
  const placed = parts.map((part, index) => ({ part, path: `${path}.parts[${index}]` }))
  const media = placed.flatMap(({ part, path: at }) => (part.type === 'media' ? [encodeMedia(part, at, context)] : []))
  const texts = textsOf(
    placed.filter(({ part }) => part.type !== 'media'),
    context,
  )
  const said = texts.join('\n')
  if (isError === true) context.warnings.push(changed(`${path}.isError`, 'a failed tool is told in its text'))
  const text = isError === true && !/^error\b/i.test(said) ? ERROR_PREFIX + said : said
  return {
    role: 'tool',
    tool_call_id: toCallId(callId),
    content: media.length === 0 ? text : [...(text === '' ? [] : [{ type: 'text', text }]), ...media],
  }
}

/** Texts that say something, in order; whatever else stands there has no place. */
function textsOf(parts: readonly PlacedPart[], { warnings }: EncodeContext): string[] {
  const texts: string[] = []
  for (const { part, path } of parts) {
    if (part.type !== 'text' && part.type !== 'refusal') warnings.push(dropped(path))
    else {
      if (part.type === 'text' && part.citations !== undefined) warnings.push(dropped(`${path}.citations`))
      if (part.text !== '') texts.push(part.text)
    }
  }
  return texts
}

/** Words alone are a string, which every server takes. */
function compact(content: readonly Fields[]): string | readonly Fields[] {
  const texts = content.flatMap(({ type, text }) => (type === 'text' && typeof text === 'string' ? [text] : []))
  return texts.length === content.length ? texts.join('\n\n') : content
}
