import type { ReasoningEffort, RequestSettings } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { invalidRequest } from './invalid-request.js'
import { type Fields, present, type WireThinkingConfig } from './wire.js'

/** The model decides how long to think. */
const DYNAMIC_BUDGET = -1
/** Where nobody told the least that a model takes which cannot be kept from thinking. */
const LEAST_BUDGET = 128

const LEVELS = ['minimal', 'low', 'medium', 'high'] as const
type Level = (typeof LEVELS)[number]

const LEVEL_OF_EFFORT: Record<Exclude<ReasoningEffort, 'none'>, Level> = {
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
}

/** Tokens (PROTOCOLS 2.6). */
const BUDGET_OF_EFFORT: Record<Exclude<ReasoningEffort, 'none'>, number> = {
  minimal: 512,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
}

type ThinkingSettings = Pick<RequestSettings, 'reasoningEffort' | 'reasoningBudgetTokens' | 'isReasoningShown'>

/**
 * Thoughts are shown only where they are asked for, so that silence is a no here, and is told to other dialects as one.
 * @returns `others`: fields that the canonical model has no place for
 * @throws GatewayError where budget and level are both set, as the vendor does
 */
export function decodeThinking(
  { thinkingBudget, thinkingLevel, includeThoughts, ...rest }: WireThinkingConfig,
  path: string,
): { settings: ThinkingSettings; others: Fields } {
  if (thinkingBudget != null && thinkingLevel != null) {
    throw invalidRequest('You can only set one of thinking budget and thinking level.', `${path}.thinkingLevel`)
  }
  const level = LEVELS.find((known) => known === thinkingLevel?.toLowerCase())
  return {
    settings: {
      ...(level !== undefined && { reasoningEffort: level }),
      ...(thinkingBudget != null && { reasoningBudgetTokens: thinkingBudget }),
      isReasoningShown: includeThoughts === true,
    },
    others: present({ ...rest, thinkingLevel: level === undefined ? thinkingLevel : undefined }),
  }
}

interface Target {
  traits: TargetTraits
  warnings: Warning[]
}

/** Budget or level, never both; `undefined` where nothing is to be said. */
export function encodeThinking(settings: ThinkingSettings, { traits, warnings }: Target): Fields | undefined {
  const { reasoningEffort: effort, reasoningBudgetTokens: budget } = settings
  if (traits.thinking === 'none') {
    if (effort !== undefined && effort !== 'none') warnings.push({ type: 'dropped', field: 'reasoningEffort' })
    if (budget !== undefined && budget !== 0) warnings.push({ type: 'dropped', field: 'reasoningBudgetTokens' })
    return undefined
  }
  const isAsked = effort !== undefined || budget !== undefined
  const isOff = budget === 0 || (budget === undefined && effort === 'none')
  const amount = !isAsked ? {} : isOff ? switchedOff({ traits, warnings }) : amountOf(settings, { traits, warnings })
  // a client that asks for thinking wants to see it, unless it said otherwise
  const isShown = settings.isReasoningShown ?? (isAsked && !isOff)
  const config = { ...amount, ...(isShown && { includeThoughts: true }) }
  return Object.keys(config).length === 0 ? undefined : config
}

function switchedOff({ traits, warnings }: Target): Fields {
  const changed = (how: string) => warnings.push({ type: 'changed', field: 'reasoningEffort', how })
  if (traits.thinking === 'level') {
    changed('as little thinking as the model takes')
    return { thinkingLevel: 'MINIMAL' }
  }
  if (traits.mayDisableThinking !== false) return { thinkingBudget: 0 }
  changed('as little thinking as the model takes')
  return { thinkingBudget: traits.thinkingBudget?.min ?? LEAST_BUDGET }
}

function amountOf({ reasoningEffort: told, reasoningBudgetTokens: budget }: ThinkingSettings, target: Target): Fields {
  const effort = told === 'none' ? undefined : told
  switch (target.traits.thinking) {
    case 'level':
      if (effort !== undefined) return levelOfEffort(effort, target.warnings)
      return budget === undefined ? {} : levelOfBudget(budget, target.warnings)
    case 'budget':
      if (budget !== undefined) return clampedBudget(budget, target)
      return effort === undefined ? {} : clampedBudget(BUDGET_OF_EFFORT[effort], target)
    default:
      if (budget !== undefined) return clampedBudget(budget, target)
      return effort === undefined ? {} : levelOfEffort(effort, target.warnings)
  }
}

function levelOfEffort(effort: Exclude<ReasoningEffort, 'none'>, warnings: Warning[]): Fields {
  const level = LEVEL_OF_EFFORT[effort]
  if (level !== effort) warnings.push({ type: 'changed', field: 'reasoningEffort', how: `as level ${level}` })
  return { thinkingLevel: level.toUpperCase() }
}

function levelOfBudget(budget: number, warnings: Warning[]): Fields {
  if (budget === DYNAMIC_BUDGET) return {} // what the model does by itself
  const level = LEVELS.find((known) => budget <= LARGEST_BUDGET[known]) ?? 'high'
  warnings.push({ type: 'changed', field: 'reasoningBudgetTokens', how: `as level ${level}` })
  return { thinkingLevel: level.toUpperCase() }
}

/** The largest budget, in tokens, that a level stands for. */
const LARGEST_BUDGET: Record<Level, number> = {
  minimal: 512,
  low: 2_048,
  medium: 8_192,
  high: Number.POSITIVE_INFINITY,
}

function clampedBudget(budget: number, { traits: { thinkingBudget: bounds }, warnings }: Target): Fields {
  if (budget === DYNAMIC_BUDGET || bounds === undefined) return { thinkingBudget: budget }
  const clamped = Math.min(bounds.max, Math.max(bounds.min, budget))
  if (clamped !== budget) warnings.push({ type: 'clamped', field: 'reasoningBudgetTokens', to: clamped })
  return { thinkingBudget: clamped }
}
