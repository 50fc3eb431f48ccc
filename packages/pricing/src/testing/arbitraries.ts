import type { BillableQuantities } from '@tollgate/protocols/canonical'
import fc from 'fast-check'
import type { PriceVersion } from '../price-book.js'
import type { Ratio } from '../ratio.js'

const MAX_PRICE_NANOS = 10n ** 15n
const tokens = fc.integer({ min: 0, max: 1_000_000_000 })
const nanos = fc.oneof(fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: 0n, max: MAX_PRICE_NANOS }))
const maybeNanos = fc.option(nanos, { nil: undefined })

export const anyQuantities: fc.Arbitrary<BillableQuantities> = fc.record({
  inputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  cacheWrite1hTokens: tokens,
  outputTokens: tokens,
  reasoningTokens: tokens,
})

export const anyPrice: fc.Arbitrary<PriceVersion> = fc.record({
  priceVersionId: fc.constant('00000000-0000-7000-8000-000000000000'),
  validFrom: fc.constant('2026-01-01T00:00:00Z'),
  inputPerMillionNanos: nanos,
  outputPerMillionNanos: nanos,
  cacheReadPerMillionNanos: maybeNanos,
  cacheWritePerMillionNanos: maybeNanos,
  cacheWrite1hPerMillionNanos: maybeNanos,
  reasoningPerMillionNanos: maybeNanos,
  perRequestNanos: nanos,
})

export const anyRatio: fc.Arbitrary<Ratio> = fc.record({
  numerator: fc.bigInt({ min: 0n, max: 999_999_999_999n }),
  denominator: fc.integer({ min: 0, max: 6 }).map((digits) => 10n ** BigInt(digits)),
})
