import { z } from 'zod'
import { uuid } from './common.js'

export const REFUSAL_VERSION = 1

/** Longest texts of a refusal; what is longer is cut by the gateway. */
export const MAX_REFUSAL_TEXT = { modelName: 256, message: 500 } as const
/** Refusals of one message. */
export const MAX_REFUSALS = 100

/** One call that was turned away before anything was reserved for it: what its caller was told. */
export const refusalSchema = z.object({
  requestId: uuid,
  keyId: uuid,
  /** Of the error table; kept as text, because a later gateway may know more of them. */
  code: z.string().min(1).max(64),
  /** HTTP status as it was sent. */
  status: z.number().int().min(400).max(599),
  /** The words that the caller was told. */
  message: z.string().max(MAX_REFUSAL_TEXT.message),
  /** Absent: the request was refused before it said which. */
  modelName: z.string().max(MAX_REFUSAL_TEXT.modelName).nullish(),
  at: z.iso.datetime(),
})
export type Refusal = z.infer<typeof refusalSchema>

/**
 * Stream REFUSALS, subject `refusal.v1.<nodeId>`: a sample, so that a request id can be explained to the key's owner. Best
 * effort by design: no money hangs on it, and neither ledger nor journal knows of these calls.
 */
export const refusalsSchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  refusals: z.array(refusalSchema).min(1).max(MAX_REFUSALS),
})
export type Refusals = z.infer<typeof refusalsSchema>

export const refusalSubject = (nodeId: string): string => `refusal.v1.${nodeId}`
