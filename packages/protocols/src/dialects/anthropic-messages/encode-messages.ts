import type { Message } from '../../canonical/message.js'
import type { Part, ToolResultPart } from '../../canonical/part.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { createCallIds } from './call-ids.js'
import { encodeMedia } from './encode-media.js'
import {
  changed,
  compact,
  encodeCall,
  encodeOpaque,
  encodeReasoning,
  encodeResult,
  encodeText,
  isBlank,
  type PartContext,
} from './encode-parts.js'
import type { Fields } from './wire.js'

const DIALECT = 'anthropic-messages'
const EMPTY_TURN = '(no content)'
const NO_RESULT = '(no result)'

export interface Conversation {
  /** Blocks of the instructions before the first turn. */
  system: Fields[]
  messages: Fields[]
  /** Results are sent for calls of a turn that does not begin with its thinking: thinking must then be off. */
  hasLostThinking: boolean
}

interface Turn {
  role: 'user' | 'assistant' | 'system'
  content: Fields[]
  fields: Fields
}

interface Placed {
  message: Message
  path: string
}

/** An assistant's words and calls, and all that came until its next words. */
interface Exchange {
  spoken: Placed[]
  heard: Placed[]
}

/**
 * Turns → messages as this vendor wants them: neighbours of one role are one message, and the results of calls stand
 * together, first, in the message after the calls, each call with exactly one.
 */
export function encodeMessages(
  all: readonly Message[],
  { traits, warnings }: { traits: TargetTraits; warnings: Warning[] },
): Conversation {
  const turns: Turn[] = []
  const ids = createCallIds()
  const first = all.findIndex(({ role }) => role !== 'system')
  const leading = first < 0 ? all.length : first
  const system = all.slice(0, leading).flatMap((message, index) => blocksOf({ message, path: `messages[${index}]` }))
  let hasLostThinking = false
  for (const { spoken, heard } of exchangesOf(all, leading)) {
    ids.startTurn()
    const said = spoken.flatMap(blocksOf)
    if (said.length > 0) addTurn(turns, { role: 'assistant', content: said, fields: fieldsOf(spoken) })
    const hasCalls = ids.open().length > 0
    hear(heard)
    hasLostThinking = hasCalls && !isThinking(said[0])
  }
  if (turns[0]?.role !== 'user') turns.unshift(emptyTurn(`messages[${leading}]`))
  trimLast(turns)
  return { system, messages: turns.map(toMessage), hasLostThinking }

  function hear(heard: readonly Placed[]): void {
    const answers: Fields[] = []
    const beside: Fields[] = []
    for (const { message, path } of heard.filter(isOfTool)) {
      for (const [index, part] of message.parts.entries()) {
        const context = contextOf(`${path}.parts[${index}]`)
        if (part.type === 'tool-result') answer(part, context, { answers, beside })
        else warnings.push({ type: 'dropped', field: context.path })
      }
    }
    for (const id of ids.open()) {
      warnings.push(changed('messages', `a call without a result was given one: ${id}`))
      answers.push({ type: 'tool_result', tool_use_id: id, content: NO_RESULT })
    }
    const content = [...answers, ...beside]
    if (content.length > 0) addTurn(turns, { role: 'user', content, fields: fieldsOf(heard.filter(isOfTool)) })
    for (const placed of heard) if (!isOfTool(placed)) addHeard(placed)
  }

  /** A result without its call is refused, so it is told as what the user says. */
  function answer(part: ToolResultPart, context: PartContext, to: { answers: Fields[]; beside: Fields[] }): void {
    const id = ids.take(part.callId)
    const { block, beside } = encodeResult(part, id ?? part.callId, context)
    to.beside.push(...beside)
    if (id !== undefined) {
      to.answers.push(block)
      return
    }
    warnings.push(changed(context.path, 'as text, because no call before it has its id'))
    const told = typeof block.content === 'string' ? [{ type: 'text', text: block.content }] : block.content
    to.beside.push(...(Array.isArray(told) ? told : []))
  }

  function addHeard(placed: Placed): void {
    const content = blocksOf(placed)
    const fields = fieldsOf([placed])
    if (placed.message.role === 'system' && traits.takesSystemAmidMessages === false) {
      warnings.push(changed(placed.path, 'instructions amid the conversation as words of the user'))
      addTurn(turns, { role: 'user', content, fields })
    } else if (placed.message.role === 'system') {
      if (content.length > 0) addTurn(turns, { role: 'system', content, fields })
    } else if (content.length > 0 || turns.at(-1)?.role !== 'user') {
      addTurn(turns, content.length > 0 ? { role: 'user', content, fields } : emptyTurn(placed.path))
    }
  }

  function blocksOf({ message, path }: Placed): Fields[] {
    return message.parts.flatMap((part, index) =>
      blockOf(part, { role: message.role, context: contextOf(`${path}.parts[${index}]`) }),
    )
  }

  function blockOf(part: Part, { role, context }: { role: Message['role']; context: PartContext }): Fields[] {
    const isSpoken = role === 'assistant'
    switch (part.type) {
      case 'text':
        return encodeText(part, context)
      case 'refusal':
        return isBlank(part.text) ? [] : [{ type: 'text', text: part.text }]
      case 'opaque':
        return encodeOpaque(part, context)
      case 'media':
        // instructions and answers are words here
        if (role === 'user') return [encodeMedia(part, context)]
        break
      case 'reasoning':
        if (isSpoken) return encodeReasoning(part, context)
        break
      case 'tool-call':
        if (isSpoken) return [encodeCall(part, ids.add(part.callId), context)]
        break
      case 'tool-result':
        break
    }
    warnings.push({ type: 'dropped', field: context.path })
    return []
  }

  function contextOf(path: string): PartContext {
    return { path, traits, warnings }
  }

  function emptyTurn(path: string): Turn {
    warnings.push(changed(path, 'an empty turn was given words'))
    return { role: 'user', content: [{ type: 'text', text: EMPTY_TURN }], fields: {} }
  }

  /** Trailing blanks of words that the model is to go on with are refused. */
  function trimLast(all: readonly Turn[]): void {
    const last = all.at(-1)
    const block = last?.role === 'assistant' ? last.content.at(-1) : undefined
    if (block?.type !== 'text' || typeof block.text !== 'string') return
    const trimmed = block.text.trimEnd()
    if (trimmed === block.text) return
    warnings.push(changed('messages', 'blanks at the end of the last words are left out'))
    block.text = trimmed
  }
}

const isOfTool = ({ message }: Placed): boolean => message.role === 'tool'

function exchangesOf(all: readonly Message[], leading: number): Exchange[] {
  const exchanges: Exchange[] = [{ spoken: [], heard: [] }]
  for (const [index, message] of all.entries()) {
    if (index < leading) continue
    const placed = { message, path: `messages[${index}]` }
    const last = exchanges.at(-1)
    if (message.role !== 'assistant') last?.heard.push(placed)
    else if (last !== undefined && last.heard.length === 0) last.spoken.push(placed)
    else exchanges.push({ spoken: [placed], heard: [] })
  }
  return exchanges
}

function addTurn(turns: Turn[], turn: Turn): void {
  const last = turns.at(-1)
  if (last?.role !== turn.role) {
    turns.push(turn)
    return
  }
  last.content.push(...turn.content)
  Object.assign(last.fields, turn.fields)
}

const fieldsOf = (placed: readonly Placed[]): Fields =>
  Object.assign({}, ...placed.map(({ message }) => message.residue?.[DIALECT] ?? {}))

const isThinking = (block: Fields | undefined): boolean =>
  block?.type === 'thinking' || block?.type === 'redacted_thinking'

const toMessage = ({ role, content, fields }: Turn): Fields => ({ ...fields, role, content: compact(content) })
