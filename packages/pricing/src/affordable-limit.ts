import type { PriceVersion } from './price-book.js'
import { TOKENS_PER_PRICE } from './rate-usage.js'
import type { Ratio } from './ratio.js'
import { type CallBounds, costTerms } from './upper-bound.js'

/** A limit is not lowered below this without need: an answer cut shorter is worth nothing. */
export const LEAST_CLAMPED_LIMIT_TOKENS = 256

export interface AffordableTerms {
  ratio: Ratio
  headroomNanos: bigint
  leastTokens?: number
}

/**
 * The largest output limit, at most the planned one, whose `upperBound` the headroom covers.
 * @param terms.leastTokens the least that is of use; {@link LEAST_CLAMPED_LIMIT_TOKENS} unless the caller said a limit
 * @returns `undefined` where it would be below that, or below the planned limit if that is smaller still: then the call is
 * refused
 */
export function affordableLimit(
  bounds: CallBounds,
  price: PriceVersion,
  { ratio, headroomNanos, leastTokens = LEAST_CLAMPED_LIMIT_TOKENS }: AffordableTerms,
): number | undefined {
  const planned = bounds.outputLimitTokens
  const { fixedMillionths, perLimitTokenMillionths } = costTerms(bounds, price)
  const isFree = ratio.numerator === 0n || (fixedMillionths === 0n && perLimitTokenMillionths === 0n)
  if (isFree) return planned // also for an account below zero
  if (headroomNanos < 0n) return undefined
  // ⌈x × n / (10⁶ d)⌉ ≤ h  ⇔  x ≤ ⌊h × 10⁶ d / n⌋
  const budgetMillionths = (headroomNanos * TOKENS_PER_PRICE * ratio.denominator) / ratio.numerator
  const leftMillionths = budgetMillionths - fixedMillionths
  if (leftMillionths < 0n) return undefined
  if (perLimitTokenMillionths === 0n) return planned
  const affordable = leftMillionths / perLimitTokenMillionths
  const limit = affordable < BigInt(planned) ? Number(affordable) : planned
  return limit >= Math.min(planned, leastTokens) ? limit : undefined
}
