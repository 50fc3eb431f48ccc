import { unitsToNanos } from '../support/expected-cost.js'
import { PRICE } from './call-plan.js'
import type { Settlement } from './observation.js'

const PER_MILLION = 1_000_000n

/**
 * L9: the amount that stored quantities make at the one price of the run. Classes are disjoint; those without a price of
 * their own cost what the class costs that they are part of.
 */
export function recomputedNanos({ provenance, quantities }: Pick<Settlement, 'provenance' | 'quantities'>): bigint {
  if (provenance === 'void') return 0n
  const input = tokens(quantities, 'inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'cacheWrite1hTokens')
  const output = tokens(quantities, 'outputTokens', 'reasoningTokens')
  const sum = input * unitsToNanos(PRICE.inputPerMillion) + output * unitsToNanos(PRICE.outputPerMillion)
  return (sum + PER_MILLION - 1n) / PER_MILLION
}

const tokens = (quantities: Readonly<Record<string, unknown>>, ...names: string[]): bigint =>
  names.reduce((sum, name) => sum + BigInt(Number(quantities[name] ?? 0)), 0n)
