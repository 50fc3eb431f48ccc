import type { PriceVersion } from './price-book.js'
import { TOKENS_PER_PRICE } from './rate-usage.js'
import type { Ratio } from './ratio.js'
import { type CallBounds, costTerms } from './upper-bound.js'

/** A limit is never lowered below this: an answer cut shorter is worth nothing. */
export const LEAST_CLAMPED_LIMIT_TOKENS = 256

/**
 * The largest output limit, at most the planned one, whose `upperBound` the headroom covers.
 * @returns `undefined` where that would be below {@link LEAST_CLAMPED_LIMIT_TOKENS}, or below the planned limit if that is
 * smaller still: then the call is refused
 */
export function affordableLimit(
  bounds: CallBounds,
  price: PriceVersion,
  { ratio, headroomNanos }: { ratio: Ratio; headroomNanos: bigint },
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
  return limit >= Math.min(planned, LEAST_CLAMPED_LIMIT_TOKENS) ? limit : undefined
}
