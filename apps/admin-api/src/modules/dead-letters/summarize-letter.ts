import { z } from 'zod'
import { toId } from '../../graphql/ids.js'

/** What a usage event that was put aside says of its call, as far as it can be read. */
export interface LetterCall {
  userId: string | undefined
  keyId: string | undefined
  payerId: string | undefined
  modelName: string | undefined
  admittedAt: Date | undefined
  /** Cached ones included. */
  inputTokens: number | undefined
  /** Reasoning included. */
  outputTokens: number | undefined
}

const LATEST_MS = 253_402_300_799_999 // the end of 9999
const id = z.string().transform(toId).optional().catch(undefined)
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
const quantitiesSchema = z.object({
  inputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  cacheWrite1hTokens: count,
  outputTokens: count,
  reasoningTokens: count,
})
/** Whatever is wrong with one field, the others are told. */
const letterSchema = z.object({
  userId: id,
  keyId: id,
  payerId: id,
  modelName: z.string().max(256).optional().catch(undefined),
  admittedAtMs: z.number().int().min(0).max(LATEST_MS).optional().catch(undefined),
  quantities: quantitiesSchema.optional().catch(undefined),
})

/** @returns `undefined` where it is no usage event at all */
export function summarizeLetter(text: string): LetterCall | undefined {
  const parsed = letterSchema.safeParse(readJson(text))
  if (!parsed.success) return undefined
  const { userId, keyId, payerId, modelName, admittedAtMs, quantities } = parsed.data
  const call: LetterCall = {
    userId,
    keyId,
    payerId,
    modelName,
    admittedAt: admittedAtMs === undefined ? undefined : new Date(admittedAtMs),
    inputTokens: sumOf(quantities?.inputTokens, [
      quantities?.cacheReadTokens,
      quantities?.cacheWriteTokens,
      quantities?.cacheWrite1hTokens,
    ]),
    outputTokens: sumOf(quantities?.outputTokens, [quantities?.reasoningTokens]),
  }
  return Object.values(call).some((value) => value !== undefined) ? call : undefined
}

/** Without the main figure nothing is known; the others are 0 where they are not told, as in the event's contract. */
const sumOf = (main: number | undefined, others: readonly (number | undefined)[]): number | undefined =>
  main === undefined ? undefined : others.reduce<number>((sum, other) => sum + (other ?? 0), main)

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
