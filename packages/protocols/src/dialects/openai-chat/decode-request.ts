import type { z } from 'zod'
import { GatewayError } from '../../canonical/error.js'
import type { Message } from '../../canonical/message.js'
import { partFactsOf } from '../../canonical/part-facts.js'
import type { CanonicalRequest, RequestFacts, RequestSettings, ResponseFormat } from '../../canonical/request.js'
import { residueOf, SPELLING } from '../../canonical/residue.js'
import type { Tool } from '../../canonical/tool.js'
import { decodeMessage } from './decode-messages.js'
import { decodeTool, decodeToolChoice } from './tools.js'
import {
  type Fields,
  isFields,
  isReasoningEffort,
  present,
  REQUEST_FIELDS,
  requestSchema,
  type WireRequest,
} from './wire.js'

const DIALECT = 'openai-chat'

/** @throws GatewayError `invalid_request` with the path of the wrong field */
export function decodeRequest(body: unknown): CanonicalRequest {
  if (!isFields(body)) throw new GatewayError('invalid_request', { message: 'The body must be a JSON object.' })
  refuseLookalikes(body)
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) throw invalidRequest(parsed.error.issues)
  if (parsed.data.max_tokens != null && parsed.data.max_completion_tokens != null) {
    throw new GatewayError('invalid_request', {
      message: 'max_tokens and max_completion_tokens cannot both be set.',
      param: 'max_tokens',
    })
  }
  return toCanonical(parsed.data)
}

/**
 * Some servers match field names without regard to case: `"Max_Tokens"` beside our limit would then be the one that
 * counts. Upper and lower case of a name fold to one, also those outside ASCII.
 */
function refuseLookalikes(body: Fields): void {
  for (const name of Object.keys(body)) {
    if (REQUEST_FIELDS.includes(name)) continue
    const meant = REQUEST_FIELDS.find((field) => field === name.toUpperCase().toLowerCase())
    if (meant !== undefined) {
      throw new GatewayError('invalid_request', { message: `Unknown field; did you mean ${meant}?`, param: name })
    }
  }
}

type Issue = z.core.$ZodIssue

function invalidRequest(issues: readonly Issue[]): GatewayError {
  const [issue] = issues
  if (issue === undefined) return new GatewayError('invalid_request', { message: 'The body is not valid.' })
  const { path, message } = deepest(issue, [])
  const param = toParam(path)
  return new GatewayError('invalid_request', {
    message: param === '' ? message : `${message} (at ${param})`,
    ...(param !== '' && { param }),
  })
}

/** Of a union's branches the one that got furthest tells what is wrong; the others only that it is something else. */
function deepest(issue: Issue, prefix: readonly PropertyKey[]): { path: PropertyKey[]; message: string } {
  const own = { path: [...prefix, ...issue.path], message: issue.message }
  if (issue.code !== 'invalid_union') return own
  let best = own
  for (const branch of issue.errors) {
    const [first] = branch
    if (first === undefined) continue
    const inner = deepest(first, own.path)
    if (inner.path.length > best.path.length) best = inner
  }
  return best
}

const toParam = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join('')

function toCanonical(wire: WireRequest): CanonicalRequest {
  const messages = wire.messages.map(decodeMessage)
  const tools = (wire.tools ?? []).map(decodeTool)
  const settings = settingsOf(wire)
  const residue = residueFieldsOf(wire, settings)
  return {
    model: wire.model,
    messages,
    tools,
    settings,
    isStreamed: wire.stream === true,
    wantsStreamUsage: wire.stream_options?.include_usage === true,
    facts: factsOf({ messages, tools, settings, residue }),
    ...residueOf(DIALECT, residue),
  }
}

function settingsOf(wire: WireRequest): RequestSettings {
  const { logprobs, top_logprobs: topLogprobs, response_format: format, reasoning_effort: effort, stop } = wire
  return present({
    maxOutputTokens: wire.max_tokens ?? wire.max_completion_tokens,
    temperature: wire.temperature,
    topP: wire.top_p,
    topK: wire.top_k,
    stop: typeof stop === 'string' ? [stop] : stop,
    seed: wire.seed,
    frequencyPenalty: wire.frequency_penalty,
    presencePenalty: wire.presence_penalty,
    choiceCount: wire.n,
    logprobs: logprobs == null ? undefined : { isWanted: logprobs, ...(topLogprobs != null && { top: topLogprobs }) },
    responseFormat: format == null ? undefined : decodeFormat(format),
    reasoningEffort: effort != null && isReasoningEffort(effort) ? effort : undefined,
    endUserId: wire.safety_identifier ?? wire.user,
    promptCacheKey: wire.prompt_cache_key,
    serviceTier: wire.service_tier,
    verbosity: wire.verbosity,
    metadata: wire.metadata,
    toolChoice: wire.tool_choice == null ? undefined : decodeToolChoice(wire.tool_choice),
    mayCallToolsInParallel: wire.parallel_tool_calls,
  }) as RequestSettings
}

/** Fields that have a place in the canonical model, though not for all that they can say. */
const CANONICAL_FIELDS: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'tools',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'n',
  'logprobs',
  'top_logprobs',
  'response_format',
  'reasoning_effort',
  'tool_choice',
  'parallel_tool_calls',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'service_tier',
  'verbosity',
  'metadata',
])
const STREAM_FIELDS: ReadonlySet<string> = new Set(['include_usage'])

/** All else that the body says. */
function residueFieldsOf(wire: WireRequest, settings: RequestSettings): Fields {
  const residue = present(wire, CANONICAL_FIELDS)
  const keep = (name: string): void => {
    if (wire[name] != null) residue[name] = wire[name]
  }
  residue[SPELLING] = spellingOf(wire)
  // of the two names of one user the older rides along where both were told
  if (wire.safety_identifier != null) keep('user')
  if (wire.logprobs == null) keep('top_logprobs')
  if (settings.responseFormat === undefined) keep('response_format')
  if (settings.reasoningEffort === undefined) keep('reasoning_effort')
  if (settings.toolChoice === undefined) keep('tool_choice')
  const streamOptions = present(wire.stream_options ?? {}, STREAM_FIELDS)
  if (Object.keys(streamOptions).length > 0) residue.stream_options = streamOptions
  return residue
}

/** Encoding uses the names that the client used, and makes nothing fit that was written in this dialect. */
const spellingOf = ({ max_completion_tokens: limit, safety_identifier: user }: WireRequest): Fields => ({
  isOwn: true,
  ...(limit != null && { limit: 'max_completion_tokens' }),
  ...(user != null && { user: 'safety_identifier' }),
})

/** @returns `undefined` for a form that the canonical model does not have, such as a grammar */
function decodeFormat({
  type,
  json_schema: wanted,
  ...others
}: NonNullable<WireRequest['response_format']>): ResponseFormat | undefined {
  if (Object.keys(present(others)).length > 0) return undefined
  if (type === 'text') return { type: 'text' }
  if (type === 'json_object') return { type: 'json-object' }
  if (type !== 'json_schema' || wanted == null) return undefined
  const { name, schema, description, strict, ...unknown } = wanted
  if (Object.keys(present(unknown)).length > 0) return undefined
  return {
    type: 'json-schema',
    name,
    ...(schema != null && { schema }),
    ...(description != null && { description }),
    ...(strict != null && { strict }),
  }
}

/** Fields of the residue that change what the model is or does, so that no other dialect can stand in. */
const NATIVE_FIELDS = [
  'audio',
  'function_call',
  'functions',
  'modalities',
  'reasoning_effort',
  'response_format',
  'tool_choice',
  'web_search_options',
]

interface Decoded {
  messages: readonly Message[]
  tools: readonly Tool[]
  settings: RequestSettings
  residue: Fields
}

function factsOf({ messages, tools, settings, residue }: Decoded): RequestFacts {
  const parts = partFactsOf(messages)
  const format = settings.responseFormat?.type
  return {
    vision: parts.image,
    audio: parts.audio || residue.audio !== undefined,
    document: parts.document,
    tools: tools.length > 0 || residue.functions !== undefined || parts.tools,
    json: format === 'json-object' || format === 'json-schema',
    reasoning: settings.reasoningEffort !== undefined && settings.reasoningEffort !== 'none',
    nativeOnly: [
      ...NATIVE_FIELDS.filter((name) => residue[name] !== undefined),
      ...tools.flatMap((tool, index) => (tool.type === 'opaque' ? [`tools[${index}]`] : [])),
      ...messages.flatMap((message, index) => (isNativeMessage(message) ? [`messages[${index}]`] : [])),
    ],
  }
}

const isNativeMessage = ({ parts, residue }: Message): boolean =>
  residue?.[DIALECT]?.tool_calls !== undefined ||
  residue?.[DIALECT]?.function_call !== undefined ||
  parts.some((part) => part.type === 'opaque' || (part.type === 'media' && part.source.type === 'vendor-file'))
