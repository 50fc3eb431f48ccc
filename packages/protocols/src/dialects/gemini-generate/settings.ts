import { type RequestSettings, toldServiceSettings } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import type { RequestTarget, TargetTraits } from '../../codec.js'
import { decodeFormat, encodeFormat } from './response-format.js'
import { decodeThinking, encodeThinking } from './thinking.js'
import { type Fields, isEmpty, isFields, present, type WireGenerationConfig } from './wire.js'

/** Residue of `generationConfig` stands beside that of the body, with this before its names. */
export const CONFIG_PREFIX = 'generationConfig.'

export interface DecodedSettings {
  settings: RequestSettings
  /** Fields without a place in the canonical model, by their paths. */
  others: Fields
}

/** @param path of the config in the client's body */
export function decodeSettings(config: WireGenerationConfig, path: string): DecodedSettings {
  const {
    maxOutputTokens,
    temperature,
    topP,
    topK,
    stopSequences: stop,
    seed,
    frequencyPenalty,
    presencePenalty,
    candidateCount: choiceCount,
    responseLogprobs,
    logprobs: top,
    responseMimeType,
    responseSchema,
    responseJsonSchema,
    thinkingConfig,
    ...rest
  } = config
  const format = decodeFormat({ responseMimeType, responseSchema, responseJsonSchema })
  const thinking = decodeThinking(thinkingConfig ?? {}, `${path}.thinkingConfig`)
  const settings = present({
    maxOutputTokens,
    temperature,
    topP,
    topK,
    stop: stop?.length === 0 ? undefined : stop, // some clients write it always
    seed,
    frequencyPenalty,
    presencePenalty,
    choiceCount,
    logprobs: responseLogprobs == null ? undefined : { isWanted: responseLogprobs, ...(top != null && { top }) },
    responseFormat: format.responseFormat,
    ...thinking.settings,
  }) as RequestSettings
  const others = present({
    ...rest,
    ...format.others,
    ...(responseLogprobs == null && { logprobs: top }),
    ...(!isEmpty(thinking.others) && { thinkingConfig: thinking.others }),
  })
  return {
    settings,
    others: {
      ...Object.fromEntries(Object.entries(others).map(([name, value]) => [CONFIG_PREFIX + name, value])),
      ...(format.spelling !== undefined && { [SPELLING]: format.spelling }),
    },
  }
}

/** The vendor takes no more. */
const MAX_STOPS = 5
const MAX_SEED = 2 ** 31 - 1
/** Below 1 by as little as nobody notices. */
const ALMOST_ONE = 0.9999

export interface EncodeSettingsOptions {
  target: RequestTarget
  /** Ours, of the whole request. */
  residue: Fields
  warnings: Warning[]
}

/** @returns `undefined` where nothing is to be said */
export function encodeSettings(settings: RequestSettings, options: EncodeSettingsOptions): Fields | undefined {
  const { target, residue, warnings } = options
  const traits = target.traits ?? {}
  const own = Object.fromEntries(
    Object.entries(residue).flatMap(([name, value]) =>
      name.startsWith(CONFIG_PREFIX) ? [[name.slice(CONFIG_PREFIX.length), value]] : [],
    ),
  )
  const isOpenApi = isFields(residue[SPELLING]) && residue[SPELLING].schema === 'responseSchema'
  const thinking = encodeThinking(settings, { traits, warnings })
  const config = present({
    ...encodeSampling(settings, traits, warnings),
    maxOutputTokens: limitOf(settings.maxOutputTokens, target, warnings),
    stopSequences: stopsOf(settings.stop, warnings),
    seed: seedOf(settings.seed, warnings),
    frequencyPenalty: settings.frequencyPenalty,
    presencePenalty: settings.presencePenalty,
    candidateCount: settings.choiceCount,
    responseLogprobs: settings.logprobs?.isWanted,
    logprobs: settings.logprobs?.top,
    ...encodeFormat(settings.responseFormat, { traits, warnings, isOpenApi }),
    ...own,
    thinkingConfig: isFields(own.thinkingConfig) ? { ...own.thinkingConfig, ...thinking } : thinking,
  })
  for (const name of toldServiceSettings(settings)) warnings.push({ type: 'dropped', field: name })
  if (settings.endUserId !== undefined) warnings.push({ type: 'dropped', field: 'endUserId' })
  if (settings.mayCallToolsInParallel === false) warnings.push({ type: 'dropped', field: 'mayCallToolsInParallel' })
  return isEmpty(config) ? undefined : config
}

/** Temperature is the one that stays where a model does not take it together with `topP`. */
function encodeSampling(
  { temperature, topP, topK }: RequestSettings,
  traits: TargetTraits,
  warnings: Warning[],
): Fields {
  const takesTopP = traits.takesTemperatureWithTopP !== false || temperature === undefined
  const takes = {
    temperature: traits.takesSampling !== false,
    topP: traits.takesSampling !== false && takesTopP,
    topK: traits.takesSampling !== false && traits.takesTopK !== false,
  }
  const told: Record<keyof typeof takes, number | undefined> = { temperature, topP, topK }
  const sampling: Fields = {}
  for (const name of ['temperature', 'topP', 'topK'] as const) {
    if (told[name] === undefined) continue
    if (takes[name]) sampling[name] = told[name]
    else warnings.push({ type: 'dropped', field: name })
  }
  if (traits.isTopPBelowOne === true && typeof sampling.topP === 'number' && sampling.topP >= 1) {
    sampling.topP = ALMOST_ONE
    warnings.push({ type: 'clamped', field: 'topP', to: ALMOST_ONE })
  }
  return sampling
}

function limitOf(asked: number | undefined, target: RequestTarget, warnings: Warning[]): number | undefined {
  const wanted = target.maxOutputTokens ?? asked
  const most = target.traits?.maxOutputTokens
  const limit = wanted === undefined || most === undefined ? wanted : Math.min(wanted, most)
  if (asked !== undefined && limit !== undefined && limit < asked) {
    warnings.push({ type: 'clamped', field: 'maxOutputTokens', to: limit })
  }
  return limit
}

function stopsOf(stop: readonly string[] | undefined, warnings: Warning[]): readonly string[] | undefined {
  const told = stop?.filter((text) => text !== '') ?? []
  if (told.length > MAX_STOPS) warnings.push({ type: 'clamped', field: 'stop', to: MAX_STOPS })
  return told.length === 0 ? undefined : told.slice(0, MAX_STOPS)
}

/** 32 bits wide here; another seed is as good as none. */
function seedOf(seed: number | undefined, warnings: Warning[]): number | undefined {
  if (seed === undefined || (seed <= MAX_SEED && seed >= -MAX_SEED - 1)) return seed
  warnings.push({ type: 'dropped', field: 'seed' })
  return undefined
}
