/**
 * What a model costs from an instant on: an immutable row, as it stands in the catalog and in billing's price book.
 * Prices are nanos per million tokens, none negative.
 */
export interface PriceVersion {
  readonly priceVersionId: string
  /** RFC 3339. */
  readonly validFrom: string
  /** Absent: for every channel that has no price of its own. */
  readonly channelId?: string | null | undefined
  readonly inputPerMillionNanos: bigint
  readonly outputPerMillionNanos: bigint
  /** Absent: as input. */
  readonly cacheReadPerMillionNanos?: bigint | null | undefined
  /** Absent: as input. */
  readonly cacheWritePerMillionNanos?: bigint | null | undefined
  /** Absent: as cacheWrite, else as input. */
  readonly cacheWrite1hPerMillionNanos?: bigint | null | undefined
  /** Absent: as output. */
  readonly reasoningPerMillionNanos?: bigint | null | undefined
  readonly perRequestNanos: bigint
}

/** Price of a million tokens of each class, with nothing left open. Keys are those of `BillableQuantities`. */
export interface TokenPrices {
  inputTokens: bigint
  cacheReadTokens: bigint
  cacheWriteTokens: bigint
  cacheWrite1hTokens: bigint
  outputTokens: bigint
  reasoningTokens: bigint
}

/** A version never changes, and is asked for several times by each call. */
const filled = new WeakMap<PriceVersion, TokenPrices>()

/** Fills what a version leaves out. @throws RangeError for a negative price: no charge may ever credit */
export function tokenPrices(price: PriceVersion): TokenPrices {
  const known = filled.get(price)
  if (known !== undefined) return known
  const prices = fill(price)
  filled.set(price, prices)
  return prices
}

function fill(price: PriceVersion): TokenPrices {
  const input = price.inputPerMillionNanos
  const output = price.outputPerMillionNanos
  const cacheWrite = price.cacheWritePerMillionNanos ?? input
  const prices: TokenPrices = {
    inputTokens: input,
    cacheReadTokens: price.cacheReadPerMillionNanos ?? input,
    cacheWriteTokens: cacheWrite,
    cacheWrite1hTokens: price.cacheWrite1hPerMillionNanos ?? cacheWrite,
    outputTokens: output,
    reasoningTokens: price.reasoningPerMillionNanos ?? output,
  }
  if (price.perRequestNanos < 0n || Object.values(prices).some((nanos) => nanos < 0n)) {
    throw new RangeError('a price must not be negative')
  }
  return prices
}
