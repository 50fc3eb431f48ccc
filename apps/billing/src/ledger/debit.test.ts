import type { PriceVersion } from '@tollgate/pricing'
import { type UsageEvent, usageEventSchema } from '@tollgate/protocols/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usageMessage } from '../testing/billing.js'
import { debitOf, MAX_AMOUNT_NANOS } from './debit.js'

const ID = '00000000-0000-7000-8000-000000000001'
const spender = { userId: ID, keyId: ID, payerId: ID }
const event = (fields: Partial<UsageEvent> = {}): UsageEvent => ({
  ...usageEventSchema.parse(usageMessage(spender, { priceVersionId: ID })),
  ...fields,
})
const price = (fields: Partial<PriceVersion> = {}): PriceVersion => ({
  priceVersionId: ID,
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 1_000_000n,
  outputPerMillionNanos: 3_000_000n,
  perRequestNanos: 0n,
  ...fields,
})
const tokens = fc.nat(1_000_000_000)
const quantities = fc.record({
  ...{ inputTokens: tokens, cacheReadTokens: tokens, cacheWriteTokens: tokens, cacheWrite1hTokens: tokens },
  ...{ outputTokens: tokens, reasoningTokens: tokens },
})
const ratio = fc
  .tuple(fc.nat(999_999), fc.nat(999_999))
  .map(([units, decimals]) => `${units}.${String(decimals).padStart(6, '0')}`)
const nanos = fc.bigInt(0n, 2n ** 63n - 1n)

describe('a debit', () => {
  it('never credits, is never above the bound, and is flagged exactly where it exceeds the reservation', () => {
    fc.assert(
      fc.property(quantities, ratio, nanos, nanos, nanos, (used, groupRatio, input, output, reservedNanos) => {
        const outcome = debitOf(
          event({ quantities: used, groupRatio, reservedNanos }),
          price({ inputPerMillionNanos: input, outputPerMillionNanos: output }),
        )
        if (outcome.type === 'poison') return
        expect(outcome.debit.amountNanos).toBeGreaterThanOrEqual(0n)
        expect(outcome.debit.amountNanos).toBeLessThanOrEqual(MAX_AMOUNT_NANOS)
        expect(outcome.debit.isOverrun).toBe(outcome.debit.amountNanos > reservedNanos)
      }),
    )
  })

  it('L9: is the sum over all classes × ratio, rounded up once', () => {
    fc.assert(
      fc.property(quantities, ratio, (used, groupRatio) => {
        const outcome = debitOf(event({ quantities: used, groupRatio }), price())
        const input = used.inputTokens + used.cacheReadTokens + used.cacheWriteTokens + used.cacheWrite1hTokens
        const exact =
          (BigInt(input) + 3n * BigInt(used.outputTokens + used.reasoningTokens)) * BigInt(groupRatio.replace('.', ''))
        const expected = (exact + 999_999n) / 1_000_000n
        if (expected > MAX_AMOUNT_NANOS) expect(outcome.type).toBe('poison')
        else expect(outcome).toMatchObject({ type: 'debit', debit: { amountNanos: expected } })
      }),
    )
  })

  it('is zero without a price and for a void call, whatever the rest says', () => {
    const dear = price({ perRequestNanos: 5n })
    expect(debitOf(event({ priceVersionId: null }), undefined)).toMatchObject({
      debit: { amountNanos: 0n, isOverrun: false },
    })
    expect(debitOf(event({ provenance: 'void' }), dear)).toMatchObject({ debit: { amountNanos: 0n } })
    expect(debitOf(event(), dear)).toMatchObject({ debit: { amountNanos: 105n } })
  })

  it.each([
    ['an instant before 2020', { admittedAtMs: 0 }],
    ['an instant that no calendar has', { admittedAtMs: Number.MAX_SAFE_INTEGER }],
    ['a reservation beyond 64 bits', { reservedNanos: 2n ** 63n }],
  ])('%s is poison', (_, fields) => {
    expect(debitOf(event(fields), price())).toMatchObject({ type: 'poison' })
  })
})
