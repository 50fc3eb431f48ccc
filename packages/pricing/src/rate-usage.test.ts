import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNanos } from './nanos.js'
import type { PriceVersion } from './price-book.js'
import { rateUsage } from './rate-usage.js'
import { parseRatio } from './ratio.js'
import { anyPrice, anyQuantities, anyRatio } from './testing/arbitraries.js'

const priced = (perMillion: string, perRequestNanos = 0n): PriceVersion => ({
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: parseNanos(perMillion) ?? 0n,
  outputPerMillionNanos: parseNanos(perMillion) ?? 0n,
  perRequestNanos,
})
const ONE = parseRatio('1')

describe('rateUsage', () => {
  it('M16: 3 per million tokens is exactly 3,000 nanos a token', () => {
    for (let tokens = 1; tokens <= 7; tokens++) {
      expect(rateUsage({ ...NO_QUANTITIES, inputTokens: tokens }, priced('3'), ONE).totalNanos).toBe(
        BigInt(tokens) * 3_000n,
      )
    }
  })

  it('M16: where a token costs a fraction of a nano each request rounds up, once', () => {
    // 0.0007 per million = 700,000 nanos per million tokens = 0.7 nano a token; × 1.3 = 0.91 nano
    const expected = [1n, 2n, 3n, 4n, 5n, 6n, 7n]
    let sum = 0n
    for (let request = 0; request < 10_000; request++) {
      const tokens = (request % 7) + 1
      const { totalNanos } = rateUsage({ ...NO_QUANTITIES, outputTokens: tokens }, priced('0.0007'), parseRatio('1.3'))
      expect(totalNanos).toBe(expected[tokens - 1])
      sum += totalNanos
    }
    expect(sum).toBe(39_994n)
  })

  it('rounds the sum, not the lines', () => {
    const two = { ...NO_QUANTITIES, inputTokens: 1, outputTokens: 1 }
    expect(rateUsage(two, priced('0.0005'), ONE).totalNanos).toBe(1n) // 0.5 + 0.5, not 1 + 1
  })

  it('multiplies the price per request by the ratio as well', () => {
    expect(rateUsage(NO_QUANTITIES, priced('0', 1_000n), parseRatio('1.5')).totalNanos).toBe(1_500n)
  })

  it('M23: charges each class once, at its own price', () => {
    const price: PriceVersion = {
      ...priced('1'),
      inputPerMillionNanos: 1_000_000n,
      cacheReadPerMillionNanos: 100_000n,
      cacheWritePerMillionNanos: 1_250_000n,
      cacheWrite1hPerMillionNanos: 2_000_000n,
      outputPerMillionNanos: 5_000_000n,
      reasoningPerMillionNanos: 7_000_000n,
    }
    const rated = rateUsage(
      {
        inputTokens: 10,
        cacheReadTokens: 20,
        cacheWriteTokens: 4,
        cacheWrite1hTokens: 3,
        outputTokens: 5,
        reasoningTokens: 2,
      },
      price,
      ONE,
    )
    expect(rated.totalNanos).toBe(10n + 2n + 5n + 6n + 25n + 14n)
    expect(rated.lines.map(({ item, quantity }) => [item, quantity])).toEqual([
      ['inputTokens', 10],
      ['cacheReadTokens', 20],
      ['cacheWriteTokens', 4],
      ['cacheWrite1hTokens', 3],
      ['outputTokens', 5],
      ['reasoningTokens', 2],
    ])
  })

  it('L9: is the ceiling of the exact sum, for any usage, price and ratio', () => {
    fc.assert(
      fc.property(anyQuantities, anyPrice, anyRatio, (quantities, price, ratio) => {
        const exact =
          BigInt(quantities.inputTokens) * price.inputPerMillionNanos +
          BigInt(quantities.cacheReadTokens) * (price.cacheReadPerMillionNanos ?? price.inputPerMillionNanos) +
          BigInt(quantities.cacheWriteTokens) * (price.cacheWritePerMillionNanos ?? price.inputPerMillionNanos) +
          BigInt(quantities.cacheWrite1hTokens) *
            (price.cacheWrite1hPerMillionNanos ?? price.cacheWritePerMillionNanos ?? price.inputPerMillionNanos) +
          BigInt(quantities.outputTokens) * price.outputPerMillionNanos +
          BigInt(quantities.reasoningTokens) * (price.reasoningPerMillionNanos ?? price.outputPerMillionNanos) +
          price.perRequestNanos * 1_000_000n
        const { totalNanos, lines } = rateUsage(quantities, price, ratio)
        const scaled = exact * ratio.numerator
        const unit = 1_000_000n * ratio.denominator
        expect(totalNanos * unit >= scaled && (totalNanos - 1n) * unit < scaled).toBe(true)
        expect(lines.reduce((sum, line) => sum + line.exactMillionths, 0n)).toBe(exact)
      }),
    )
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 63])(
    'M17: refuses a quantity of %d, so that no entry ever credits',
    (quantity) => {
      expect(() => rateUsage({ ...NO_QUANTITIES, outputTokens: quantity }, priced('1'), ONE)).toThrow(RangeError)
    },
  )
})
