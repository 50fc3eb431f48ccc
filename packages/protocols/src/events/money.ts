import { z } from 'zod'
import { uuid } from './common.js'
import { nanosText } from './nanos-text.js'

/** Version of the money messages. */
export const MONEY_MESSAGE_VERSION = 1

/** Request/reply subjects that billing answers; only the NATS user `admin-api` may ask (RELIABILITY 4.14). */
export const MONEY_SUBJECTS = { grant: 'billing.money.grant' } as const

/** `billing.money.grant`: credits an account once per idempotency key. The account is made on its first grant. */
export const grantSchema = z.strictObject({
  v: z.number().int().min(1),
  idempotencyKey: z.string().min(1).max(200),
  accountId: uuid,
  /** Above 0; below 0 is a correction, which is another kind with a second name. */
  amountNanos: nanosText.refine((nanos) => nanos > 0n, 'must be positive'),
  actorUserId: uuid,
  reason: z.string().min(1).max(500),
})
export type Grant = z.infer<typeof grantSchema>

export const grantReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('granted'),
    v: z.number().int().min(1),
    transactionId: uuid,
    /** What that key credited the first time. */
    amountNanos: nanosText,
    balanceNanos: nanosText,
    heldNanos: nanosText,
    isRepeat: z.boolean(),
  }),
  z.object({
    type: z.literal('refused'),
    v: z.number().int().min(1),
    /** `conflict`: the key was used for another account or amount. */
    code: z.enum(['forbidden', 'bad_request', 'unknown_account', 'account_inactive', 'conflict']),
    message: z.string(),
  }),
])
export type GrantReply = z.infer<typeof grantReplySchema>
