import type { ReasoningEffort, RequestSettings } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { budgetOf, fitBudget, type LimitBounds, mostLimitOf, raisedLimit } from './thinking-budget.js'
import type { Fields } from './wire.js'

/** A budget up to so many tokens is the effort of that name. */
const LOW_BUDGET_TOKENS = 2_048
const MEDIUM_BUDGET_TOKENS = 8_192

type Effort = Exclude<ReasoningEffort, 'none'>

/** Words that the vendor knows. */
const WORDS: Record<Effort, string> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
}

export interface ThinkingOptions extends LimitBounds {
  settings: RequestSettings
  traits: TargetTraits
  /** The model must call a tool: refused together with thinking. */
  isForced: boolean
  /** The thinking before the calls whose results are sent is gone: refused while thinking by budget. */
  hasLostThinking: boolean
  warnings: Warning[]
}

export interface ThinkingPlan {
  /** `thinking` of the body. */
  config?: Fields
  /** `output_config.effort` of the body. */
  effort?: string
  limitTokens: number
  /** Sampling and tool choice are bounded while the model thinks. */
  isOn: boolean
}

/** What is said of thinking in canonical words → how the target is asked for it (PROTOCOLS 2.6). */
export function planThinking(options: ThinkingOptions): ThinkingPlan {
  const { settings, traits, limitTokens, warnings } = options
  const { reasoningBudgetTokens: budget, reasoningEffort } = settings
  const effort = reasoningEffort === 'none' ? undefined : reasoningEffort
  if (budget === 0 || (budget === undefined && reasoningEffort === 'none')) {
    return { ...switchedOff(options), ...(effort !== undefined && effortOf(effort, options)), limitTokens }
  }
  if (budget === undefined && effort === undefined) return { limitTokens, isOn: false }
  if (traits.thinking === 'none') {
    warnings.push({ type: 'dropped', field: budget === undefined ? 'reasoningEffort' : 'reasoningBudgetTokens' })
    return { limitTokens, isOn: false }
  }
  switch (modeOf(traits.thinking, budget)) {
    case 'effort':
      return { ...effortOf(effort ?? effortOfBudget(budget, warnings), options), limitTokens, isOn: false }
    case 'adaptive':
      return byChoice(options, effort)
    case 'budget':
      return byBudget(options, effort)
  }
}

type Mode = 'effort' | 'adaptive' | 'budget'

function modeOf(wanted: TargetTraits['thinking'], budget: number | undefined): Mode {
  switch (wanted) {
    case 'budget':
    case 'adaptive':
      return wanted
    case 'effort':
    case 'level':
      return 'effort'
    default:
      // nothing is known of the target: as it was said
      return budget === undefined ? 'effort' : budget < 0 ? 'adaptive' : 'budget'
  }
}

function switchedOff({ traits, warnings }: ThinkingOptions): { config?: Fields; isOn: boolean } {
  if (traits.thinking === 'none') return { isOn: false }
  if (traits.mayDisableThinking === false) {
    warnings.push({ type: 'dropped', field: 'reasoningEffort' })
    return { isOn: true }
  }
  return { config: { type: 'disabled' }, isOn: false }
}

/** The model thinks as much as it likes; `effort` says how much that is. */
function byChoice(options: ThinkingOptions, effort: Effort | undefined): ThinkingPlan {
  const { settings, limitTokens, warnings } = options
  const { reasoningBudgetTokens: budget } = settings
  const word = effort ?? (budget !== undefined && budget > 0 ? effortOfBudget(budget, warnings) : undefined)
  const told = word === undefined ? {} : effortOf(word, options)
  if (isRefusedWhileForced(options)) return { ...told, config: { type: 'disabled' }, limitTokens, isOn: false }
  return { ...told, config: { type: 'adaptive', ...displayOf(options) }, limitTokens, isOn: true }
}

function byBudget(options: ThinkingOptions, effort: Effort | undefined): ThinkingPlan {
  const { settings, traits, limitTokens, warnings } = options
  if (isRefusedWhileForced(options)) return { limitTokens, isOn: false }
  if (options.hasLostThinking && traits.mayDisableThinking !== false) {
    warnings.push({ type: 'dropped', field: 'reasoningBudgetTokens' })
    return { limitTokens, isOn: false }
  }
  const budget = budgetOf(settings, traits)
  if (budget.isOurs) {
    const field = settings.reasoningBudgetTokens === undefined ? 'reasoningEffort' : 'reasoningBudgetTokens'
    warnings.push({ type: 'changed', field, how: `as a budget of ${budget.countedTokens} tokens` })
  }
  const fitted = fitBudget(budget, options, traits)
  if (fitted === undefined) {
    warnings.push({ type: 'dropped', field: 'reasoningBudgetTokens' })
    return { limitTokens, isOn: false }
  }
  if (fitted.budgetTokens < budget.countedTokens) {
    warnings.push({ type: 'clamped', field: 'reasoningBudgetTokens', to: fitted.budgetTokens })
  }
  if (fitted.limitTokens > limitTokens && settings.maxOutputTokens !== undefined) {
    const how = `as ${fitted.limitTokens}, because thinking counts within it`
    warnings.push({ type: 'changed', field: 'maxOutputTokens', how })
  }
  const config = { type: 'enabled', budget_tokens: fitted.budgetTokens, ...displayOf(options) }
  // a target of which nothing is known is told both, as its own clients do
  const isBoth = !budget.isOurs && effort !== undefined && traits.thinking === undefined
  return { ...(isBoth && effortOf(effort, options)), config, limitTokens: fitted.limitTokens, isOn: true }
}

/** The most that {@link planThinking} may raise a limit to. */
export function mostWithThinking(settings: RequestSettings, traits: TargetTraits, bounds: LimitBounds): number {
  const { reasoningBudgetTokens: budget, reasoningEffort: effort } = settings
  const isAsked = budget === undefined ? effort !== undefined && effort !== 'none' : budget !== 0
  if (!isAsked || traits.thinking === 'none' || modeOf(traits.thinking, budget) !== 'budget') return bounds.limitTokens
  return raisedLimit(budgetOf(settings, traits), {
    ...bounds,
    mostTokens: Math.min(bounds.mostTokens, mostLimitOf(traits)),
  })
}

/** The client's choice of a tool counts more than its wish for thinking. */
function isRefusedWhileForced({ isForced, traits, warnings }: ThinkingOptions): boolean {
  if (!isForced || traits.mayDisableThinking === false) return false
  warnings.push({ type: 'dropped', field: 'reasoningEffort' })
  return true
}

function effortOf(effort: Effort, { traits, warnings }: ThinkingOptions): { effort?: string } {
  if (traits.thinking === 'budget' || traits.thinking === 'none') return {}
  const word = WORDS[effort]
  if (word !== effort) warnings.push({ type: 'changed', field: 'reasoningEffort', how: `as ${word}` })
  return { effort: word }
}

function effortOfBudget(budget: number | undefined, warnings: Warning[]): Effort {
  if (budget === undefined || budget < 0) return 'medium'
  const effort = budget <= LOW_BUDGET_TOKENS ? 'low' : budget <= MEDIUM_BUDGET_TOKENS ? 'medium' : 'high'
  warnings.push({ type: 'changed', field: 'reasoningBudgetTokens', how: `as the effort ${effort}` })
  return effort
}

/** Without a word the newest models show nothing; of a target of which nothing is known only what was said is told. */
function displayOf({ settings, traits }: ThinkingOptions): Fields {
  const isShown = settings.isReasoningShown ?? (traits.thinking === 'adaptive' ? true : undefined)
  return isShown === undefined ? {} : { display: isShown ? 'summarized' : 'omitted' }
}
