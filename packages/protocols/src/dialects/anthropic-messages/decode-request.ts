import { GatewayError } from '../../canonical/error.js'
import {
  type CanonicalRequest,
  DEFAULT_SERVICE_TIER,
  type RequestSettings,
  type ResponseFormat,
} from '../../canonical/request.js'
import { residueOf, SPELLING } from '../../canonical/residue.js'
import { decodeMessage, decodeSystem } from './decode-messages.js'
import { invalidRequest, refusal } from './invalid-request.js'
import { factsOf } from './request-facts.js'
import { decodeTool, decodeToolChoice } from './tools.js'
import {
  countTokensSchema,
  type Fields,
  isFields,
  isReasoningEffort,
  present,
  REQUEST_FIELDS,
  requestSchema,
  type WireRequest,
} from './wire.js'

const DIALECT = 'anthropic-messages'
const FORMAT_NAME = 'output'

/** @throws GatewayError `invalid_request` with the path of the wrong field */
export function decodeRequest(body: unknown): CanonicalRequest {
  checkNames(body)
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) throw invalidRequest(parsed.error.issues)
  return toCanonical(parsed.data)
}

/**
 * A body of `/messages/count_tokens`: the same request without an output limit.
 * @throws GatewayError `invalid_request` with the path of the wrong field
 */
export function decodeCountTokensRequest(body: unknown): CanonicalRequest {
  checkNames(body)
  const parsed = countTokensSchema.safeParse(body)
  if (!parsed.success) throw invalidRequest(parsed.error.issues)
  return { ...toCanonical(parsed.data), isStreamed: false }
}

/** A name that differs from a known one in case only may be read as that one by the server behind us (RELIABILITY C12). */
function checkNames(body: unknown): void {
  if (!isFields(body)) throw new GatewayError('invalid_request', { message: 'The body must be a JSON object.' })
  for (const name of Object.keys(body)) {
    if (REQUEST_FIELDS.includes(name)) continue
    const meant = REQUEST_FIELDS.find((field) => field === name.toUpperCase().toLowerCase())
    if (meant !== undefined) throw refusal(`Unknown field; did you mean ${meant}?`, name)
  }
}

function toCanonical(wire: WireRequest): CanonicalRequest {
  const messages = [...decodeSystem(wire.system), ...wire.messages.flatMap(decodeMessage)]
  const tools = (wire.tools ?? []).map(decodeTool)
  const { settings, others } = takeSettings(wire)
  const residue = present({
    ...others,
    model: undefined,
    messages: undefined,
    system: undefined,
    tools: undefined,
    stream: undefined,
  })
  return {
    model: wire.model,
    messages,
    tools,
    settings,
    isStreamed: wire.stream === true,
    wantsStreamUsage: true,
    facts: factsOf({ messages, tools, settings, residue }),
    ...residueOf(DIALECT, residue),
  }
}

/** Settings that the canonical model has, and all the other fields of the body. */
function takeSettings(wire: WireRequest): { settings: RequestSettings; others: Fields } {
  const {
    max_tokens: maxOutputTokens,
    temperature,
    top_p: topP,
    top_k: topK,
    stop_sequences: stop,
    metadata,
    tool_choice: choice,
    thinking,
    output_config: outputConfig,
    output_format: olderFormat,
    service_tier: serviceTier,
    ...others
  } = wire
  const { effort, format: newerFormat, ...otherOutput } = outputConfig ?? {}
  const { user_id: endUserId, ...otherMetadata } = metadata ?? {}
  const format = newerFormat ?? olderFormat
  const responseFormat = format == null ? undefined : decodeFormat(format)
  const reasoningEffort = effort != null && isReasoningEffort(effort) ? effort : undefined
  const toolChoice = choice == null ? undefined : decodeToolChoice(choice)
  const thought = decodeThinking(thinking ?? {})
  const settings = present({
    maxOutputTokens,
    temperature,
    topP,
    topK,
    stop,
    responseFormat,
    reasoningEffort,
    ...thought.settings,
    endUserId,
    serviceTier: serviceTier === DEFAULT_SERVICE_TIER ? serviceTier : undefined,
    toolChoice,
    mayCallToolsInParallel: choice?.disable_parallel_tool_use == null ? undefined : !choice.disable_parallel_tool_use,
  }) as RequestSettings
  const isOlder = newerFormat == null && olderFormat != null
  return {
    settings,
    others: {
      ...others,
      metadata: someOf(otherMetadata),
      ...(serviceTier !== DEFAULT_SERVICE_TIER && { service_tier: serviceTier }),
      thinking: someOf(thought.rest),
      output_config: someOf({
        ...otherOutput,
        ...(reasoningEffort === undefined && { effort }),
        ...(responseFormat === undefined && !isOlder && { format }),
      }),
      ...(responseFormat === undefined && isOlder && { output_format: format }),
      ...(responseFormat !== undefined && isOlder && { [SPELLING]: { format: 'output_format' } }),
      ...(toolChoice === undefined && { tool_choice: choice }),
    },
  }
}

/** Adaptive thinking is a budget without end, disabled thinking one of nothing. */
function decodeThinking(thinking: Fields): { settings: Fields; rest: Fields } {
  const { type, budget_tokens: budget, display, ...rest } = thinking
  const isShown = display === 'summarized' ? true : display === 'omitted' ? false : undefined
  const others = isShown === undefined ? { display, ...rest } : rest
  const shown = isShown === undefined ? {} : { isReasoningShown: isShown }
  switch (type) {
    case 'enabled':
      return { settings: { ...shown, reasoningBudgetTokens: budget }, rest: others }
    case 'adaptive':
      return { settings: { ...shown, reasoningBudgetTokens: -1 }, rest: { ...others, budget_tokens: budget } }
    case 'disabled':
      return { settings: { ...shown, reasoningBudgetTokens: 0 }, rest: { ...others, budget_tokens: budget } }
    default:
      return { settings: {}, rest: thinking }
  }
}

/** @returns `undefined` for a form that the canonical model does not have */
function decodeFormat({ type, schema, ...others }: Fields): ResponseFormat | undefined {
  if (type !== 'json_schema' || schema == null || Object.keys(present(others)).length > 0) return undefined
  return { type: 'json-schema', name: FORMAT_NAME, schema }
}

/** An object without its empty fields; `undefined` where none is left. */
function someOf(fields: Fields): Fields | undefined {
  const some = present(fields)
  return Object.keys(some).length === 0 ? undefined : some
}
