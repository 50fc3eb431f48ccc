// What billing answers to the questions of money.ts.
import { z } from 'zod'
import { uuid } from './common.js'
import { nanosText } from './nanos-text.js'

const version = z.number().int().min(1)
const instantMs = z.number().int().min(0)

const MONEY_REFUSALS = [
  'forbidden',
  'bad_request',
  'unknown_account',
  'account_inactive',
  /** The idempotency key or id was used for something else. */
  'conflict',
  /** A refund above what is left of the debit, a move or adjustment above what is free. */
  'too_much',
  'not_found',
  /** A code that was redeemed, is expired or revoked; a correction that was decided. */
  'already_done',
  'expired',
] as const

const refusedReply = z.object({
  type: z.literal('refused'),
  v: version,
  code: z.enum(MONEY_REFUSALS),
  message: z.string(),
})
export type MoneyRefusal = (typeof MONEY_REFUSALS)[number]

export const grantReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('granted'),
    v: version,
    transactionId: uuid,
    /** What that key credited the first time. */
    amountNanos: nanosText,
    balanceNanos: nanosText,
    heldNanos: nanosText,
    isRepeat: z.boolean(),
  }),
  refusedReply,
])
export type GrantReply = z.infer<typeof grantReplySchema>

/** To grants to many: of each of them, in the order in which they were asked; or why none was looked at. */
export const courseGrantsReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answered'),
    v: version,
    answers: z.array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('granted'), userId: uuid, transactionId: uuid, isRepeat: z.boolean() }),
        z.object({ type: z.literal('refused'), userId: uuid, code: z.enum(MONEY_REFUSALS), message: z.string() }),
      ]),
    ),
  }),
  refusedReply,
])
export type CourseGrantsReply = z.infer<typeof courseGrantsReplySchema>

/** To adjust, refund, move and decide. */
export const correctionReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('posted'),
    v: version,
    correctionId: uuid,
    transactionId: uuid,
    /** Signed: what the account got. */
    amountNanos: nanosText,
    balanceNanos: nanosText,
    isRepeat: z.boolean(),
  }),
  /** Waits for the second person. */
  z.object({ type: z.literal('pending'), v: version, correctionId: uuid, isRepeat: z.boolean() }),
  /** To decide alone: it was refused and nothing moved. */
  z.object({ type: z.literal('declined'), v: version, correctionId: uuid, isRepeat: z.boolean() }),
  refusedReply,
])
export type CorrectionReply = z.infer<typeof correctionReplySchema>

export const redeemReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('redeemed'),
    v: version,
    transactionId: uuid,
    amountNanos: nanosText,
    balanceNanos: nanosText,
    /** The same user redeemed it before: told again, credited once. */
    isRepeat: z.boolean(),
  }),
  refusedReply,
])
export type RedeemReply = z.infer<typeof redeemReplySchema>

/** To everything else: done, or why not. */
export const doneReplySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), v: version, isRepeat: z.boolean() }),
  refusedReply,
])
export type DoneReply = z.infer<typeof doneReplySchema>

/** To reconcile: each invariant with the ids that break it, and what operators watch. */
export const reconcileReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('checked'),
    v: version,
    checkedAtMs: instantMs,
    invariants: z.array(
      z.object({
        id: z.string(),
        says: z.string(),
        brokenIds: z.array(z.string()),
        /** False: it took too long to be looked at while somebody waits. Absent: an older billing. */
        isChecked: z.boolean().default(true),
      }),
    ),
    leasesOpen: z.number().int(),
    leasesDraining: z.number().int(),
    poison: z.number().int(),
    unresolved: z.number().int(),
  }),
  refusedReply,
])
export type ReconcileReply = z.infer<typeof reconcileReplySchema>
