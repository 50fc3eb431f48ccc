import {
  type AcquireLease,
  type acquireLeaseReplySchema,
  LEASE_MESSAGE_VERSION,
  type leaseAckSchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { AcquireRow } from './acquire.repository.js'
import type { Clock, LeaseRow } from './leases.repository.js'

/** As it is written: amounts as text. */
export type AcquireReplyMessage = z.input<typeof acquireLeaseReplySchema>
export type LeaseAckMessage = z.input<typeof leaseAckSchema>

export const replyBase = (clock: Clock) => ({
  v: LEASE_MESSAGE_VERSION,
  databaseTimeMs: Number(clock.now_ms),
  ledgerEpoch: Number(clock.epoch),
})

export const ack = (type: LeaseAckMessage['type'], clock: Clock): LeaseAckMessage => ({ type, ...replyBase(clock) })

export function granted(leaseId: string, row: AcquireRow): AcquireReplyMessage {
  const nanos = row.granted ?? 0n
  return {
    type: 'granted',
    ...replyBase(row),
    leaseId,
    grantedNanos: nanos.toString(),
    acquiredAtMs: Number(row.acquired_at_ms),
    ttlMs: Number(row.ttl_ms),
    headroomNanos: ((row.headroom ?? 0n) - nanos).toString(),
  }
}

/** An acquire that was asked before: the same answer while the lease is open, never a second hold. */
export function answerKnown(ask: AcquireLease, lease: LeaseRow): AcquireReplyMessage {
  if (lease.state !== 'open' || lease.node_id !== ask.nodeId || lease.payer_id !== ask.payerId) {
    return { type: 'fenced', ...replyBase(lease), reason: 'closed' }
  }
  return {
    type: 'granted',
    ...replyBase(lease),
    leaseId: lease.id,
    grantedNanos: lease.granted.toString(),
    acquiredAtMs: Number(lease.acquired_at_ms),
    ttlMs: Number(lease.ttl_ms),
    headroomNanos: lease.headroom.toString(),
  }
}

/** Who or which row says no; of several rows that do, the shortest. A payer without a row has nothing. */
export function refusal(row: AcquireRow): AcquireReplyMessage {
  const base = { type: 'refused', ...replyBase(row) } as const
  if (row.is_key_active !== true) return { ...base, code: 'key_inactive' }
  if (row.is_user_active !== true) return { ...base, code: 'user_inactive' }
  const [short] = row.short
  return {
    ...base,
    code: 'insufficient_quota',
    refusedBy: short?.kind ?? 'balance',
    balanceNanos: short?.balance ?? '0',
    heldNanos: short?.held ?? '0',
    ...(short?.windowEndsAtMs != null && { windowEndsAtMs: Number(short.windowEndsAtMs) }),
  }
}
