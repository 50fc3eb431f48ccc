import { describe, expect, it } from 'vitest'
import { type PriceVersion, tokenPrices } from './price-book.js'

const BASE: PriceVersion = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 10n,
  outputPerMillionNanos: 20n,
  perRequestNanos: 0n,
}

describe('tokenPrices', () => {
  it('prices what is left out as input or output', () => {
    expect(tokenPrices(BASE)).toEqual({
      inputTokens: 10n,
      cacheReadTokens: 10n,
      cacheWriteTokens: 10n,
      cacheWrite1hTokens: 10n,
      outputTokens: 20n,
      reasoningTokens: 20n,
    })
  })

  it('takes the price of five minutes for an hour where only that is given, and keeps an explicit zero', () => {
    const prices = tokenPrices({ ...BASE, cacheWritePerMillionNanos: 12n, cacheReadPerMillionNanos: 0n })
    expect(prices.cacheWrite1hTokens).toBe(12n)
    expect(prices.cacheReadTokens).toBe(0n)
  })

  it('refuses negative prices: no charge may credit', () => {
    expect(() => tokenPrices({ ...BASE, outputPerMillionNanos: -1n })).toThrow(RangeError)
    expect(() => tokenPrices({ ...BASE, perRequestNanos: -1n })).toThrow(RangeError)
  })
})
