import * as z from 'zod/mini'
import type { AdjustAccountInput, MoveMoneyInput, RefundCallInput } from '@/gql/graphql'
import { parseNanos } from '@/lib/money'

/** The sentences of the forms' own checks. */
export type CorrectionFormWords = Record<
  | 'accountMissing'
  | 'sameAccount'
  | 'amountWrong'
  | 'moreThanLeft'
  | 'reasonMissing'
  | 'reasonLong'
  | 'secondMissing'
  | 'noteLong',
  string
>

const LONGEST_REASON = 500
const isAboveZero = (text: string) => (parseNanos(text) ?? 0n) > 0n

const sharedFields = (words: CorrectionFormWords) => ({
  reason: z
    .string()
    .check(z.trim(), z.minLength(1, words.reasonMissing), z.maxLength(LONGEST_REASON, words.reasonLong)),
  secondPersonId: z.string().check(z.minLength(1, words.secondMissing)),
})
const accountField = (words: CorrectionFormWords) => z.string().check(z.minLength(1, words.accountMissing))
const amountField = (words: CorrectionFormWords) => z.string().check(z.trim(), z.refine(isAboveZero, words.amountWrong))

export const createAdjustmentSchema = (words: CorrectionFormWords) =>
  z.object({
    accountId: accountField(words),
    direction: z.enum(['give', 'take']),
    amount: amountField(words),
    ...sharedFields(words),
  })

/** @param left what is left of the call's debit, decimal text; an empty amount means all of it */
export const createRefundSchema = (words: CorrectionFormWords, left: string) =>
  z.object({
    amount: z.string().check(
      z.trim(),
      z.refine((text) => text === '' || isAboveZero(text), words.amountWrong),
      z.refine((text) => (parseNanos(text) ?? 0n) <= (parseNanos(left) ?? 0n), words.moreThanLeft),
    ),
    ...sharedFields(words),
  })

export const createMoveSchema = (words: CorrectionFormWords) =>
  z
    .object({
      fromAccountId: accountField(words),
      toAccountId: accountField(words),
      amount: amountField(words),
      ...sharedFields(words),
    })
    .check(
      z.refine(({ fromAccountId, toAccountId }) => fromAccountId === '' || fromAccountId !== toAccountId, {
        path: ['toAccountId'],
        message: words.sameAccount,
      }),
    )

export const createDecisionSchema = (words: CorrectionFormWords) =>
  z.object({ note: z.string().check(z.trim(), z.maxLength(LONGEST_REASON, words.noteLong)) })

export type AdjustmentForm = z.infer<ReturnType<typeof createAdjustmentSchema>>
export type RefundForm = z.infer<ReturnType<typeof createRefundSchema>>
export type MoveForm = z.infer<ReturnType<typeof createMoveSchema>>

/** What was typed → the change of a balance: taking is a negative amount. */
export function toAdjustment(form: AdjustmentForm, idempotencyKey: string): AdjustAccountInput {
  const { direction, amount, ...rest } = form
  return { ...rest, amount: direction === 'take' ? `-${amount}` : amount, idempotencyKey }
}

/** What was typed → a refund; without an amount the API gives back all that is left. */
export function toRefund(form: RefundForm, call: { requestId: string; idempotencyKey: string }): RefundCallInput {
  return { ...call, ...form, amount: form.amount === '' ? null : form.amount }
}

export const toMove = (form: MoveForm, idempotencyKey: string): MoveMoneyInput => ({ ...form, idempotencyKey })
