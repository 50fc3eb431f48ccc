import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PriceVersion } from './price-book.js'
import { rateUsage } from './rate-usage.js'
import { parseRatio } from './ratio.js'
import { anyPrice, anyRatio } from './testing/arbitraries.js'
import {
  type CallBounds,
  isBeyondContext,
  isPlausibleInput,
  maxInputTokens,
  TEMPLATE_TOKENS,
  upperBound,
} from './upper-bound.js'

const BOUNDS: CallBounds = {
  textBytes: 100,
  messageCount: 2,
  toolCount: 1,
  imageCount: 0,
  audioCount: 0,
  documentCount: 0,
  outputLimitTokens: 50,
  choiceCount: 1,
}
const PRICE: PriceVersion = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 1_000_000n,
  outputPerMillionNanos: 2_000_000n,
  perRequestNanos: 7n,
}
/** 100 bytes, 2 messages, a tool and the allowance. */
const INPUT_TOKENS = 100 + 3 * 16 + 256
const INPUT = BigInt(INPUT_TOKENS)

describe('maxInputTokens', () => {
  it('is the bytes of text, 16 per message and tool, and 256 for what a template adds to each call', () =>
    expect(maxInputTokens(BOUNDS)).toBe(INPUT_TOKENS))

  it('adds the stated maximum of each medium, and is capped at the context', () => {
    const withImage = { ...BOUNDS, imageCount: 1 }
    expect(maxInputTokens(withImage)).toBe(INPUT_TOKENS + 16_384)
    expect(maxInputTokens({ ...withImage, contextTokens: 8_192 })).toBe(8_192)
  })
})

describe('isBeyondContext', () => {
  it('is true where even tokens of 32 bytes would not fit, and never for an unknown context', () => {
    expect(isBeyondContext({ ...BOUNDS, contextTokens: 100, textBytes: 3_200 })).toBe(false)
    expect(isBeyondContext({ ...BOUNDS, contextTokens: 100, textBytes: 3_201 })).toBe(true)
    expect(isBeyondContext({ ...BOUNDS, textBytes: 30_000_000 })).toBe(false)
  })
})

describe('isPlausibleInput', () => {
  it('lets a template add to the bound, and no more', () => {
    expect(isPlausibleInput(INPUT_TOKENS + TEMPLATE_TOKENS, BOUNDS)).toBe(true)
    expect(isPlausibleInput(INPUT_TOKENS + TEMPLATE_TOKENS + 1, BOUNDS)).toBe(false)
  })
})

describe('upperBound', () => {
  it('is input + output × choices + request', () => {
    expect(upperBound(BOUNDS, PRICE, parseRatio('1'))).toBe(INPUT + 100n + 7n)
    expect(upperBound({ ...BOUNDS, choiceCount: 3 }, PRICE, parseRatio('2'))).toBe(2n * (INPUT + 300n + 7n))
  })

  it('reckons with the dearest class that may be reached, writing to a cache for an hour included', () => {
    const price = { ...PRICE, cacheWrite1hPerMillionNanos: 3_000_000n, reasoningPerMillionNanos: 4_000_000n }
    expect(upperBound(BOUNDS, price, parseRatio('1'))).toBe(3n * INPUT + 200n + 7n)
  })

  it.each([{ outputLimitTokens: -1 }, { choiceCount: 1.5 }, { textBytes: Number.NaN }, { contextTokens: -5 }])(
    'refuses %o: a negative bound would pay for the rest',
    (wrong) => expect(() => upperBound({ ...BOUNDS, ...wrong }, PRICE, parseRatio('1'))).toThrow(RangeError),
  )

  it('L6: no usage within the limits is rated higher, however it is split into classes', () => {
    fc.assert(
      fc.property(
        anyBounds,
        anyPrice,
        anyRatio,
        fc.array(fc.nat(1_000), { minLength: 7, maxLength: 7 }),
        (bounds, price, ratio, shares) => {
          const bound = upperBound(bounds, price, ratio)
          const [fresh, read, write, write1h] = split(maxInputTokens(bounds), shares.slice(0, 4), shares[4])
          const [output, reasoning] = split(bounds.outputLimitTokens * bounds.choiceCount, shares.slice(5), 0)
          const quantities = {
            inputTokens: fresh ?? 0,
            cacheReadTokens: read ?? 0,
            cacheWriteTokens: write ?? 0,
            cacheWrite1hTokens: write1h ?? 0,
            outputTokens: output ?? 0,
            reasoningTokens: reasoning ?? 0,
          }
          expect(rateUsage(quantities, price, ratio).totalNanos <= bound).toBe(true)
        },
      ),
    )
  })
})

const count = fc.nat(100)
const anyBounds: fc.Arbitrary<CallBounds> = fc.record({
  textBytes: fc.nat(32_000_000),
  messageCount: count,
  toolCount: count,
  imageCount: count,
  audioCount: count,
  documentCount: count,
  contextTokens: fc.option(fc.nat(2_000_000), { nil: undefined }),
  outputLimitTokens: fc.nat(1_000_000),
  choiceCount: fc.integer({ min: 1, max: 128 }),
})

/** At most `total`, dealt out by weight; `unused` is the weight of what is not used at all. */
function split(total: number, weights: readonly number[], unused = 0): number[] {
  const sum = weights.reduce((a, b) => a + b, unused)
  return weights.map((weight) => (sum === 0 ? 0 : Math.floor((total * weight) / sum)))
}
