import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestFacts, RequestSettings } from '../../canonical/request.js'
import type { Tool } from '../../canonical/tool.js'
import { decodeMessages } from './decode-messages.js'
import { decodeSettings } from './decode-settings.js'
import { invalidRequest, parseWith } from './invalid-request.js'
import { residueFrom } from './spelling.js'
import { decodeTool } from './tools.js'
import { type Fields, isFields, present, REQUEST_FIELDS, requestSchema } from './wire.js'

/** @throws GatewayError `invalid_request` with the path of the wrong field */
export function decodeRequest(body: unknown): CanonicalRequest {
  if (!isFields(body)) throw invalidRequest('The body must be a JSON object.', [])
  refuseLookalikes(body)
  const wire = parseWith(requestSchema, body)
  if (wire.background === true) {
    throw invalidRequest('Answers in the background are not kept here; ask for a stream instead.', ['background'])
  }
  const messages = decodeMessages(wire)
  const tools = (wire.tools ?? []).map(decodeTool)
  const { settings, lost, spelled } = decodeSettings(wire)
  return {
    model: wire.model,
    messages,
    tools,
    settings,
    isStreamed: wire.stream === true,
    wantsStreamUsage: true,
    facts: factsOf({ messages, tools, settings, lost: present(lost) }),
    ...residueFrom(lost, spelled),
  }
}

/**
 * Some servers match field names without regard to case: `"Max_Output_Tokens"` beside our limit would then be the one
 * that counts. Upper and lower case of a name fold to one, also those outside ASCII.
 */
function refuseLookalikes(body: Fields): void {
  for (const name of Object.keys(body)) {
    if (REQUEST_FIELDS.includes(name)) continue
    const meant = REQUEST_FIELDS.find((field) => field === name.toUpperCase().toLowerCase())
    if (meant !== undefined) throw invalidRequest(`Unknown field; did you mean ${meant}?`, [name])
  }
}

/** Fields that change what the model is or does, or that name what only the vendor keeps. */
const NATIVE_FIELDS = [
  'context_management',
  'conversation',
  'previous_response_id',
  'prompt',
  'reasoning.effort',
  'text.format',
  'tool_choice',
]

/** Records of what the vendor's own tools did: the conversation goes on without them. */
const RECORDS: readonly string[] = ['web_search_call', 'file_search_call', 'code_interpreter_call']

interface Decoded {
  messages: readonly Message[]
  tools: readonly Tool[]
  settings: RequestSettings
  lost: Fields
}

function factsOf({ messages, tools, settings, lost }: Decoded): RequestFacts {
  const format = settings.responseFormat?.type
  const facts = { vision: false, document: false, tools: tools.length > 0 }
  const native: string[] = []
  for (const [index, { parts }] of messages.entries()) {
    let isNativeMessage = false
    for (const part of parts) {
      noteFacts(part, facts)
      isNativeMessage ||= isNative(part)
    }
    if (isNativeMessage) native.push(`messages[${index}]`)
  }
  return {
    ...facts,
    audio: false,
    json: format === 'json-object' || format === 'json-schema',
    reasoning: settings.reasoningEffort !== undefined && settings.reasoningEffort !== 'none',
    nativeOnly: [...NATIVE_FIELDS.filter((name) => lost[name] !== undefined), ...nativeTools(tools), ...native],
  }
}

function noteFacts(part: Part, facts: Pick<RequestFacts, 'vision' | 'document' | 'tools'>): void {
  if (part.type === 'media') {
    facts.vision ||= part.kind === 'image'
    facts.document ||= part.kind === 'document'
  } else if (part.type === 'tool-call' || part.type === 'tool-result') facts.tools = true
  if (part.type === 'tool-result') for (const inner of part.parts) noteFacts(inner, facts)
}

/** Agents offer the vendor's tools beside their own functions and work without; who offers nothing else needs them. */
const nativeTools = (tools: readonly Tool[]): string[] =>
  tools.some(({ type }) => type === 'function') ? [] : tools.map((_, index) => `tools[${index}]`)

function isNative(part: Part): boolean {
  if (part.type === 'tool-result') return part.parts.some(isNative)
  if (part.type === 'media') return part.source.type === 'vendor-file'
  if (part.type !== 'opaque' || !isFields(part.value)) return false
  const { item } = part.value
  return !(isFields(item) && RECORDS.includes(String(item.type)))
}
