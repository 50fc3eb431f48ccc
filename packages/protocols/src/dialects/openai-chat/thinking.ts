import type { ReasoningEffort, RequestSettings } from '../../canonical/request.js'
import type { JsonObject } from '../../codec.js'
import { changed, dropped, type EncodeContext } from './encode-context.js'

/** A budget up to so many tokens is the effort of that name (PROTOCOLS 2.6). */
const LOW_BUDGET_TOKENS = 2_048
const MEDIUM_BUDGET_TOKENS = 8_192

/** This dialect knows efforts alone. Models that do not think refuse the field, so a stranger's wish needs a model that does. */
export function encodeThinking(settings: RequestSettings, context: EncodeContext): JsonObject {
  const { isOwn, traits, warnings } = context
  const { reasoningEffort: told, reasoningBudgetTokens: budget, isReasoningShown } = settings
  if (told === undefined && budget === undefined) {
    if (isReasoningShown === true && traits.thinking === 'none') warnings.push(dropped('isReasoningShown'))
    return {}
  }
  const isOff = budget === 0 || (budget === undefined && told === 'none')
  const isUnknown = traits.thinking === undefined && !isOwn
  if (traits.thinking === 'none' || isUnknown) {
    // what does not think needs no word to stay so
    if (!isOff) warnings.push(dropped(told === undefined ? 'reasoningBudgetTokens' : 'reasoningEffort'))
    return {}
  }
  const effort = isOff ? 'none' : (told ?? nearestEffort(budget ?? 0))
  if (told === undefined && budget !== undefined) {
    warnings.push(changed('reasoningBudgetTokens', `as the effort ${effort}`))
  }
  if (!isOff || traits.mayDisableThinking !== false) return { reasoning_effort: effort }
  warnings.push(changed('reasoningEffort', 'minimal, because thinking cannot be switched off'))
  return { reasoning_effort: 'minimal' }
}

/** @param budget tokens; below zero: as many as the model likes, which some take for none unless they are told */
function nearestEffort(budget: number): ReasoningEffort {
  if (budget < 0) return 'medium'
  return budget <= LOW_BUDGET_TOKENS ? 'low' : budget <= MEDIUM_BUDGET_TOKENS ? 'medium' : 'high'
}
