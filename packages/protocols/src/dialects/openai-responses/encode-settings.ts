import type { CanonicalRequest, ReasoningEffort, RequestSettings, ResponseFormat } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { JsonObject, RequestTarget, TargetTraits } from '../../codec.js'
import { ENCRYPTED_REASONING, fieldsWithin, OUTPUT_LOGPROBS } from './decode-settings.js'
import { invalidRequest } from './invalid-request.js'
import { readResidue } from './spelling.js'
import { type Fields, isEmpty, LEAST_OUTPUT_TOKENS, present } from './wire.js'

const LOW_BUDGET_TOKENS = 2_048
const MEDIUM_BUDGET_TOKENS = 8_192

/** Settings that this dialect has no field for. */
const MISSING = ['topK', 'stop', 'seed', 'frequencyPenalty', 'presencePenalty'] as const

/**
 * Settings → fields of the body; tools and their choice aside.
 * @throws GatewayError `invalid_request` where several answers are wanted: one must never stand for them
 */
export function encodeSettings(request: CanonicalRequest, target: RequestTarget, warnings: Warning[]): JsonObject {
  const { settings } = request
  const { fields, spelling } = readResidue(request)
  const traits = target.traits ?? {}
  for (const name of MISSING) if (isTold(settings[name])) warnings.push({ type: 'dropped', field: name })
  if ((settings.choiceCount ?? 1) > 1) throw invalidRequest('This model gives one answer a call.', ['n'])
  const userField = spelling.user === 'user' ? 'user' : 'safety_identifier'
  return {
    ...encodeSampling(settings, traits, warnings),
    max_output_tokens: encodeLimit(settings.maxOutputTokens, target, warnings),
    top_logprobs: settings.logprobs?.isWanted === true ? settings.logprobs.top : undefined,
    include: encodeInclude(request, traits),
    text: encodeText(settings, { fields, traits, warnings }),
    reasoning: encodeThinking(settings, { fields, summary: spelling.summary, traits, warnings }),
    ...(settings.endUserId !== undefined && { [userField]: settings.endUserId }),
    prompt_cache_key: settings.promptCacheKey,
    metadata: settings.metadata,
    ...(settings.serviceTier !== undefined && { service_tier: settings.serviceTier }),
  }
}

const isTold = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0)

function encodeSampling({ temperature, topP }: RequestSettings, traits: TargetTraits, warnings: Warning[]): JsonObject {
  const drop = (field: string, value: unknown) => {
    if (value !== undefined) warnings.push({ type: 'dropped', field })
  }
  if (traits.takesSampling === false) {
    drop('temperature', temperature)
    drop('topP', topP)
    return {}
  }
  const isOneOnly = traits.takesTemperatureWithTopP === false && temperature !== undefined
  const isTooHigh = traits.isTopPBelowOne === true && topP !== undefined && topP >= 1
  if (isOneOnly || isTooHigh) drop('topP', topP)
  return { temperature, ...(!isOneOnly && !isTooHigh && { top_p: topP }) }
}

/** The plan's limit, else the client's; never above what the model can write, nor below what the vendor takes. */
function encodeLimit(asked: number | undefined, target: RequestTarget, warnings: Warning[]): number | undefined {
  const wanted = target.maxOutputTokens ?? asked
  if (wanted === undefined) return undefined
  const limit = Math.min(wanted, target.traits?.maxOutputTokens ?? wanted)
  if (asked !== undefined && limit < asked) warnings.push({ type: 'clamped', field: 'maxOutputTokens', to: limit })
  if (limit >= LEAST_OUTPUT_TOKENS) return limit
  warnings.push({
    type: 'changed',
    field: 'maxOutputTokens',
    how: `raised to ${LEAST_OUTPUT_TOKENS}, the least allowed`,
  })
  return LEAST_OUTPUT_TOKENS
}

/** Encrypted reasoning is always asked for: without a store it is all that a later turn has of the model's thinking. */
function encodeInclude(request: CanonicalRequest, traits: TargetTraits): string[] | undefined {
  const { spelling } = readResidue(request)
  const told = Array.isArray(spelling.include) ? spelling.include.filter((name) => typeof name === 'string') : []
  const wanted = [
    ...told,
    ...(traits.thinking === 'none' ? [] : [ENCRYPTED_REASONING]),
    ...(request.settings.logprobs?.isWanted === true ? [OUTPUT_LOGPROBS] : []),
  ].filter((name) => traits.thinking !== 'none' || name !== ENCRYPTED_REASONING)
  return wanted.length === 0 ? undefined : [...new Set(wanted)]
}

interface TextOptions {
  fields: Fields
  traits: TargetTraits
  warnings: Warning[]
}

function encodeText(
  { responseFormat: wanted, verbosity }: RequestSettings,
  { fields, traits, warnings }: TextOptions,
): JsonObject | undefined {
  const others = { ...fieldsWithin('text', fields), ...(verbosity !== undefined && { verbosity }) }
  if (wanted === undefined) return isEmpty(others) ? undefined : others
  if (wanted.type === 'json-schema' && traits.takesJsonSchema === false) {
    warnings.push({ type: 'changed', field: 'responseFormat', how: 'any JSON object instead of the schema' })
    return { ...others, format: { type: 'json_object' } }
  }
  return { ...others, format: encodeFormat(wanted) }
}

function encodeFormat(format: ResponseFormat): JsonObject {
  switch (format.type) {
    case 'text':
      return { type: 'text' }
    case 'json-object':
      return { type: 'json_object' }
    case 'json-schema': {
      const { name, description, schema = {}, strict } = format
      return present({ type: 'json_schema', name, description, schema, strict })
    }
  }
}

interface ThinkingOptions extends TextOptions {
  /** The kind of summary that a client of this dialect asked for. */
  summary: unknown
}

function encodeThinking(settings: RequestSettings, options: ThinkingOptions): JsonObject | undefined {
  const { fields, traits, warnings } = options
  const others = fieldsWithin('reasoning', fields)
  const effort = effortOf(settings, traits, warnings)
  // a client of another dialect that asks for thinking wants to see it, unless it said otherwise
  const isShown = settings.isReasoningShown ?? (effort !== undefined && effort !== 'none')
  const summary = isShown ? (options.summary ?? 'auto') : undefined
  const reasoning = present({ ...others, ...(effort !== undefined && { effort }), summary })
  if (isEmpty(reasoning)) return undefined
  if (traits.thinking !== 'none') return reasoning
  const field = effort === undefined ? 'isReasoningShown' : 'reasoningEffort'
  if (effort !== 'none') warnings.push({ type: 'dropped', field })
  return undefined
}

/** An effort as it was told, else the one that comes nearest to a budget. */
function effortOf(
  { reasoningEffort, reasoningBudgetTokens: budget }: RequestSettings,
  { mayDisableThinking }: TargetTraits,
  warnings: Warning[],
): ReasoningEffort | undefined {
  const wanted = reasoningEffort ?? (budget === undefined ? undefined : nearestEffort(budget))
  if (reasoningEffort === undefined && wanted !== undefined) {
    warnings.push({ type: 'changed', field: 'reasoningBudgetTokens', how: `an effort of ${wanted} instead` })
  }
  if (wanted !== 'none' || mayDisableThinking !== false) return wanted
  warnings.push({ type: 'changed', field: 'reasoningEffort', how: 'minimal, because thinking cannot be switched off' })
  return 'minimal'
}

/** @returns `undefined` where the model may think as long as it likes: it does so unasked */
function nearestEffort(budget: number): ReasoningEffort | undefined {
  if (budget < 0) return undefined
  if (budget === 0) return 'none'
  return budget <= LOW_BUDGET_TOKENS ? 'low' : budget <= MEDIUM_BUDGET_TOKENS ? 'medium' : 'high'
}
