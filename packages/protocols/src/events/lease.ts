import { z } from 'zod'
import { databaseTimeMs, durationMs, uuid } from './common.js'
import { nanosText, nonNegativeNanosText } from './nanos-text.js'

/** Version of the lease messages; unknown fields are ignored on both sides. */
export const LEASE_MESSAGE_VERSION = 1

/** Request/reply subjects that billing answers (queue group `billing`); see RELIABILITY 4.1. */
export const LEASE_SUBJECTS = {
  acquire: 'billing.lease.acquire',
  trim: 'billing.lease.trim',
  close: 'billing.lease.close',
  closeNode: 'billing.lease.close-node',
  settled: 'billing.settled',
} as const

/** Subjects that gateways listen to and billing publishes on. */
export const GATEWAY_SUBJECTS = {
  /** Body {@link moneyChangedSchema}: a remembered refusal of this account is stale. */
  moneyChanged: 'gateway.money.changed',
  /** Request/reply to every gateway, body {@link recallLeasesSchema}: give back what no call needs. */
  leaseRecall: 'gateway.lease.recall',
} as const

const asker = {
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  /** Raised at each boot; billing refuses an older one. */
  incarnation: z.number().int().min(1),
}

/** `billing.lease.acquire`. Idempotent by `leaseId` (UUIDv7, minted by the gateway before it asks). */
export const acquireLeaseSchema = z.object({
  ...asker,
  leaseId: uuid,
  /** Billing checks in the same transaction that key, owner and payer are active. */
  keyId: uuid,
  payerId: uuid,
  /** r: the reservation at the head of the queue. */
  neededNanos: nonNegativeNanosText,
  /** The least that is of use; below `neededNanos` only for the clamp of RELIABILITY 4.2. */
  leastNanos: nonNegativeNanosText,
  /** What the path spent on this gateway in the last LEASE_SLAB_SECONDS; sizes the slab. */
  recentSpendNanos: nonNegativeNanosText,
  /** False where the outbox is AMBER: exactly `neededNanos`, no slab. */
  mayGrantSlab: z.boolean().default(true),
  /** Refused after this instant, by the database's clock. */
  deadlineMs: databaseTimeMs,
})
export type AcquireLease = z.infer<typeof acquireLeaseSchema>

/** Which row said no, told to the caller in the error's text. */
export const refusedBy = z.enum(['balance', 'key_cap', 'course_limit'])
export type RefusedBy = z.infer<typeof refusedBy>

/**
 * `gateway.lease.recall`: each gateway trims or closes those of these leases that it holds, by the usual questions, and
 * then answers; one that holds none stays silent. Billing waits about {@link RECALL_WAIT_MS} for the nodes that it knows.
 */
export const recallLeasesSchema = z.object({
  v: z.number().int().min(1),
  leaseIds: z.array(uuid).min(1).max(1_000),
})
export type RecallLeases = z.infer<typeof recallLeasesSchema>

export const recallReplySchema = z.object({ v: z.number().int().min(1), nodeId: z.string().min(1).max(64) })
export const RECALL_WAIT_MS = 300

const replyBase = { v: z.number().int().min(1), databaseTimeMs, ledgerEpoch: z.number().int().min(0) }

/** The answer to an acquire. A granted lease lives `ttlMs` from `acquiredAtMs`; the gateway stops using it at 80 %. */
export const acquireLeaseReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('granted'),
    ...replyBase,
    leaseId: uuid,
    /** May exceed what was needed (a slab). */
    grantedNanos: nonNegativeNanosText,
    acquiredAtMs: databaseTimeMs,
    ttlMs: durationMs,
    /** The payer's balance less what is held, after this grant; for `x-tollgate-extras` and messages only. */
    headroomNanos: nanosText,
  }),
  z.object({
    type: z.literal('refused'),
    ...replyBase,
    code: z.enum(['insufficient_quota', 'key_inactive', 'user_inactive']),
    refusedBy: refusedBy.nullish(),
    /** When the window that refused ends: its money comes back then. Absent for balances and windows without end. */
    windowEndsAtMs: databaseTimeMs.nullish(),
    /** Of the row that refused: what may be spent of it, held money included. */
    balanceNanos: nanosText.nullish(),
    heldNanos: nanosText.nullish(),
  }),
  /** The id is closed, the incarnation is not the node's present one, or the deadline has passed: nothing was held. */
  z.object({ type: z.literal('fenced'), ...replyBase, reason: z.enum(['closed', 'incarnation', 'deadline']) }),
  /** The database is older than the bus (RELIABILITY 4.13): no lease until the stream is settled again. */
  z.object({ type: z.literal('recovering'), ...replyBase }),
])
export type AcquireLeaseReply = z.infer<typeof acquireLeaseReplySchema>

/** `billing.lease.trim`: gives back what is above `grantedNanos`. Order and repetition do not matter. */
export const trimLeaseSchema = z.object({ ...asker, leaseId: uuid, grantedNanos: nonNegativeNanosText })
export type TrimLease = z.infer<typeof trimLeaseSchema>

/** `billing.lease.close`: `spentNanos` = what the gateway spent of it, settled or not. An unknown id leaves a closed row. */
export const closeLeaseSchema = z.object({
  ...asker,
  leaseId: uuid,
  keyId: uuid,
  payerId: uuid,
  spentNanos: nonNegativeNanosText,
})
export type CloseLease = z.infer<typeof closeLeaseSchema>

/**
 * `billing.lease.close-node`, at boot: raises the node's incarnation to this one and closes all leases of earlier ones,
 * each with the sum that the journal shows (0 where it is not named).
 */
export const closeNodeSchema = z.object({
  ...asker,
  spentByLease: z.array(z.object({ leaseId: uuid, spentNanos: nonNegativeNanosText })).max(100_000),
})
export type CloseNode = z.infer<typeof closeNodeSchema>

export const leaseAckSchema = z.object({
  type: z.enum(['done', 'fenced']),
  ...replyBase,
})
export type LeaseAck = z.infer<typeof leaseAckSchema>

/** At most this many ids in one `billing.settled` question. */
export const SETTLED_MAX_IDS = 4_000

/** `billing.settled`: which of these request ids does neither the ledger nor `dead_letters` know? */
export const settledQuestionSchema = z.object({
  v: z.number().int().min(1),
  requestIds: z.array(uuid).max(SETTLED_MAX_IDS),
})
export const settledAnswerSchema = z.object({ ...replyBase, unknownIds: z.array(uuid) })
export type SettledAnswer = z.infer<typeof settledAnswerSchema>

export const moneyChangedSchema = z.object({ v: z.number().int().min(1), accountIds: z.array(uuid) })
export type MoneyChanged = z.infer<typeof moneyChangedSchema>
