import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { affordableLimit, LEAST_CLAMPED_LIMIT_TOKENS } from './affordable-limit.js'
import type { PriceVersion } from './price-book.js'
import { parseRatio } from './ratio.js'
import { anyPrice, anyRatio } from './testing/arbitraries.js'
import { type CallBounds, upperBound } from './upper-bound.js'

const NANOS = 1_000_000_000n
const BOUNDS: CallBounds = {
  textBytes: 0,
  messageCount: 0,
  toolCount: 0,
  imageCount: 0,
  audioCount: 0,
  documentCount: 0,
  outputLimitTokens: 65_536,
  choiceCount: 1,
}
/** One unit of currency a token. */
const PRICE: PriceVersion = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 0n,
  outputPerMillionNanos: 1_000_000n * NANOS,
  perRequestNanos: 0n,
}
const ratio = parseRatio('1')

describe('affordableLimit', () => {
  it('M28: 300 units buy a limit of 300 tokens, 200 units are refused', () => {
    expect(affordableLimit(BOUNDS, PRICE, { ratio, headroomNanos: 300n * NANOS })).toBe(300)
    expect(affordableLimit(BOUNDS, PRICE, { ratio, headroomNanos: 200n * NANOS })).toBeUndefined()
  })

  it('M28: a free model is served also below zero', () => {
    const free = { ...PRICE, outputPerMillionNanos: 0n }
    expect(affordableLimit(BOUNDS, free, { ratio, headroomNanos: -10_000_000n })).toBe(65_536)
    expect(affordableLimit(BOUNDS, PRICE, { ratio: parseRatio('0'), headroomNanos: -10_000_000n })).toBe(65_536)
    expect(affordableLimit(BOUNDS, PRICE, { ratio, headroomNanos: -10_000_000n })).toBeUndefined()
  })

  it('leaves a small planned limit as it is, or refuses', () => {
    const small = { ...BOUNDS, outputLimitTokens: 100 }
    expect(affordableLimit(small, PRICE, { ratio, headroomNanos: 100n * NANOS })).toBe(100)
    expect(affordableLimit(small, PRICE, { ratio, headroomNanos: 99n * NANOS })).toBeUndefined()
  })

  it('is covered by the headroom, and one token more would not be', () => {
    fc.assert(
      fc.property(
        anyPrice,
        anyRatio,
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 128 }),
        (price, anyFactor, headroomNanos, textBytes, choiceCount) => {
          const bounds = { ...BOUNDS, textBytes, choiceCount }
          const cost = (outputLimitTokens: number) => upperBound({ ...bounds, outputLimitTokens }, price, anyFactor)
          const limit = affordableLimit(bounds, price, { ratio: anyFactor, headroomNanos })
          if (limit === undefined) {
            expect(cost(LEAST_CLAMPED_LIMIT_TOKENS) > headroomNanos).toBe(true)
          } else {
            expect(cost(limit) <= headroomNanos).toBe(true)
            expect(limit === BOUNDS.outputLimitTokens || cost(limit + 1) > headroomNanos).toBe(true)
          }
        },
      ),
    )
  })
})
