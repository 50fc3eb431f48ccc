import { createHash } from 'node:crypto'

/**
 * The first instant of a campus day. Where the clocks go back over midnight a day begins twice; PostgreSQL then takes the
 * later beginning, and the hour before it belongs to the same day. Days that the clocks skip begin with the skip.
 */
const startOf = (day: string, zone: string): string => {
  const later = `(${day})::timestamp AT TIME ZONE ${zone}`
  const earlier = `(${later}) - interval '1 hour'`
  return `CASE WHEN ((${earlier}) AT TIME ZONE ${zone})::date = ${day} THEN ${earlier} ELSE ${later} END`
}

export interface WindowSource {
  /** Row with `period`, `starts_on`, `ends_on`: a `spend_limit`. */
  limit: string
  /** Campus time zone, as SQL. */
  zone: string
  /** The instant, as SQL. */
  at: string
}

/**
 * SQL of a one-row subquery `window_start, window_end, is_closed`: the window of a limit that an instant falls in, with
 * its beginning and without its end, in the campus time zone; weeks begin on Monday. One window ends where the next
 * begins. `total` is one window without end. Around a term lie two closed windows, in which nothing may be spent.
 */
export const windowOf = ({ limit, zone, at }: WindowSource): string => `
SELECT
  CASE WHEN days.first_day IS NULL THEN 'epoch'::timestamptz ELSE ${startOf('days.first_day', zone)} END AS window_start,
  CASE WHEN days.next_day IS NULL THEN 'infinity'::timestamptz ELSE ${startOf('days.next_day', zone)} END AS window_end,
  ${limit}.period = 'term' AND campus.today NOT BETWEEN ${limit}.starts_on AND ${limit}.ends_on AS is_closed
FROM (SELECT (${at} AT TIME ZONE ${zone})::date AS today) campus
CROSS JOIN LATERAL (SELECT
  CASE ${limit}.period
    WHEN 'day' THEN campus.today
    WHEN 'week' THEN date_trunc('week', campus.today::timestamp)::date
    WHEN 'month' THEN date_trunc('month', campus.today::timestamp)::date
    WHEN 'term' THEN CASE
      WHEN campus.today > ${limit}.ends_on THEN ${limit}.ends_on + 1
      WHEN campus.today >= ${limit}.starts_on THEN ${limit}.starts_on END
  END AS first_day,
  CASE ${limit}.period
    WHEN 'day' THEN campus.today + 1
    WHEN 'week' THEN date_trunc('week', campus.today::timestamp)::date + 7
    WHEN 'month' THEN (date_trunc('month', campus.today::timestamp) + interval '1 month')::date
    WHEN 'term' THEN CASE
      WHEN campus.today < ${limit}.starts_on THEN ${limit}.starts_on
      WHEN campus.today <= ${limit}.ends_on THEN ${limit}.ends_on + 1 END
  END AS next_day) days`

const VERSION_5 = 0x50
const VARIANT_RFC = 0x80

/** UUIDv5 of a window: name space the limit, name its first instant. Whoever makes the row makes the same one. */
export function windowIdOf(limitId: string, startMs: number): string {
  const hash = createHash('sha1')
  hash.update(Buffer.from(limitId.replaceAll('-', ''), 'hex')).update(new Date(startMs).toISOString())
  const bytes = hash.digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | VERSION_5, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | VARIANT_RFC, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
