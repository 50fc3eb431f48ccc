import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitBigint, slabCap } from './slab.js'

const nanos = fc.bigInt(0n, 10n ** 19n)
const max = (...amounts: bigint[]) => amounts.reduce((a, b) => (a > b ? a : b))
const min = (...amounts: bigint[]) => amounts.reduce((a, b) => (a < b ? a : b))

/** What the acquire statement makes of the cap. */
const grantOf = (headroom: bigint, needed: bigint, cap: bigint) =>
  max(0n, min(needed, headroom), min(cap, headroom / 10n))

describe('the slab rule', () => {
  it('is the formula of the design where the headroom covers r, and exactly r where headroom < 10 r', () => {
    fc.assert(
      fc.property(nanos, nanos, nanos, nanos, (neededNanos, recentSpendNanos, slabMaxNanos, more) => {
        const headroom = neededNanos + more
        const cap = slabCap({ neededNanos, recentSpendNanos, slabMaxNanos, mayGrantSlab: true })
        const grant = grantOf(headroom, neededNanos, cap)
        expect(grant).toBeLessThanOrEqual(headroom)
        if (headroom < 10n * neededNanos) {
          expect(grant).toBe(neededNanos)
        } else if (cap < 2n ** 63n - 1n) {
          const slab = min(slabMaxNanos, headroom / 10n, max(recentSpendNanos, 10n * neededNanos))
          expect(grant).toBe(max(neededNanos, slab))
        }
      }),
    )
  })

  it('is nothing beyond r where the outbox is full', () => {
    fc.assert(
      fc.property(nanos, nanos, (neededNanos, recentSpendNanos) => {
        expect(slabCap({ neededNanos, recentSpendNanos, slabMaxNanos: 10n ** 9n, mayGrantSlab: false })).toBe(0n)
      }),
    )
  })

  it('fits a bigint column', () => {
    fc.assert(fc.property(nanos, (amount) => fitBigint(amount) === min(amount, 2n ** 63n - 1n)))
  })
})
