import { type PriceVersion, parseRatio, rateUsage } from '@tollgate/pricing'
import type { UsageEvent } from '@tollgate/protocols/events'

/** What one usage event costs its payer. */
export interface Debit {
  event: UsageEvent
  /** Zero or more: no usage ever credits. */
  amountNanos: bigint
  /** Cost above the reservation: debited in full and flagged. */
  isOverrun: boolean
}

export type DebitOutcome = { type: 'debit'; debit: Debit } | { type: 'poison'; reason: string }

/** A million currency units: beyond it quantities or prices are wrong, and sums of a batch could leave 64 bits. */
export const MAX_AMOUNT_NANOS = 1_000_000n * 1_000_000_000n
const MAX_BIGINT = 2n ** 63n - 1n
/** 2020 to 2100: dates outside of it cannot be told in the campus time zone's reports. */
const MIN_ADMITTED_AT_MS = Date.UTC(2020, 0)
const MAX_ADMITTED_AT_MS = Date.UTC(2100, 0)

/**
 * Rates an event with exactly the version and ratio that it names. Free are a call without a price version and a void
 * one, of which no byte of an answer arrived.
 * @param price the version that the event names; `undefined` where it names none
 */
export function debitOf(event: UsageEvent, price: PriceVersion | undefined): DebitOutcome {
  if (event.admittedAtMs < MIN_ADMITTED_AT_MS || event.admittedAtMs > MAX_ADMITTED_AT_MS) {
    return { type: 'poison', reason: 'admittedAtMs is out of bounds' }
  }
  if (event.reservedNanos > MAX_BIGINT) return { type: 'poison', reason: 'reservedNanos is out of bounds' }
  const amountNanos = costOf(event, price)
  if (amountNanos > MAX_AMOUNT_NANOS) return { type: 'poison', reason: 'the amount is out of bounds' }
  return { type: 'debit', debit: { event, amountNanos, isOverrun: amountNanos > event.reservedNanos } }
}

function costOf(event: UsageEvent, price: PriceVersion | undefined): bigint {
  if (price === undefined || event.provenance === 'void') return 0n
  return rateUsage(event.quantities, price, parseRatio(event.groupRatio)).totalNanos
}
