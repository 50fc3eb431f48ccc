import type { Message } from '../../canonical/message.js'
import type { Part, ToolCallPart, ToolResultPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import { dropped, type EncodeContext } from './encode-context.js'
import { encodeMedia } from './encode-media.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'openai-chat'

/** A message of a client of this dialect as it was written → one or, where it holds several tool results, more. */
export function encodeMessage(message: Message, path: string, context: EncodeContext): Fields[] {
  const { [SPELLING]: spelled, ...fields } = message.residue?.[DIALECT] ?? {}
  const role = isFields(spelled) && typeof spelled.role === 'string' ? spelled.role : message.role
  const content = (parts: readonly Part[]) => encodeContent(parts, path, context)
  switch (message.role) {
    case 'system':
      return [{ role: systemRole(role, context), ...fields, content: content(message.parts) }]
    case 'user':
      return [{ role, ...fields, content: content(message.parts) }]
    case 'assistant':
      return [{ role: 'assistant', ...fields, ...encodeAssistant(message.parts, { path, context, content }) }]
    case 'tool':
      return message.parts.flatMap((part, index) => {
        if (part.type === 'tool-result') return [encodeResult(part, { role, ...fields }, content)]
        context.warnings.push(dropped(`${path}.parts[${index}]`))
        return []
      })
  }
}

/** Models that know the newer word take the older one too. */
const systemRole = (role: string, { traits }: EncodeContext): string =>
  traits.takesDeveloperRole === false ? 'system' : role

type EncodeParts = (parts: readonly Part[]) => string | unknown[]

function encodeResult({ callId, parts }: ToolResultPart, fields: Fields, content: EncodeParts): Fields {
  return fields.role === 'function'
    ? { ...fields, name: callId, content: content(parts) }
    : { ...fields, tool_call_id: callId, content: content(parts) }
}

interface AssistantOptions {
  path: string
  context: EncodeContext
  content: EncodeParts
}

/** This dialect has one text, one refusal and one list of calls: their order among each other is lost. */
function encodeAssistant(parts: readonly Part[], { path, context, content }: AssistantOptions): Fields {
  const shown = parts.filter(({ type }) => type !== 'reasoning' && type !== 'refusal' && type !== 'tool-call')
  const reasoning = joined(parts, 'reasoning')
  const refusal = joined(parts, 'refusal')
  const calls = parts.flatMap((part) => (part.type === 'tool-call' ? [encodeCall(part)] : []))
  const { reasoningField = 'reasoning_content' } = context.traits
  if (reasoning !== undefined && reasoningField === 'none') context.warnings.push(dropped(`${path}.reasoning`))
  return {
    content: shown.length === 0 ? null : content(shown),
    ...(reasoning !== undefined && reasoningField !== 'none' && { [reasoningField]: reasoning }),
    ...(refusal !== undefined && { refusal }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
}

function joined(parts: readonly Part[], type: 'reasoning' | 'refusal'): string | undefined {
  const texts = parts.flatMap((part) => (part.type === type ? [part.text] : []))
  return texts.length === 0 ? undefined : texts.join('')
}

export function encodeCall(part: ToolCallPart): Fields {
  const { function: others, ...rest } = part.residue?.[DIALECT] ?? {}
  const called = { ...(isFields(others) ? others : {}), name: part.name, arguments: part.argumentsText }
  return { ...rest, id: part.callId, type: 'function', function: called }
}

function encodeContent(parts: readonly Part[], path: string, context: EncodeContext): string | unknown[] {
  const [only] = parts
  if (parts.length === 1 && only?.type === 'text' && only.residue === undefined) return only.text
  return parts.flatMap((part, index) => {
    const at = `${path}.parts[${index}]`
    const encoded = encodePart(part, at, context)
    if (encoded === undefined) context.warnings.push(dropped(at))
    return encoded === undefined ? [] : [encoded]
  })
}

/** @returns `undefined` for what the content of a message cannot hold */
function encodePart(part: Part, path: string, context: EncodeContext): unknown {
  switch (part.type) {
    case 'text':
      return { ...part.residue?.[DIALECT], type: 'text', text: part.text }
    case 'refusal':
      return { ...part.residue?.[DIALECT], type: 'refusal', refusal: part.text }
    case 'media':
      return encodeMedia(part, path, context)
    case 'opaque':
      return part.dialect === DIALECT ? part.value : undefined
    case 'reasoning':
    case 'tool-call':
    case 'tool-result':
      return undefined
  }
}
