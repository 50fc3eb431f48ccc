import * as z from 'zod/mini'
import { endOfDay } from '@/lib/format'
import { parseNanos } from '@/lib/money'

/** The sentences of the form's own checks. */
export type GrantFormWords = Record<'amountWrong' | 'dayPast' | 'reasonMissing' | 'reasonLong', string>

/** Whose money it becomes: a person's, or a pool's. */
export type GrantTarget = { userId: string } | { poolId: string }

const LONGEST_REASON = 500

/** @param clock.now ms since 1970; days are the campus zone's */
export const createGrantSchema = (words: GrantFormWords, clock: { timeZone: string; now: () => number }) =>
  z.object({
    amount: z.string().check(
      z.trim(),
      z.refine((text) => (parseNanos(text) ?? 0n) > 0n, words.amountWrong),
    ),
    expiresOn: z
      .string()
      .check(z.refine((day) => day === '' || Date.parse(endOfDay(day, clock.timeZone)) > clock.now(), words.dayPast)),
    reason: z
      .string()
      .check(z.trim(), z.minLength(1, words.reasonMissing), z.maxLength(LONGEST_REASON, words.reasonLong)),
  })

export type GrantFormValues = z.infer<ReturnType<typeof createGrantSchema>>

/** What every mutation that grants is told, whoever gets it. */
export interface GrantFields {
  amount: string
  reason: string
  expiresAt: string | null
  idempotencyKey: string
}

/** What was typed → the mutation's input: its last day ends at midnight of the campus zone. */
export const toGrant = <Target extends object>(
  { amount, expiresOn, reason }: GrantFormValues,
  { target, timeZone, idempotencyKey }: { target: Target; timeZone: string; idempotencyKey: string },
): Target & GrantFields => ({
  ...target,
  amount,
  reason,
  expiresAt: expiresOn === '' ? null : endOfDay(expiresOn, timeZone),
  idempotencyKey,
})
