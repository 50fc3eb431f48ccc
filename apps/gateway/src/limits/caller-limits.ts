import { GatewayError } from '@tollgate/protocols/canonical'
import type { RateLimitsTold } from '@tollgate/protocols/dialects'
import type { ApiKeyRecord, RateLimits, Tier } from '@tollgate/protocols/events'
import { type LimitBook, type LimitRow, limitOf, type NoRoom } from './limit-book.js'
import type { Cost, Measure, UsageSubject } from './usage-subject.js'

/** Whose limit it is, for the sentence that refuses. */
export interface CallerRow extends LimitRow {
  owner: 'key' | 'account' | 'model'
}

/** A call that was let in: counted once, whatever becomes of it. */
export interface Admission {
  /** Exactly once; further calls do nothing. @param tokens what it used, 0 if nothing came of it */
  leave: (tokens: number) => void
  /** As if it had never been asked: for calls that call nobody. */
  undo: () => void
}

/** The limits of a key and of its owner's tier that a call of this model meets. */
export function rowsOfCaller(
  { keyId, userId, limits, tier }: Pick<ApiKeyRecord, 'keyId' | 'userId' | 'limits' | 'tier'>,
  modelName: string,
  { tiers, subjectOf }: { tiers: readonly Tier[]; subjectOf: (id: string) => UsageSubject },
): CallerRow[] {
  const rows: CallerRow[] = []
  if (limits != null && hasAny(limits)) rows.push({ owner: 'key', subject: subjectOf(`k/${keyId}`), limits })
  const own = tiers.find(({ name }) => name === tier) ?? tiers.find(({ isDefault }) => isDefault)
  for (const row of own?.limits ?? []) {
    if (!hasAny(row)) continue
    if (row.modelName == null) rows.push({ owner: 'account', subject: subjectOf(`u/${userId}`), limits: row })
    else if (row.modelName === modelName) {
      rows.push({ owner: 'model', subject: subjectOf(`u/${userId}/${modelName}`), limits: row })
    }
  }
  return rows
}

const hasAny = ({ rpm, tpm, concurrency }: RateLimits): boolean => rpm != null || tpm != null || concurrency != null

/** What is needed of a call: tokens are asked for only where they are limited. */
export const tokensNeeded = (rows: readonly CallerRow[], tokensOf: () => number): number =>
  rows.some(({ limits }) => limits.tpm != null) ? tokensOf() : 0

/** Lets a call in and counts it, if every row has room. */
export function admit(
  rows: readonly CallerRow[],
  { book, nowMs, tokens }: { book: LimitBook; nowMs: () => number; tokens: number },
): Admission | NoRoom<CallerRow> {
  const takenAtMs = nowMs()
  const cost: Cost = { requests: 1, tokens, places: 1 }
  const full = book.findFull(rows, cost, takenAtMs)
  if (full !== undefined) return full
  // two rows may be about the same subject, which is counted once
  const subjects = new Set(rows.map(({ subject }) => subject))
  for (const subject of subjects) book.take(subject, cost, takenAtMs)
  let isInside = true
  const end = (change: Cost): void => {
    if (!isInside) return
    isInside = false
    for (const subject of subjects) book.correct(subject, change, { takenAtMs, nowMs: nowMs() })
  }
  return {
    leave: (used) => end({ requests: 0, tokens: tokens === 0 ? 0 : used - tokens, places: -1 }),
    undo: () => end({ requests: -1, tokens: -tokens, places: -1 }),
  }
}

/** Of requests and of tokens the row that will refuse first. */
export function tell(rows: readonly CallerRow[], nowMs: number): RateLimitsTold {
  const requests = tightest(rows, 'requests', nowMs)
  const tokens = tightest(rows, 'tokens', nowMs)
  return { ...(requests && { requests }), ...(tokens && { tokens }) }
}

function tightest(rows: readonly CallerRow[], measure: Measure, nowMs: number): RateLimitsTold['requests'] {
  let found: RateLimitsTold['requests']
  for (const { subject, limits } of rows) {
    const limit = limitOf(limits, measure)
    if (limit === undefined) continue
    const remaining = Math.max(0, limit - subject.total(measure, nowMs))
    if (found === undefined || remaining < found.remaining) {
      found = { limit, remaining, resetMs: subject.msUntil(measure, 0, nowMs) }
    }
  }
  return found
}

const OWNERS: Record<CallerRow['owner'], string> = {
  key: 'This API key',
  account: 'Your account',
  model: 'Your account, with this model,',
}

/** Sentences of the same words for all dialects: limit, what is used, when it is free again. */
export function refusal({ row, measure, limit, retryMs }: NoRoom<CallerRow>, tokens: number): GatewayError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryMs / 1_000))
  const owner = OWNERS[row.owner]
  const messages: Record<Measure, string> = {
    requests: `${owner} may make ${limit} requests a minute. Try again in ${retryAfterSeconds} s.`,
    tokens: `${owner} may use ${limit} tokens a minute, and this request counts for ${tokens}. Try again in ${retryAfterSeconds} s.`,
    places: `${owner} may have ${limit} calls under way, which is the number it has. Try again when one is over.`,
  }
  return new GatewayError('rate_limit_exceeded', { message: messages[measure], retryAfterSeconds })
}
