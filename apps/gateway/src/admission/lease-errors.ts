import { formatNanos } from '@tollgate/pricing'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { AcquireLeaseReply } from '@tollgate/protocols/events'

type Refused = Extract<AcquireLeaseReply, { type: 'refused' }>

const RETRY_AFTER_SECONDS = 2

/** Billing did not answer in time, is recovering, or the journal cannot be written: nobody's quota is to blame. */
export const billingUnavailable = (message = 'Usage cannot be recorded at present. Try again later.'): GatewayError =>
  new GatewayError('billing_unavailable', { message, retryAfterSeconds: RETRY_AFTER_SECONDS })

const ROWS: Record<NonNullable<Refused['refusedBy']>, string> = {
  balance: 'balance',
  key_cap: 'spending limit of this API key',
  course_limit: 'limit of the course',
}

/** How money and time are told on this campus. */
export interface MoneyWords {
  /** Empty: unknown as yet. */
  currency: string
  /** IANA name. */
  timeZone: string
}

/** A refusal → what the caller is told: which row said no, its figures, and when a limit begins anew. */
export function refusalError(reply: Refused, neededNanos: bigint, { currency, timeZone }: MoneyWords): GatewayError {
  if (reply.code === 'key_inactive') return new GatewayError('key_disabled', { message: 'The API key is disabled.' })
  if (reply.code === 'user_inactive') {
    return new GatewayError('key_disabled', { message: 'The account of this API key is disabled.' })
  }
  const amount = (nanos: bigint): string => `${formatNanos(nanos)}${currency === '' ? '' : ` ${currency}`}`
  const figures = [
    ...(reply.balanceNanos == null ? [] : [`available ${amount(reply.balanceNanos)}`]),
    ...(reply.heldNanos == null ? [] : [`of which reserved ${amount(reply.heldNanos)}`]),
    `this call may cost up to ${amount(neededNanos)}`,
  ]
  const row = ROWS[reply.refusedBy ?? 'balance']
  const renewal = reply.windowEndsAtMs == null ? '' : ` It begins anew at ${timeText(reply.windowEndsAtMs, timeZone)}.`
  return new GatewayError('insufficient_quota', {
    message: `Insufficient quota: the ${row} does not suffice (${figures.join(', ')}).${renewal}`,
  })
}

/** `2026-11-22 00:00 (Asia/Shanghai)`. A zone that only PostgreSQL knows: in UTC. */
function timeText(atMs: number, timeZone: string): string {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    return `${format.format(atMs)} (${timeZone})`
  } catch {
    return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} (UTC)`
  }
}
