import type { DialectId } from '../../canonical/dialect-id.js'
import type { Message, Role } from '../../canonical/message.js'
import type { MediaKind, MediaPart, MediaSource, Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { FunctionTool, Tool } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import type { JsonObject } from '../../codec.js'
import { conversationOf, settingsOf } from './request-views.js'

/** Something that a client can ask for. */
export interface RequestFeature {
  name: string
  /** In our words; each client dialect writes it as its own clients would. */
  request: CanonicalRequest
  /** What only these dialects can say, in their words: fields of their body beside those of the request. */
  wire?: Partial<Record<DialectId, JsonObject>>
  /** What must arrive; absent: nothing of it is in our words, so that a loss of any field is the loss of it. */
  view?: (request: CanonicalRequest) => unknown
  /** Upstream dialects where nobody has to ask for it, and what becomes of it there. */
  unasked?: Partial<Record<DialectId, readonly Warning[]>>
}

const BASE: CanonicalRequest = {
  model: 'm',
  messages: [],
  tools: [],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: true,
  facts: { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly: [] },
}

export const text = (words: string): Part => ({ type: 'text', text: words })
export const say = (role: Role, ...parts: (Part | string)[]): Message => ({
  role,
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
})
export const HELLO = say('user', 'Hello, answer in JSON.')
export const media = (kind: MediaKind, source: MediaSource): MediaPart => ({
  type: 'media',
  kind,
  source,
})
/** Of a picture, or of the word Hello. */
export const bytes = (mediaType: string): MediaSource => ({
  type: 'base64',
  mediaType,
  data: mediaType === 'text/plain' ? 'SGVsbG8=' : 'iVBORw0KGgo=',
})
export const at = (url: string): MediaSource => ({ type: 'url', url })
export const PNG = media('image', bytes('image/png'))

export const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
export const tool = (name: string, fields: Partial<FunctionTool> = {}): FunctionTool => ({
  type: 'function',
  name,
  description: 'Tells the weather',
  parameters: SCHEMA,
  ...fields,
})
export const TOOLS = [tool('weather'), tool('clock')]
export const call = (callId: string, name: string): Part => ({
  type: 'tool-call',
  callId,
  name,
  argumentsText: '{"city":"Paris"}',
})
export const result = (callId: string, parts: Part[], isError?: true): Part => ({
  type: 'tool-result',
  callId,
  parts,
  ...(isError && { isError }),
})
export const loop = (results: Part[]): Message[] => [
  HELLO,
  say('assistant', call('call_1', 'weather'), call('call_2', 'clock')),
  say('tool', ...results),
]

export const conversation = (
  name: string,
  messages: readonly Message[],
  tools: readonly Tool[] = [],
): RequestFeature => ({
  name,
  request: { ...BASE, messages, tools },
  view: conversationOf,
})
export const setting = (name: string, settings: RequestSettings, tools: readonly Tool[] = []): RequestFeature => ({
  name,
  request: { ...BASE, messages: [HELLO], settings, tools },
  view: (request) => settingsOf(request, Object.keys(settings)),
})
/** Words of single dialects: nothing of them is in our own. */
export const native = (name: string, wire: Partial<Record<DialectId, JsonObject>>): RequestFeature => ({
  name,
  request: { ...BASE, messages: [HELLO] },
  wire,
})
