import type { ReasoningEffort, RequestSettings } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'

const LEAST_BUDGET_TOKENS = 1024

const BUDGETS: Record<Exclude<ReasoningEffort, 'none'>, number> = {
  minimal: 1_024,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_768,
  max: 63_999,
}

type ThinkingSettings = Pick<RequestSettings, 'reasoningEffort' | 'reasoningBudgetTokens'>

/** How much shall be thought, in tokens. */
export interface ThinkingBudget {
  /** Before the target's bounds. */
  countedTokens: number
  /** Within them. */
  tokens: number
  /** The client named an effort or nothing; the figure is ours. */
  isOurs: boolean
}

export interface LimitBounds {
  /** The output limit that is sent as long as there is room to think within it. */
  limitTokens: number
  /** The most that it may be raised to. */
  mostTokens: number
}

/** The budget that settings ask for, where the target is asked for thinking by a budget. */
export function budgetOf(
  { reasoningBudgetTokens: asked = -1, reasoningEffort }: ThinkingSettings,
  traits: TargetTraits,
): ThinkingBudget {
  const isOurs = asked <= 0
  const effort = reasoningEffort === 'none' ? undefined : reasoningEffort
  const countedTokens = isOurs ? BUDGETS[effort ?? 'medium'] : asked
  const most = traits.thinkingBudget?.max ?? Number.MAX_SAFE_INTEGER
  return { countedTokens, tokens: Math.max(leastOf(traits), Math.min(countedTokens, most)), isOurs }
}

/** The largest limit that the target is known to take; a budget is below it. */
export const mostLimitOf = ({ maxOutputTokens, thinkingBudget }: TargetTraits): number =>
  maxOutputTokens ?? (thinkingBudget === undefined ? Number.MAX_SAFE_INTEGER : thinkingBudget.max + 1)

/**
 * Thinking counts within the limit here, so that a small one would leave nothing of the answer: the budget is put on top
 * (PROTOCOLS 2.6). A client that named the budget knows that it counts; one that named an effort does not, so it keeps
 * half of its limit at least.
 */
export function raisedLimit({ tokens, isOurs }: ThinkingBudget, { limitTokens, mostTokens }: LimitBounds): number {
  const isRoomy = isOurs ? 2 * tokens <= limitTokens : tokens < limitTokens
  return isRoomy ? limitTokens : Math.max(limitTokens, Math.min(limitTokens + tokens, mostTokens))
}

/** The budget below the limit, which grows for it; `undefined`: there is no room to think. */
export function fitBudget(
  budget: ThinkingBudget,
  bounds: LimitBounds,
  traits: TargetTraits,
): { budgetTokens: number; limitTokens: number } | undefined {
  const limitTokens = raisedLimit(budget, bounds)
  if (budget.tokens < limitTokens) return { budgetTokens: budget.tokens, limitTokens }
  // half of the limit is left for the answer
  const half = Math.max(leastOf(traits), Math.floor(limitTokens / 2))
  return half < limitTokens ? { budgetTokens: half, limitTokens } : undefined
}

const leastOf = ({ thinkingBudget }: TargetTraits): number => thinkingBudget?.min ?? LEAST_BUDGET_TOKENS
