import { parseDataUrl } from '../../canonical/data-url.js'
import type { Message } from '../../canonical/message.js'
import type { MediaPart, MediaSource, Part } from '../../canonical/part.js'
import { type Residue, residueOf, SPELLING } from '../../canonical/residue.js'
import { type Fields, isKnownPart, type KnownPart, present, type WireMessage, type WirePart } from './wire.js'

const DIALECT = 'openai-chat'
const DETAILS = ['auto', 'low', 'high'] as const
const TURN_FIELDS = new Set(['role', 'content'])
const TEXT_FIELDS = new Set(['type', 'text'])

/** A checked message → ours. What has no place rides in the residue, under its wire name. */
export function decodeMessage(message: WireMessage): Message {
  switch (message.role) {
    case 'system':
    case 'developer': {
      const { role, content } = message
      const fields = present(message, TURN_FIELDS)
      if (role === 'developer') fields[SPELLING] = { role }
      return { role: 'system', parts: decodeContent(content), ...residueOf(DIALECT, fields) }
    }
    case 'user': {
      const { role, content } = message
      return { role, parts: decodeContent(content), ...residueOf(DIALECT, present(message, TURN_FIELDS)) }
    }
    case 'assistant':
      return decodeAssistant(message)
    case 'tool': {
      const { role, content, tool_call_id: callId, ...rest } = message
      const result: Part = { type: 'tool-result', callId, parts: decodeContent(content) }
      return { role, parts: [result], ...residueOf(DIALECT, present(rest)) }
    }
    case 'function': {
      // the older form names the function instead of the call
      const { role, content, name, ...rest } = message
      const result: Part = { type: 'tool-result', callId: name, parts: decodeContent(content) }
      return { role: 'tool', parts: [result], ...residueOf(DIALECT, { ...present(rest), [SPELLING]: { role } }) }
    }
  }
}

function decodeAssistant(message: Extract<WireMessage, { role: 'assistant' }>): Message {
  const { role, content, refusal, reasoning_content: reasoning, tool_calls: calls, ...rest } = message
  const functionCalls = (calls ?? []).flatMap((call) => (isFunctionCall(call) ? [call] : []))
  // calls of other kinds keep the whole list together, because its order matters
  const areAllFunctions = functionCalls.length === (calls ?? []).length
  const parts: Part[] = [
    ...(reasoning == null ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...decodeContent(content),
    ...(refusal == null ? [] : [{ type: 'refusal', text: refusal } as const]),
    ...(areAllFunctions ? functionCalls.map(decodeCall) : []),
  ]
  const fields = areAllFunctions ? rest : { ...rest, tool_calls: calls }
  return { role, parts, ...residueOf(DIALECT, present(fields)) }
}

interface FunctionCall {
  [field: string]: unknown
  id: string
  function: { [field: string]: unknown; name: string; arguments: string }
}

const isFunctionCall = (call: Record<string, unknown>): call is FunctionCall => (call.type ?? 'function') === 'function'

function decodeCall({ id, type: _, function: called, ...rest }: FunctionCall): Part {
  const { name, arguments: argumentsText, ...others } = called
  return { type: 'tool-call', callId: id, name, argumentsText, ...nested(rest, 'function', others) }
}

function decodeContent(content: string | readonly WirePart[] | null | undefined): Part[] {
  if (content == null) return []
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(decodePart)
}

function decodePart(part: WirePart): Part {
  if (!isKnownPart(part)) return { type: 'opaque', dialect: DIALECT, value: part }
  switch (part.type) {
    case 'text': {
      const { type, text } = part
      return { type, text, ...residueOf(DIALECT, present(part, TEXT_FIELDS)) }
    }
    case 'refusal': {
      const { type, refusal, ...rest } = part
      return { type, text: refusal, ...residueOf(DIALECT, present(rest)) }
    }
    case 'image_url':
      return decodeImage(part)
    case 'input_audio':
      return decodeAudio(part)
    case 'file':
      return decodeFile(part)
  }
}

function decodeImage(part: KnownPart & { type: 'image_url' }): MediaPart {
  const { type: _, image_url: image, ...rest } = part
  const { url, detail, ...others } = image
  const known = DETAILS.find((name) => name === detail)
  const inline = parseDataUrl(url)
  return {
    type: 'media',
    kind: 'image',
    source: inline === undefined ? { type: 'url', url } : { type: 'base64', ...inline },
    ...(known !== undefined && { detail: known }),
    ...nested(rest, 'image_url', { ...others, ...(known === undefined && { detail }) }),
  }
}

function decodeAudio(part: KnownPart & { type: 'input_audio' }): MediaPart {
  const { type: _, input_audio: audio, ...rest } = part
  const { data, format, ...others } = audio
  return {
    type: 'media',
    kind: 'audio',
    source: { type: 'base64', mediaType: `audio/${format}`, data },
    ...nested(rest, 'input_audio', others),
  }
}

function decodeFile(part: KnownPart & { type: 'file' }): Part {
  const { type: _, file, ...rest } = part
  const { file_data: data, file_id: id, filename, ...others } = file
  const source = fileSource(data ?? undefined, id ?? undefined)
  if (source === undefined) return { type: 'opaque', dialect: DIALECT, value: part }
  return {
    type: 'media',
    kind: 'document',
    source,
    ...(filename != null && { filename }),
    ...nested(rest, 'file', others),
  }
}

/** @returns `undefined` for a file that is neither inline nor named by id, or both: its own dialect may judge */
function fileSource(data: string | undefined, id: string | undefined): MediaSource | undefined {
  if (id !== undefined) return data === undefined ? { type: 'vendor-file', id } : undefined
  const inline = parseDataUrl(data ?? '')
  return inline === undefined ? undefined : { type: 'base64', ...inline }
}

/** Residue of a thing on the wire that keeps its own fields in an object of this name. */
function nested(outer: Fields, name: string, inner: Fields): { residue?: Residue } {
  const unknown = present(inner)
  return residueOf(DIALECT, present({ ...outer, [name]: Object.keys(unknown).length === 0 ? undefined : unknown }))
}
