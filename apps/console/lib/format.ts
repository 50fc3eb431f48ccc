/** Whole numbers as text or number, grouped by locale and never abbreviated. */
export function formatCount(count: string | number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count as Intl.StringNumericLiteral)
}

export interface TimeFormat {
  locale: string
  /** The campus zone: `Asia/Shanghai`. */
  timeZone: string
}

/** `2026-11-21 18:40`, in the order that the locale writes. */
export function formatDateTime(iso: string, { locale, timeZone }: TimeFormat): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso))
}

/** To the second and with the zone: what a hover shows. */
export function formatExactTime(iso: string, { locale, timeZone }: TimeFormat): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(new Date(iso))
}

/** Milliseconds as people say them: `340 ms`, `2.4 s`, `3 min 05 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** The instant at which a campus day begins, from `YYYY-MM-DD`. */
export function startOfDay(date: string, timeZone: string): string {
  const utc = Date.parse(`${date}T00:00:00Z`)
  const guess = utc - offsetMs(utc, timeZone)
  // once more: the offset may differ on the other side of a clock change
  return new Date(utc - offsetMs(guess, timeZone)).toISOString()
}

/** The instant at which a campus day is over: when the next one begins. */
export function endOfDay(date: string, timeZone: string): string {
  const next = new Date(`${date}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return startOfDay(next.toISOString().slice(0, 10), timeZone)
}

/** `YYYY-MM-DD` of an instant in a zone. */
export function dayOf(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(ms)
}

function offsetMs(utcMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(utcMs)
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(utcMs / 1_000) * 1_000
}
