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

/** A refusal → what the caller is told: which row said no, and its figures. */
export function refusalError(reply: Refused, neededNanos: bigint, currency: string): GatewayError {
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
  return new GatewayError('insufficient_quota', {
    message: `Insufficient quota: the ${row} does not suffice (${figures.join(', ')}).`,
  })
}
