import { type PriceVersion, parseRatio, rateUsage } from '@tollgate/pricing'

/** A settled call, as its detail and its entry have it. */
export interface SettledCall {
  request_id: string
  price_version_id: string | null
  ratio: string
  provenance: string
  input_tokens: number
  cache_read_tokens: number
  cache_write_tokens: number
  cache_write_1h_tokens: number
  output_tokens: number
  reasoning_tokens: number
  /** Of the detail. */
  amount: bigint
  /** What the payer's entry took, above 0. */
  debited: bigint
}

/**
 * L9: the amount again from what is stored. @returns what is wrong, or `undefined`
 * @param price the version that the call names
 */
export function findWrongAmount(call: SettledCall, price: PriceVersion | undefined): string | undefined {
  if (call.amount !== call.debited) return `its detail says ${call.amount}, its entry ${call.debited}`
  if (call.price_version_id !== null && price === undefined) return 'its price version is not there'
  const expected =
    price === undefined || call.provenance === 'void'
      ? 0n
      : rateUsage(quantitiesOf(call), price, parseRatio(call.ratio)).totalNanos
  return expected === call.amount ? undefined : `${call.amount} instead of ${expected}`
}

const quantitiesOf = (call: SettledCall) => ({
  inputTokens: call.input_tokens,
  cacheReadTokens: call.cache_read_tokens,
  cacheWriteTokens: call.cache_write_tokens,
  cacheWrite1hTokens: call.cache_write_1h_tokens,
  outputTokens: call.output_tokens,
  reasoningTokens: call.reasoning_tokens,
})
