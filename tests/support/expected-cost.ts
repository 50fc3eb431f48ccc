/** What a model costs, as an administrator writes it: currency units as decimal text, per million tokens. */
export interface PriceText {
  inputPerMillion: string
  outputPerMillion: string
  cacheReadPerMillion?: string
  reasoningPerMillion?: string
  perRequest?: string
}

/** What the upstream reported: totals are inclusive, as OpenAI counts. */
export interface ReportedTokens {
  prompt: number
  completion: number
  cached?: number
  reasoning?: number
}

const UNIT_DECIMALS = 9
const RATIO_DECIMALS = 6
const TOKENS_PER_PRICE = 1_000_000n

/**
 * The exact debit in nanos, computed here from the promise and not by the product's own function: classes are disjoint,
 * the sum is exact, the ratio multiplies it, one rounding up at the end (RELIABILITY L9).
 */
export function expectedCostNanos(tokens: ReportedTokens, price: PriceText, ratio = '1'): bigint {
  const cached = tokens.cached ?? 0
  const reasoning = tokens.reasoning ?? 0
  const input = unitsToNanos(price.inputPerMillion)
  const output = unitsToNanos(price.outputPerMillion)
  const perMillion =
    BigInt(tokens.prompt - cached) * input +
    BigInt(cached) * (price.cacheReadPerMillion === undefined ? input : unitsToNanos(price.cacheReadPerMillion)) +
    BigInt(tokens.completion - reasoning) * output +
    BigInt(reasoning) * (price.reasoningPerMillion === undefined ? output : unitsToNanos(price.reasoningPerMillion))
  const sum = perMillion + unitsToNanos(price.perRequest ?? '0') * TOKENS_PER_PRICE
  const divisor = TOKENS_PER_PRICE * 10n ** BigInt(RATIO_DECIMALS)
  return (sum * scaled(ratio, RATIO_DECIMALS) + divisor - 1n) / divisor
}

/** `1.5` → 1 500 000 000 */
export const unitsToNanos = (text: string): bigint => scaled(text, UNIT_DECIMALS)

function scaled(text: string, decimals: number): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || fraction.length > decimals)
    throw new Error(`"${text}" is no decimal with ${decimals} places`)
  const value = BigInt(whole + fraction.padEnd(decimals, '0'))
  return sign === '-' ? -value : value
}
