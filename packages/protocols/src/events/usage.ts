import { z } from 'zod'
import { durationMs, quantity, ratioText, uuid } from './common.js'
import { nonNegativeNanosText } from './nanos-text.js'
import { routeNoteSchema } from './routing.js'

/** Version of {@link usageEventSchema}; a reader accepts every version up to its own and ignores unknown fields. */
export const USAGE_EVENT_VERSION = 1

/** Usage events are spread over this many subjects; one consumer reads them all today. */
export const USAGE_SHARD_COUNT = 16

/**
 * What one call consumed, in disjoint classes: each token is in exactly one of them. Totals of the dialects (which are
 * inclusive or exclusive by vendor) never travel; `packages/protocols` canonical usage derives these.
 */
export const billableQuantitiesSchema = z.object({
  /** Input tokens read afresh: neither from a cache nor written to one. */
  inputTokens: quantity,
  cacheReadTokens: quantity.default(0),
  /** Written to a cache for 5 minutes (or of unknown life). */
  cacheWriteTokens: quantity.default(0),
  /** Written to a cache for 1 hour. */
  cacheWrite1hTokens: quantity.default(0),
  /** Output tokens without reasoning. */
  outputTokens: quantity,
  reasoningTokens: quantity.default(0),
})
export type BillableQuantitiesMessage = z.infer<typeof billableQuantitiesSchema>

/**
 * Where the quantities come from: told by the upstream; counted by us; told while draining after the client had gone;
 * put together after the gateway had died; or void, because no byte of an answer arrived.
 */
export const usageProvenance = z.enum(['reported', 'estimated', 'drained', 'interrupted', 'void'])
export type UsageProvenance = z.infer<typeof usageProvenance>

/** How the call ended, as the caller saw it. */
export const usageStatus = z.enum(['completed', 'aborted', 'failed', 'interrupted'])
export type UsageStatus = z.infer<typeof usageStatus>

/**
 * Why the quantities are what they are. `reported`: the upstream told them; `no_usage`: it told none; `odd_usage`: what it
 * told cannot be (negative, fractional, absurd); `client_left`: cut because the caller had gone; `drained`: told after the
 * caller had gone; `drain_bound`: reading on was given up; `cut`: the upstream broke off; `gateway_died`: put together from
 * the journal; `no_answer`: no byte of an answer came.
 */
export const usageReason = z.enum([
  'reported',
  'no_usage',
  'odd_usage',
  'client_left',
  'drained',
  'drain_bound',
  'cut',
  'gateway_died',
  'no_answer',
])
export type UsageReason = z.infer<typeof usageReason>

/**
 * Stream USAGE, subject `usage.v1.<shard>`, message id = request id. One per call that reached step 8 (DESIGN 3), also
 * of calls that end at 0. Quantities and the ids of what priced them, never amounts: billing computes those with
 * `rateUsage` and exactly these ids. No text of prompts or answers, no key.
 */
export const usageEventSchema = z.object({
  v: z.number().int().min(1),
  requestId: uuid,
  nodeId: z.string().min(1).max(64),
  leaseId: uuid,
  /** The account that pays; known from the key's record. Windows are the lease's. */
  payerId: uuid,
  userId: uuid,
  keyId: uuid,
  groupId: uuid,
  /** Null for a key that belongs to no course. */
  courseId: uuid.nullish(),
  modelId: uuid,
  /** The public name the client asked for, kept as it was at the time. */
  modelName: z.string().min(1).max(256),
  /** Null where no upstream was reached. */
  channelId: uuid.nullish(),
  channelKeyId: uuid.nullish(),
  /** Null: the model had no price and the owner accepts that (free, recorded). */
  priceVersionId: uuid.nullable(),
  groupRatio: ratioText,
  /** The reservation, an upper bound of the cost: billing flags what exceeds it. */
  reservedNanos: nonNegativeNanosText,
  quantities: billableQuantitiesSchema,
  /** The upstream's own usage object as text, at most 4 KiB: audits compare it with `quantities`. */
  rawUsage: z.string().max(4_096).nullish(),
  provenance: usageProvenance,
  reason: usageReason.nullish(),
  status: usageStatus,
  /** Error code of the error table where the call failed. */
  errorCode: z.string().max(64).nullish(),
  dialect: z.string().max(32),
  isStreamed: z.boolean(),
  /** Upstream calls made, 0 where none was. */
  attempts: z.number().int().min(0).max(16),
  /** Database time of the admission: `acquired_at` of the lease plus the monotonic time since. */
  admittedAtMs: z.number().int().min(0),
  durationMs,
  /** From admission to the first byte of the answer. */
  firstByteMs: durationMs.nullish(),
  /**
   * How it was routed. Absent: there was one target and nothing spoke against others, or an older gateway. What cannot be
   * read is nothing: a note never keeps a call from being settled.
   */
  route: routeNoteSchema.nullish().catch(null),
  /** Duration of each step of DESIGN 3, by step name: "why slow" has an answer. */
  stepsMs: z.record(z.string().max(32), z.number().min(0)).default({}),
  /** The client's own request id, where it sent one; never used as ours. */
  clientRef: z.string().max(128).nullish(),
})
export type UsageEvent = z.infer<typeof usageEventSchema>
/** As it is written: amounts as text. */
export type UsageEventMessage = z.input<typeof usageEventSchema>

/** Subject of a request's usage event: the shard comes from the id's last two hex digits. */
export const usageSubject = (requestId: string): string =>
  `usage.v1.${Number.parseInt(requestId.slice(-2), 16) % USAGE_SHARD_COUNT}`
