import { describe, expect, it } from 'vitest'
import type { PriceVersion } from './price-book.js'
import { selectPrice } from './select-price.js'

const version = (priceVersionId: string, validFrom: string, channelId?: string): PriceVersion => ({
  priceVersionId,
  validFrom,
  channelId,
  inputPerMillionNanos: 1n,
  outputPerMillionNanos: 1n,
  perRequestNanos: 0n,
})
const OLD = version('a', '2026-01-01T00:00:00Z')
const NEW = version('b', '2026-06-01T00:00:00.000Z')
const OWN = version('c', '2026-03-01T00:00:00Z', 'silicon')
const OTHER = version('d', '2026-03-01T00:00:00Z', 'azure')
const ALL = [NEW, OTHER, OLD, OWN]
const at = (text: string, channelId = 'none') => ({ atMs: Date.parse(text), channelId })

describe('selectPrice', () => {
  it('takes the latest version that is already valid (M14)', () => {
    expect(selectPrice(ALL, at('2026-05-31T23:59:59.999Z'))).toBe(OLD)
    expect(selectPrice(ALL, at('2026-06-01T00:00:00Z'))).toBe(NEW)
  })

  it('prefers the price of the channel itself, also over a newer one for all', () => {
    expect(selectPrice(ALL, at('2026-12-01T00:00:00Z', 'silicon'))).toBe(OWN)
    expect(selectPrice(ALL, at('2026-02-01T00:00:00Z', 'silicon'))).toBe(OLD)
  })

  it('finds nothing before the first version and in an empty book (M24)', () => {
    expect(selectPrice(ALL, at('2025-12-31T23:59:59Z'))).toBeUndefined()
    expect(selectPrice([], at('2026-06-01T00:00:00Z'))).toBeUndefined()
    expect(selectPrice([OWN], at('2026-06-01T00:00:00Z'))).toBeUndefined()
  })

  it('answers alike for any order of versions with one start', () => {
    const twin = version('e', NEW.validFrom)
    expect(selectPrice([NEW, twin], at('2026-07-01T00:00:00Z'))).toBe(twin)
    expect(selectPrice([twin, NEW], at('2026-07-01T00:00:00Z'))).toBe(twin)
  })
})
