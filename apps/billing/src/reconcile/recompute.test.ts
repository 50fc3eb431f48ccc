import type { PriceVersion } from '@tollgate/pricing'
import { expect, it } from 'vitest'
import { findWrongAmount, type SettledCall } from './recompute.js'

const price: PriceVersion = {
  ...{ priceVersionId: 'p', channelId: null, validFrom: '2026-01-01T00:00:00.000Z' },
  ...{ inputPerMillionNanos: 700_000n, outputPerMillionNanos: 0n, perRequestNanos: 0n },
  ...{ cacheReadPerMillionNanos: null, cacheWritePerMillionNanos: null, cacheWrite1hPerMillionNanos: null },
  reasoningPerMillionNanos: null,
}
const call = (fields: Partial<SettledCall> = {}): SettledCall => ({
  ...{ request_id: 'r', price_version_id: 'p', ratio: '1.3', provenance: 'reported', input_tokens: 3 },
  ...{ cache_read_tokens: 0, cache_write_tokens: 0, cache_write_1h_tokens: 0, output_tokens: 0, reasoning_tokens: 0 },
  ...{ amount: 3n, debited: 3n },
  ...fields,
})

it('L9 rounds up once, exactly', () => {
  expect(findWrongAmount(call(), price)).toBeUndefined() // 2.73
  expect(findWrongAmount(call({ amount: 2n, debited: 2n }), price)).toBe('2 instead of 3')
})

it('L9 void and unpriced calls are free, and a missing price is no price', () => {
  expect(findWrongAmount(call({ provenance: 'void', amount: 0n, debited: 0n }), price)).toBeUndefined()
  expect(findWrongAmount(call({ price_version_id: null, amount: 0n, debited: 0n }), undefined)).toBeUndefined()
  expect(findWrongAmount(call(), undefined)).toBe('its price version is not there')
  expect(findWrongAmount(call({ debited: 4n }), price)).toBe('its detail says 3, its entry 4')
})
