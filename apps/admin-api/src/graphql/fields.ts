import { NANOS_PER_UNIT } from '@tollgate/pricing'
import { z } from 'zod'
import type { ProblemText } from './problem-texts/problem-texts.js'

// Messages of these schemas are keys of PROBLEM_TEXTS: the caller reads them in his language.
const text = (key: ProblemText): ProblemText => key

/** Control characters have no place in names: they break logs, tables and terminals. */
const isPrintable = (value: string): boolean => !/\p{Cc}/u.test(value)

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export const isStorable = (value: string): boolean => !value.includes('\0') && !/\p{Cs}/u.test(value)

const [FIRST_YEAR, LAST_YEAR] = [1970, 9999]

/** A date within the years that every table, driver and text form of ours agrees on. */
export const isStorableDate = (date: Date): boolean =>
  !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= FIRST_YEAR && date.getUTCFullYear() <= LAST_YEAR

/** One line, trimmed, 1 to `max` characters. */
export const nameField = (max: number) =>
  z
    .string()
    .trim()
    .min(1, text('nameRequired'))
    .max(max, text('tooLong'))
    .refine((value) => isPrintable(value) && isStorable(value), { message: text('invalid') })

/** Why somebody moves money: one line, trimmed, 1 to 500 characters. */
export const reasonField = z
  .string()
  .trim()
  .min(1, text('reasonRequired'))
  .max(500, text('tooLong'))
  .refine((value) => isPrintable(value) && isStorable(value), { message: text('invalid') })

/** The caller's own name of an act: the same again does nothing more. */
export const idempotencyKeyField = nameField(200)

/** Free text of at most `max` characters; empty is null. */
export const textField = (max: number) =>
  z
    .string()
    .max(max, text('tooLong'))
    .refine(isStorable, { message: text('invalid') })
    .transform((value) => (value.trim() === '' ? null : value))
    .nullish()

/** Factor of prices: 0 or more, as the events take it. */
export const ratioField = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, text('invalidRatio'))

export const passwordField = z.string().min(8, text('passwordTooShort')).max(200, text('passwordTooLong'))

/** Largest amount in one grant, and largest price of a million tokens: far from 64 bits, far above any use. */
export const MAX_AMOUNT_NANOS = 10_000_000n * NANOS_PER_UNIT

export const priceField = z.bigint().min(0n, text('notNegative')).max(MAX_AMOUNT_NANOS, text('tooLarge'))

export const usernameField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/, text('usernamePattern'))

/** Null of a field that cannot be empty means: leave it. */
export const withoutNulls = <T extends object, Keys extends keyof T>(input: T, keys: readonly Keys[]): T =>
  Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== null || !keys.includes(name as Keys)),
  ) as T
