import type { BillableQuantities } from '@tollgate/protocols/canonical'
import { divideRoundingUp } from './nanos.js'
import { type PriceVersion, type TokenPrices, tokenPrices } from './price-book.js'
import type { Ratio } from './ratio.js'

/** Token prices are per this many. */
export const TOKENS_PER_PRICE = 1_000_000n

/** One line of a receipt: `quantity` × `unitPriceNanos`, per million tokens or per request. */
export interface UsageLine {
  item: keyof BillableQuantities | 'request'
  quantity: number
  unitPriceNanos: bigint
  /** Before the ratio, in millionths of a nano: exact, and the only thing that may be added up. */
  exactMillionths: bigint
}

export interface RatedUsage {
  /** ⌈Σ lines × ratio⌉: never negative, rounded up once. */
  totalNanos: bigint
  /** Lines with a quantity of zero are left out. */
  lines: UsageLine[]
}

/**
 * What a call costs: quantities × prices of one version × ratio, the price per request included. The same function in
 * gateway, billing and receipts (L9). A void call (no byte of an answer) is not rated: it costs nothing.
 * @throws RangeError for quantities that are negative or no whole numbers, and for negative prices
 */
export function rateUsage(quantities: BillableQuantities, price: PriceVersion, ratio: Ratio): RatedUsage {
  const lines = linesOf(quantities, tokenPrices(price), price.perRequestNanos)
  const exactMillionths = lines.reduce((sum, line) => sum + line.exactMillionths, 0n)
  return { totalNanos: applyRatio(exactMillionths, ratio), lines }
}

/** The one rounding. */
export const applyRatio = (exactMillionths: bigint, ratio: Ratio): bigint =>
  divideRoundingUp(exactMillionths * ratio.numerator, TOKENS_PER_PRICE * ratio.denominator)

const CLASSES = [
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'outputTokens',
  'reasoningTokens',
] as const satisfies readonly (keyof BillableQuantities)[]

function linesOf(quantities: BillableQuantities, prices: TokenPrices, perRequestNanos: bigint): UsageLine[] {
  const lines: UsageLine[] = []
  for (const item of CLASSES) {
    const quantity = quantities[item]
    if (!Number.isSafeInteger(quantity) || quantity < 0) throw new RangeError(`${item} must be a whole number`)
    if (quantity === 0) continue
    lines.push({
      item,
      quantity,
      unitPriceNanos: prices[item],
      exactMillionths: BigInt(quantity) * prices[item],
    })
  }
  if (perRequestNanos > 0n) {
    lines.push({
      item: 'request',
      quantity: 1,
      unitPriceNanos: perRequestNanos,
      exactMillionths: perRequestNanos * TOKENS_PER_PRICE,
    })
  }
  return lines
}
