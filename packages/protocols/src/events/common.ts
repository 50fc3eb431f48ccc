import { z } from 'zod'

/**
 * Any UUID, as the database writes it: messages compare ids as text, and one in capitals would be the same row under another
 * name. Request and lease ids are UUIDv7.
 */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a UUID in lower case')

/** A decimal above or equal to 0 with at most six places, as text: group and course ratios. */
export const ratioText = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'a decimal such as 1.5')

/** Whole tokens, requests or images; bounded, so that no product of them can leave 64 bits unnoticed. */
export const quantity = z.number().int().min(0).max(1_000_000_000)

/** Milliseconds of a duration. */
export const durationMs = z.number().int().min(0)

/** Milliseconds since the epoch by the database's clock, the only clock that lease messages carry. */
export const databaseTimeMs = z.number().int().min(0)
