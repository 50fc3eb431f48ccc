import { unitsToNanos } from '../support/expected-cost.js'
import type { Settlement } from './observation.js'
import { priceOf, type UpstreamName } from './upstreams.js'

const PER_MILLION = 1_000_000n

/**
 * L9: the amount that stored quantities make at the price of the model that was asked for. Classes are disjoint; those
 * without a price of their own cost what the class costs that they are part of.
 */
export function recomputedNanos(
  { provenance, quantities }: Pick<Settlement, 'provenance' | 'quantities'>,
  upstream: UpstreamName,
): bigint {
  if (provenance === 'void') return 0n
  const input = tokens(quantities, 'inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'cacheWrite1hTokens')
  const output = tokens(quantities, 'outputTokens', 'reasoningTokens')
  const price = priceOf(upstream)
  const sum = input * unitsToNanos(price.inputPerMillion) + output * unitsToNanos(price.outputPerMillion)
  return (sum + PER_MILLION - 1n) / PER_MILLION
}

const tokens = (quantities: Readonly<Record<string, unknown>>, ...names: string[]): bigint =>
  names.reduce((sum, name) => sum + BigInt(Number(quantities[name] ?? 0)), 0n)
