import { type RequestSettings, toldServiceSettings } from '../../canonical/request.js'
import type { JsonObject, RequestTarget } from '../../codec.js'
import { changed, dropped, type EncodeContext } from './encode-context.js'

/** The vendor refuses more. */
const MAX_STOP_SEQUENCES = 4

/** Settings that are numbers or lists → fields of the body. */
export const encodeSettings = (settings: RequestSettings, context: EncodeContext): JsonObject => ({
  ...encodeSampling(settings, context),
  stop: encodeStop(settings.stop, context),
  seed: settings.seed,
  frequency_penalty: settings.frequencyPenalty,
  presence_penalty: settings.presencePenalty,
  n: settings.choiceCount,
  ...(settings.logprobs !== undefined && {
    logprobs: settings.logprobs.isWanted,
    top_logprobs: settings.logprobs.top,
  }),
  ...encodeService(settings, context),
})

/** Many servers of this dialect refuse fields that they do not know; its own clients say what they mean. */
function encodeService(settings: RequestSettings, { isOwn, traits, warnings }: EncodeContext): JsonObject {
  const { promptCacheKey, serviceTier, verbosity, metadata } = settings
  if (isOwn) return { prompt_cache_key: promptCacheKey, service_tier: serviceTier, verbosity, metadata }
  const isTaken = traits.takesServiceFields !== false
  for (const name of toldServiceSettings(settings)) {
    // notes are taken only with what is stored, and nothing is stored for strangers
    if (!isTaken || name === 'metadata') warnings.push(dropped(name))
  }
  return isTaken ? { prompt_cache_key: promptCacheKey, service_tier: serviceTier, verbosity } : {}
}

function encodeSampling({ temperature, topP, topK }: RequestSettings, { traits, warnings }: EncodeContext): JsonObject {
  const kept = (field: string, value: number | undefined, isTaken: boolean): number | undefined => {
    if (value === undefined || (traits.takesSampling !== false && isTaken)) return value
    warnings.push(dropped(field))
    return undefined
  }
  const isOneOnly = traits.takesTemperatureWithTopP === false && temperature !== undefined
  const isTooHigh = traits.isTopPBelowOne === true && topP !== undefined && topP >= 1
  return {
    temperature: kept('temperature', temperature, true),
    top_p: kept('topP', topP, !isOneOnly && !isTooHigh),
    top_k: kept('topK', topK, traits.takesTopK !== false),
  }
}

function encodeStop(
  stop: readonly string[] | undefined,
  { isOwn, warnings }: EncodeContext,
): readonly string[] | undefined {
  if (stop === undefined || isOwn) return stop
  if (stop.length > MAX_STOP_SEQUENCES) warnings.push(changed('stop', `the first ${MAX_STOP_SEQUENCES} only`))
  return stop.length === 0 ? undefined : stop.slice(0, MAX_STOP_SEQUENCES)
}

/** The plan's limit, else the client's; never above what the model can write. */
export function encodeLimit(
  asked: number | undefined,
  { maxOutputTokens: sent, traits = {} }: RequestTarget,
  { warnings }: EncodeContext,
): number | undefined {
  const wanted = sent ?? asked
  if (wanted === undefined) return undefined
  const limit = Math.min(wanted, traits.maxOutputTokens ?? wanted)
  if (asked !== undefined && limit < asked) warnings.push({ type: 'clamped', field: 'maxOutputTokens', to: limit })
  return limit
}
