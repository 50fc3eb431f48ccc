import { z } from 'zod'
import { uuid } from './common.js'
import { nanosText, nonNegativeNanosText } from './nanos-text.js'

/** Version of the money messages. */
export const MONEY_MESSAGE_VERSION = 1

/** Request/reply subjects that billing answers; only the NATS user `admin-api` may ask (RELIABILITY 4.14). */
export const MONEY_SUBJECTS = {
  grant: 'billing.money.grant',
  /** From a course's pool to one of its members. */
  courseGrant: 'billing.money.course-grant',
  /** The same to many of its members at once. */
  courseGrants: 'billing.money.course-grants',
  adjust: 'billing.money.adjust',
  refund: 'billing.money.refund',
  move: 'billing.money.move',
  /** The second person's word on a correction that waits. */
  decide: 'billing.money.decide',
  openPool: 'billing.money.open-pool',
  setPoolState: 'billing.money.set-pool-state',
  setLimit: 'billing.money.set-limit',
  createCodes: 'billing.money.create-codes',
  revokeCodes: 'billing.money.revoke-codes',
  redeem: 'billing.money.redeem',
  replayDeadLetter: 'billing.money.replay-dead-letter',
  /** Ends the leases of a node whose disk is gone before their grace is over. */
  forceCloseNode: 'billing.money.force-close-node',
  /** The checks of the reconciliation job, now. */
  reconcile: 'billing.money.reconcile',
} as const

const reason = z.string().trim().min(1).max(500)
const version = z.number().int().min(1)
const idempotencyKey = z.string().min(1).max(200)
const instantMs = z.number().int().min(0)
const positiveNanos = nanosText.refine((nanos) => nanos > 0n, 'must be positive')

/** Who does it. The actor's role is checked again by billing, in the transaction. */
const act = { v: version, idempotencyKey, actorUserId: uuid, reason }
/** A correction names a second person, who is not the actor and holds a role that may correct. */
const correction = { ...act, secondUserId: uuid }

/** `billing.money.grant`: credits an account once per idempotency key. The account is made on its first grant. */
export const grantSchema = z.strictObject({
  ...act,
  accountId: uuid,
  /** Above 0; below 0 is a correction, which is another kind with a second name. */
  amountNanos: positiveNanos,
  /** What is left of it then is taken back; absent: never. */
  expiresAtMs: instantMs.nullish(),
})
export type Grant = z.infer<typeof grantSchema>

/**
 * `billing.money.course-grant`: from the pool of a course to the wallet of a member, once per idempotency key, within the
 * pool and what the course allows each of its students. The actor is its assistant, or an administrator.
 */
export const courseGrantSchema = z.strictObject({
  ...act,
  courseId: uuid,
  userId: uuid,
  amountNanos: positiveNanos,
  /** What is left of it then is taken back; absent: never. */
  expiresAtMs: instantMs.nullish(),
})
export type CourseGrant = z.infer<typeof courseGrantSchema>

/** One question is one transaction, which others at the pool wait for. */
export const MAX_COURSE_GRANTS = 500
const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length

/**
 * `billing.money.course-grants`: the same amount to many members, each once per idempotency key of his own, as if they were
 * asked for one after the other in this order: who is refused stops nobody. Nobody and no key is named twice.
 */
export const courseGrantsSchema = z.strictObject({
  v: version,
  courseId: uuid,
  actorUserId: uuid,
  reason,
  amountNanos: positiveNanos,
  /** What is left of it then is taken back; absent: never. */
  expiresAtMs: instantMs.nullish(),
  people: z
    .array(z.strictObject({ userId: uuid, idempotencyKey }))
    .min(1)
    .max(MAX_COURSE_GRANTS)
    .refine((people) => areDistinct(people.map(({ userId }) => userId)), 'a person is named twice')
    .refine((people) => areDistinct(people.map((person) => person.idempotencyKey)), 'a key is named twice'),
})
export type CourseGrants = z.infer<typeof courseGrantsSchema>

/** `billing.money.adjust`: a signed correction of a balance. One that takes money waits for the second person. */
export const adjustSchema = z.strictObject({
  ...correction,
  accountId: uuid,
  amountNanos: nanosText.refine((nanos) => nanos !== 0n, 'must not be 0'),
})
export type Adjust = z.infer<typeof adjustSchema>

/** `billing.money.refund`: gives back a call's debit, or a part; all refunds of a call together never exceed its debit. */
export const refundSchema = z.strictObject({
  ...correction,
  requestId: uuid,
  /** Absent: all that is left of the debit. */
  amountNanos: positiveNanos.nullish(),
})
export type Refund = z.infer<typeof refundSchema>

/** `billing.money.move`: from one wallet or pool to another, within what is free there. Waits for the second person. */
export const moveSchema = z.strictObject({
  ...correction,
  fromAccountId: uuid,
  toAccountId: uuid,
  amountNanos: positiveNanos,
})
export type Move = z.infer<typeof moveSchema>

/** `billing.money.decide`: only the second person named, or another one with the role who is not the actor. */
export const decideSchema = z.strictObject({
  v: version,
  correctionId: uuid,
  actorUserId: uuid,
  decision: z.enum(['approve', 'refuse']),
  note: z.string().trim().max(500).nullish(),
})
export type Decide = z.infer<typeof decideSchema>

/** `billing.money.open-pool`: an account that several people's keys may name as their payer. */
export const openPoolSchema = z.strictObject({
  v: version,
  /** Minted by the asker: repeating it opens nothing twice. */
  accountId: uuid,
  actorUserId: uuid,
  name: z.string().trim().min(1).max(200),
  /** Its members may spend from it. */
  courseId: uuid.nullish(),
  /** Who may spend from it beside a course's members. */
  ownerUserId: uuid.nullish(),
})
export type OpenPool = z.infer<typeof openPoolSchema>

/** `billing.money.set-pool-state`: from a closed pool nothing is leased and it is given nothing; what is in it stays. */
export const setPoolStateSchema = z.strictObject({
  v: version,
  accountId: uuid,
  actorUserId: uuid,
  state: z.enum(['active', 'closed']),
  reason,
})
export type SetPoolState = z.infer<typeof setPoolStateSchema>

export const LIMIT_PERIODS = ['day', 'week', 'month', 'term', 'total'] as const
export const limitPeriod = z.enum(LIMIT_PERIODS)
export type LimitPeriod = z.infer<typeof limitPeriod>

const campusDay = z.iso.date()

/**
 * `billing.money.set-limit`: makes a limit or changes it; the present window follows at once. Of one key or course there
 * is one active limit per period.
 */
export const setLimitSchema = z.strictObject({
  v: version,
  /** Minted by the asker. */
  limitId: uuid,
  actorUserId: uuid,
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('key_cap'), keyId: uuid }),
    z.strictObject({ kind: z.literal('course_limit'), courseId: uuid }),
    z.strictObject({ kind: z.literal('budget'), name: z.string().trim().min(1).max(200) }),
  ]),
  /** A budget that hands out this limit's money; of a key cap always absent. */
  parentId: uuid.nullish(),
  period: limitPeriod,
  amountNanos: nonNegativeNanosText,
  /** Campus days of a term, both included. */
  startsOn: campusDay.nullish(),
  endsOn: campusDay.nullish(),
  isActive: z.boolean(),
})
export type SetLimit = z.infer<typeof setLimitSchema>

export const MAX_CODES_PER_BATCH = 10_000

/** `billing.money.create-codes`: the codes themselves never travel, only what recognises them. */
export const createCodesSchema = z.strictObject({
  v: version,
  /** Minted by the asker: repeating it makes nothing twice. */
  batchId: uuid,
  actorUserId: uuid,
  name: z.string().trim().min(1).max(200),
  amountNanos: positiveNanos,
  /** Cannot be redeemed after it. */
  expiresAtMs: instantMs.nullish(),
  /** When the credited money expires. */
  lotExpiresAtMs: instantMs.nullish(),
  codes: z
    .array(z.strictObject({ id: uuid, hash: z.string().regex(/^[0-9a-f]{64}$/), lastFour: z.string().length(4) }))
    .min(1)
    .max(MAX_CODES_PER_BATCH),
})
export type CreateCodes = z.infer<typeof createCodesSchema>

/** `billing.money.revoke-codes`: what was not redeemed of a batch is worth nothing any more. */
export const revokeCodesSchema = z.strictObject({ v: version, batchId: uuid, actorUserId: uuid, reason })
export type RevokeCodes = z.infer<typeof revokeCodesSchema>

/** `billing.money.redeem`: credits the wallet of a user with what a code is worth; a code once, for ever. */
export const redeemSchema = z.strictObject({
  v: version,
  codeHash: z.string().regex(/^[0-9a-f]{64}$/),
  userId: uuid,
})
export type Redeem = z.infer<typeof redeemSchema>

/** `billing.money.replay-dead-letter` */
export const replayDeadLetterSchema = z.strictObject({
  v: version,
  /** `dead_letter.id`, as text. */
  deadLetterId: z.string().regex(/^\d{1,19}$/),
  actorUserId: uuid,
})
export type ReplayDeadLetter = z.infer<typeof replayDeadLetterSchema>

/** `billing.money.force-close-node` */
export const forceCloseNodeSchema = z.strictObject({
  v: version,
  nodeId: z.string().min(1).max(64),
  actorUserId: uuid,
  reason,
})
export type ForceCloseNode = z.infer<typeof forceCloseNodeSchema>

/** `billing.money.reconcile` */
export const reconcileSchema = z.strictObject({ v: version, actorUserId: uuid })
