import type { DialectId } from '../canonical/dialect-id.js'

/** How one limit of a caller stands. */
export interface RateLimitTold {
  limit: number
  remaining: number
  /** Milliseconds until nothing of it is used any more, if nothing is asked. */
  resetMs: number
}

/** The limits of a caller, each absent where there is none. */
export interface RateLimitsTold {
  requests?: RateLimitTold
  tokens?: RateLimitTold
}

/** What clients of each dialect read of their limits. Gemini has no such headers; some of its clients read OpenAI's. */
const WRITERS: Record<DialectId, (told: RateLimitsTold, nowMs: number) => Record<string, string>> = {
  'openai-chat': openai,
  'openai-responses': openai,
  'anthropic-messages': anthropic,
  'gemini-generate': openai,
}

/** @param nowMs wall clock */
export const rateLimitHeaders = (told: RateLimitsTold, dialect: DialectId, nowMs: number): Record<string, string> =>
  WRITERS[dialect](told, nowMs)

const NAMES = ['requests', 'tokens'] as const

/** @see https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
function openai(told: RateLimitsTold): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of NAMES) {
    const one = told[name]
    if (one === undefined) continue
    headers[`x-ratelimit-limit-${name}`] = String(one.limit)
    headers[`x-ratelimit-remaining-${name}`] = String(one.remaining)
    headers[`x-ratelimit-reset-${name}`] = toDuration(one.resetMs)
  }
  return headers
}

/** @see https://docs.anthropic.com/en/api/rate-limits#response-headers */
function anthropic(told: RateLimitsTold, nowMs: number): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of NAMES) {
    const one = told[name]
    if (one === undefined) continue
    headers[`anthropic-ratelimit-${name}-limit`] = String(one.limit)
    headers[`anthropic-ratelimit-${name}-remaining`] = String(one.remaining)
    headers[`anthropic-ratelimit-${name}-reset`] = `${new Date(nowMs + one.resetMs).toISOString().slice(0, 19)}Z`
  }
  return headers
}

/** As the vendor writes it: `0s`, `350ms`, `12.5s`, `1m0s`. */
function toDuration(ms: number): string {
  const whole = Math.ceil(ms)
  if (whole > 0 && whole < 1_000) return `${whole}ms`
  const minutes = Math.floor(whole / 60_000)
  const seconds = (whole - minutes * 60_000) / 1_000
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`
}
