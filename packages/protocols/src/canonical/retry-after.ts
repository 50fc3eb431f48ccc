type HeaderValue = string | readonly string[] | undefined

/** Longer waits are no hint but a mistake, or a way to switch a key off. */
const MAX_SECONDS = 3_600
/** `Date.parse` alone makes a date of nearly anything. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? .{10,30}$/
const MS_PER_SECOND = 1_000

/**
 * `retry-after-ms`, else `retry-after` as seconds or as a date → whole seconds, at least 1 and at most an hour.
 * @param headers names in lower case
 * @returns `undefined` where nothing usable is told
 */
export function parseRetryAfter(headers: Readonly<Record<string, HeaderValue>>, nowMs: number): number | undefined {
  const milliseconds = toNumber(headers['retry-after-ms'])
  if (milliseconds !== undefined) return bounded(milliseconds / MS_PER_SECOND)
  const value = headers['retry-after']
  const seconds = toNumber(value)
  if (seconds !== undefined) return bounded(seconds)
  const date = typeof value === 'string' && HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : bounded((date - nowMs) / MS_PER_SECOND)
}

const toNumber = (value: HeaderValue): number | undefined =>
  typeof value === 'string' && /^\d{1,12}(\.\d{1,6})?$/.test(value.trim()) ? Number(value) : undefined

const bounded = (seconds: number): number => Math.min(MAX_SECONDS, Math.max(1, Math.ceil(seconds)))
