import { z } from 'zod'

const SIGNED_64_BIT_DIGITS = 19
const SIGNED_64_BIT_MAX = 2n ** 63n - 1n

/**
 * Money on the bus and in the journal: integer nanos (1e-9 of the currency unit) as decimal text, never a JS number.
 * Parsed to `bigint` within 64 bits, so that it fits PostgreSQL's.
 */
export const nanosText = z
  .string()
  .regex(new RegExp(`^-?\\d{1,${SIGNED_64_BIT_DIGITS}}$`), 'integer nanos as text')
  .transform((text) => BigInt(text))
  .refine((nanos) => nanos <= SIGNED_64_BIT_MAX && nanos >= -SIGNED_64_BIT_MAX, 'nanos must fit 64 bits')

/** The same, zero or more: holds, reservations, prices. */
export const nonNegativeNanosText = nanosText.refine((nanos) => nanos >= 0n, 'must not be negative')

/** `bigint` → the text that {@link nanosText} reads. */
export const toNanosText = (nanos: bigint): string => nanos.toString()
