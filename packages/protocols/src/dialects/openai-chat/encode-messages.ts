import { formatDataUrl } from '../../canonical/data-url.js'
import type { Message } from '../../canonical/message.js'
import type { MediaPart, Part, ToolResultPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'openai-chat'

/** Our message → one or, where it holds several tool results, more on the wire. */
export function encodeMessage(message: Message, path: string, warnings: Warning[]): Fields[] {
  const { [SPELLING]: spelling, ...fields } = message.residue?.[DIALECT] ?? {}
  const role = isFields(spelling) && typeof spelling.role === 'string' ? spelling.role : message.role
  const content = (parts: readonly Part[]) => encodeContent(parts, path, warnings)
  switch (message.role) {
    case 'system':
    case 'user':
      return [{ role, ...fields, content: content(message.parts) }]
    case 'assistant':
      return [{ role: 'assistant', ...fields, ...encodeAssistant(message.parts, content) }]
    case 'tool':
      return message.parts.flatMap((part, index) => {
        if (part.type === 'tool-result') return [encodeResult(part, { role, ...fields }, content)]
        warnings.push({ type: 'dropped', field: `${path}.parts[${index}]` })
        return []
      })
  }
}

type EncodeContent = (parts: readonly Part[]) => string | unknown[]

function encodeResult({ callId, parts }: ToolResultPart, fields: Fields, content: EncodeContent): Fields {
  return fields.role === 'function'
    ? { ...fields, name: callId, content: content(parts) }
    : { ...fields, tool_call_id: callId, content: content(parts) }
}

/** This dialect has one text, one refusal and one list of calls: their order among each other is lost. */
function encodeAssistant(parts: readonly Part[], content: EncodeContent): Fields {
  const shown = parts.filter(({ type }) => type !== 'reasoning' && type !== 'refusal' && type !== 'tool-call')
  const reasoning = joined(parts, 'reasoning')
  const refusal = joined(parts, 'refusal')
  const calls = parts.flatMap((part) => (part.type === 'tool-call' ? [encodeCall(part)] : []))
  return {
    content: shown.length === 0 ? null : content(shown),
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(refusal !== undefined && { refusal }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
}

function joined(parts: readonly Part[], type: 'reasoning' | 'refusal'): string | undefined {
  const texts = parts.flatMap((part) => (part.type === type ? [part.text] : []))
  return texts.length === 0 ? undefined : texts.join('')
}

export function encodeCall(part: Extract<Part, { type: 'tool-call' }>): Fields {
  const { function: others, ...rest } = part.residue?.[DIALECT] ?? {}
  const called = { ...(isFields(others) ? others : {}), name: part.name, arguments: part.argumentsText }
  return { ...rest, id: part.callId, type: 'function', function: called }
}

function encodeContent(parts: readonly Part[], path: string, warnings: Warning[]): string | unknown[] {
  const [only] = parts
  if (parts.length === 1 && only?.type === 'text' && only.residue === undefined) return only.text
  return parts.flatMap((part, index) => {
    const encoded = encodePart(part)
    if (encoded === undefined) warnings.push({ type: 'dropped', field: `${path}.parts[${index}]` })
    return encoded === undefined ? [] : [encoded]
  })
}

/** @returns `undefined` for what the content of a message cannot hold */
function encodePart(part: Part): unknown {
  switch (part.type) {
    case 'text':
      return { ...part.residue?.[DIALECT], type: 'text', text: part.text }
    case 'refusal':
      return { ...part.residue?.[DIALECT], type: 'refusal', refusal: part.text }
    case 'media':
      return encodeMedia(part)
    case 'opaque':
      return part.dialect === DIALECT ? part.value : undefined
    case 'reasoning':
    case 'tool-call':
    case 'tool-result':
      return undefined
  }
}

function encodeMedia({ kind, source, detail, filename, residue }: MediaPart): unknown {
  const fields = residue?.[DIALECT] ?? {}
  const within = (name: string, own: Fields) => ({ ...(isFields(fields[name]) ? fields[name] : {}), ...present(own) })
  if (kind === 'image' && source.type !== 'vendor-file') {
    const url = source.type === 'url' ? source.url : formatDataUrl(source)
    return { ...fields, type: 'image_url', image_url: within('image_url', { url, detail }) }
  }
  if (kind === 'audio' && source.type === 'base64') {
    const format = source.mediaType.slice(source.mediaType.indexOf('/') + 1)
    return { ...fields, type: 'input_audio', input_audio: within('input_audio', { data: source.data, format }) }
  }
  if (kind === 'document' && source.type !== 'url') {
    const held = source.type === 'base64' ? { file_data: formatDataUrl(source) } : { file_id: source.id }
    return { ...fields, type: 'file', file: within('file', { ...held, filename }) }
  }
  return undefined
}
