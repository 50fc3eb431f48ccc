import * as z from 'zod/mini'
import type { CreateRedeemBatchInput } from '@/gql/graphql'
import { endOfDay } from '@/lib/format'
import { parseNanos } from '@/lib/money'

/** The sentences of the form's own checks. */
export type BatchFormWords = Record<'nameMissing' | 'nameLong' | 'countWrong' | 'amountWrong' | 'dayPast', string>

const MOST_CODES = 1_000
const LONGEST_NAME = 200

/** @param clock.now ms since 1970; days are the campus zone's */
export function createBatchSchema(words: BatchFormWords, clock: { timeZone: string; now: () => number }) {
  const day = z
    .string()
    .check(z.refine((text) => text === '' || Date.parse(endOfDay(text, clock.timeZone)) > clock.now(), words.dayPast))
  return z.object({
    name: z.string().check(z.trim(), z.minLength(1, words.nameMissing), z.maxLength(LONGEST_NAME, words.nameLong)),
    count: z.string().check(
      z.trim(),
      z.refine((text) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= MOST_CODES, words.countWrong),
    ),
    amount: z.string().check(
      z.trim(),
      z.refine((text) => (parseNanos(text) ?? 0n) > 0n, words.amountWrong),
    ),
    expiresOn: day,
    moneyExpiresOn: day,
  })
}

export type BatchForm = z.infer<ReturnType<typeof createBatchSchema>>

/** What was typed → the mutation's input: days end at midnight of the campus zone. */
export function toBatchInput(
  form: BatchForm,
  options: { timeZone: string; idempotencyKey: string },
): CreateRedeemBatchInput {
  const instantOf = (day: string) => (day === '' ? null : endOfDay(day, options.timeZone))
  return {
    name: form.name,
    count: Number(form.count),
    amount: form.amount,
    expiresAt: instantOf(form.expiresOn),
    moneyExpiresAt: instantOf(form.moneyExpiresOn),
    idempotencyKey: options.idempotencyKey,
  }
}
