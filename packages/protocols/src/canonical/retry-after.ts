type HeaderValue = string | readonly string[] | undefined

/** Longer waits are no hint but a mistake, or a way to switch a key off. */
const MAX_SECONDS = 3_600
/** `Date.parse` alone makes a date of nearly anything. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? .{10,30}$/
const MS_PER_SECOND = 1_000

/**
 * `retry-after-ms`, else `retry-after` as seconds or as a date, else the end of the limit that is used up, as OpenAI and
 * Anthropic tell it → whole seconds, at least 1 and at most an hour.
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
  return Number.isNaN(date) ? resetOf(headers, nowMs) : bounded((date - nowMs) / MS_PER_SECOND)
}

type Headers = Readonly<Record<string, HeaderValue>>

/** What is limited, and by which names it is told. */
const LIMITS: readonly { remaining: string; reset: string }[] = [
  ...['requests', 'tokens'].map((name) => ({
    remaining: `x-ratelimit-remaining-${name}`,
    reset: `x-ratelimit-reset-${name}`,
  })),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((name) => ({
    remaining: `anthropic-ratelimit-${name}-remaining`,
    reset: `anthropic-ratelimit-${name}-reset`,
  })),
  { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
]

/** Every limit that is used up must have come back; one that is not says nothing of this refusal. */
function resetOf(headers: Headers, nowMs: number): number | undefined {
  let longest: number | undefined
  for (const { remaining, reset } of LIMITS) {
    if (toNumber(headers[remaining]) !== 0) continue
    const seconds = toSeconds(headers[reset], nowMs)
    if (seconds !== undefined && (longest === undefined || seconds > longest)) longest = seconds
  }
  return longest === undefined ? undefined : bounded(longest)
}

const DURATION = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(Z|[+-]\d{2}:\d{2})$/
/** Larger numbers are instants, in seconds or milliseconds since 1970. */
const OLDEST_INSTANT = 1_000_000_000

/** `1m30s`, `350ms`, a time, an instant, or a number of seconds. */
function toSeconds(value: HeaderValue, nowMs: number): number | undefined {
  const number = toNumber(value)
  if (number !== undefined) {
    if (number < OLDEST_INSTANT) return number
    const instantMs = number < OLDEST_INSTANT * MS_PER_SECOND ? number * MS_PER_SECOND : number
    return (instantMs - nowMs) / MS_PER_SECOND
  }
  if (typeof value !== 'string' || value === '') return undefined
  if (RFC_3339.test(value)) return (Date.parse(value) - nowMs) / MS_PER_SECOND
  const [match, hours = 0, minutes = 0, seconds = 0, ms = 0] = DURATION.exec(value) ?? []
  if (match === undefined) return undefined
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + Number(ms) / MS_PER_SECOND
}

const toNumber = (value: HeaderValue): number | undefined =>
  typeof value === 'string' && /^\d{1,13}(\.\d{1,6})?$/.test(value.trim()) ? Number(value) : undefined

const bounded = (seconds: number): number => Math.min(MAX_SECONDS, Math.max(1, Math.ceil(seconds)))
