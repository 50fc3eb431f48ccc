import { DEFAULT_SERVICE_TIER, type RequestSettings, toldServiceSettings } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { refusal } from './invalid-request.js'
import type { Fields } from './wire.js'

const MAX_TEMPERATURE = 1
/** The only temperature, and the least `top_p`, that are taken while the model thinks. */
const THINKING_TEMPERATURE = 1
const THINKING_TOP_P = 0.95

export interface SamplingOptions {
  settings: RequestSettings
  traits: TargetTraits
  isThinking: boolean
  warnings: Warning[]
}

/** Settings of other vendors that change the answer's luck, not its meaning. */
const UNKNOWN = ['seed', 'frequencyPenalty', 'presencePenalty'] as const

/**
 * Settings of sampling as the target takes them; newer models and the newer version of the API take none.
 * @throws GatewayError `invalid_request` where several answers are wanted: one must never stand for them
 */
export function encodeSampling({ settings, traits, isThinking, warnings }: SamplingOptions): Fields {
  if ((settings.choiceCount ?? 1) > 1) throw refusal('This model gives one answer a call.', 'n')
  for (const name of UNKNOWN) if (settings[name] !== undefined) warnings.push({ type: 'dropped', field: name })
  for (const name of toldServiceSettings(settings)) warnings.push({ type: 'dropped', field: name })
  if (settings.logprobs?.isWanted === true) warnings.push({ type: 'dropped', field: 'logprobs' })
  const kept = (name: 'temperature' | 'topP' | 'topK', isTaken: (value: number) => boolean): number | undefined => {
    const value = settings[name]
    if (value === undefined || (traits.takesSampling !== false && isTaken(value))) return value
    warnings.push({ type: 'dropped', field: name })
    return undefined
  }
  const temperature = kept('temperature', (value) => !isThinking || value === THINKING_TEMPERATURE)
  const hasBoth = temperature !== undefined && traits.takesTemperatureWithTopP === false
  const topP = kept(
    'topP',
    (value) => !hasBoth && (!isThinking || value >= THINKING_TOP_P) && !(traits.isTopPBelowOne === true && value >= 1),
  )
  const topK = kept('topK', () => !isThinking && traits.takesTopK !== false)
  const stop = settings.stop?.filter((text) => text.trim() !== '')
  if (stop !== undefined && stop.length < (settings.stop?.length ?? 0)) {
    warnings.push({ type: 'changed', field: 'stop', how: 'without the blank ones' })
  }
  return {
    ...(temperature !== undefined && { temperature: clampTemperature(temperature, warnings) }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
    ...(stop !== undefined && stop.length > 0 && { stop_sequences: stop }),
    ...(settings.serviceTier === DEFAULT_SERVICE_TIER && { service_tier: DEFAULT_SERVICE_TIER }),
  }
}

function clampTemperature(temperature: number, warnings: Warning[]): number {
  if (temperature <= MAX_TEMPERATURE) return temperature
  warnings.push({ type: 'clamped', field: 'temperature', to: MAX_TEMPERATURE })
  return MAX_TEMPERATURE
}
