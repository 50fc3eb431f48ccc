import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'
import { windowIdOf, windowOf } from './limit-window.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Without daylight saving, with it over midnight in both directions, odd offsets, half an hour, a day that was left out. */
const ZONES = [
  ...['Asia/Shanghai', 'UTC', 'Asia/Kathmandu', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'],
  ...['America/Havana', 'Atlantic/Azores', 'Asia/Beirut', 'America/Sao_Paulo', 'Pacific/Apia', 'America/St_Johns'],
]
const FROM_MS = Date.parse('1995-01-01T00:00:00Z')
const TO_MS = Date.parse('2035-01-01T00:00:00Z')

interface Limit {
  period: string
  startsOn: string | null
  endsOn: string | null
}
interface Window {
  startMs: number
  /** `Infinity`: it never ends. */
  endMs: number
  isClosed: boolean
}

let ledger: TestLedger
let client: pg.Client
beforeAll(async () => {
  ledger = await startTestLedger()
  client = new pg.Client({ connectionString: ledger.server.superuserUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await ledger.stop()
})

async function windowAt({ period, startsOn, endsOn }: Limit, zone: string, atMs: number): Promise<Window> {
  const { rows } = await client.query<{ start_ms: number; end_ms: number | null; is_closed: boolean }>(
    `SELECT extract(epoch FROM w.window_start) * 1000 AS start_ms, w.is_closed,
       CASE WHEN isfinite(w.window_end) THEN extract(epoch FROM w.window_end) * 1000 END AS end_ms
     FROM (SELECT $1::text AS period, $2::date AS starts_on, $3::date AS ends_on, $4::text AS zone, to_timestamp($5::float8) AS at) s
     CROSS JOIN LATERAL (${windowOf({ limit: 's', zone: 's.zone', at: 's.at' })}) w`,
    [period, startsOn, endsOn, zone, atMs / 1_000],
  )
  const [row] = rows
  if (row === undefined) throw new Error('no window')
  return {
    startMs: Number(row.start_ms),
    endMs: row.end_ms === null ? Number.POSITIVE_INFINITY : Number(row.end_ms),
    isClosed: row.is_closed,
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** The campus day of an instant, YYYY-MM-DD, by the other time zone data on this machine. */
function dayOf(atMs: number, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  return format.format(atMs)
}
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const zones = fc.constantFrom(...ZONES)
const instants = fc.integer({ min: FROM_MS, max: TO_MS })
/** Near the hour at which something happens: midnights and the hours around. */
const nearMidnight = fc
  .tuple(fc.integer({ min: FROM_MS / DAY_MS, max: TO_MS / DAY_MS }), fc.integer({ min: -15, max: 15 }), fc.nat(7_200))
  .map(([day, hour, seconds]) => day * DAY_MS + hour * HOUR_MS + seconds * 1_000)
const cases = fc.tuple(fc.constantFrom('day', 'week', 'month'), zones, fc.oneof(instants, nearMidnight))

describe('the window of an instant', () => {
  it('M22 property: holds the instant, in days of the campus, and the next one begins where it ends', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ([period, zone, atMs]) => {
        const limit = { period, startsOn: null, endsOn: null }
        const { startMs, endMs, isClosed } = await windowAt(limit, zone, atMs)
        expect(isClosed).toBe(false)
        expect(startMs).toBeLessThanOrEqual(atMs)
        expect(atMs).toBeLessThan(endMs)
        expect(dayOf(startMs - 1, zone) < dayOf(startMs, zone)).toBe(true)
        expect(dayOf(endMs - 1, zone) < dayOf(endMs, zone)).toBe(true)
        const [first, last] = [dayOf(startMs, zone), dayOf(endMs - 1, zone)]
        if (period === 'day') expect(last).toBe(first)
        if (period === 'month') expect([first.slice(0, 7), first.slice(8)]).toEqual([last.slice(0, 7), '01'])
        if (period === 'week') expect([weekdayOf(first), endMs - startMs < 8 * DAY_MS]).toEqual([1, true])
        expect((await windowAt(limit, zone, endMs)).startMs).toBe(endMs)
        expect((await windowAt(limit, zone, startMs)).endMs).toBe(endMs)
        expect((await windowAt(limit, zone, startMs - 1)).endMs).toBe(startMs)
      }),
      { numRuns: 400 },
    )
  })

  it('M22 property: every hour around a change of the clocks belongs to exactly one window', async () => {
    const change = fc.constantFrom(
      ['America/Havana', '2025-11-02T04:00:00Z'],
      ['America/Havana', '2025-03-09T05:00:00Z'],
      ['Atlantic/Azores', '2025-10-26T00:00:00Z'],
      ['Asia/Beirut', '2024-03-30T22:00:00Z'],
      ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
      ['Pacific/Apia', '2011-12-30T10:00:00Z'],
    )
    await fc.assert(
      fc.asyncProperty(change, fc.integer({ min: -180, max: 180 }), async ([zone = '', at = ''], minutes) => {
        const atMs = Date.parse(at) + minutes * 60_000
        const { startMs, endMs } = await windowAt({ period: 'day', startsOn: null, endsOn: null }, zone, atMs)
        expect([startMs <= atMs, atMs < endMs]).toEqual([true, true])
        expect([dayOf(startMs, zone), dayOf(endMs - 1, zone)]).toEqual([dayOf(atMs, zone), dayOf(atMs, zone)])
      }),
      { numRuns: 200 },
    )
  })

  it('a term is open on its days, both included; before and after lies a closed window each', async () => {
    await fc.assert(
      fc.asyncProperty(
        zones,
        fc.integer({ min: 0, max: 14_000 }),
        fc.nat(400),
        fc.integer({ min: -500, max: 900 }),
        async (zone, firstDay, days, offset) => {
          const dayAt = (day: number): string => new Date(FROM_MS + day * DAY_MS).toISOString().slice(0, 10)
          const [startsOn, endsOn] = [dayAt(firstDay), dayAt(firstDay + days)]
          const atMs = FROM_MS + (firstDay + offset) * DAY_MS + 5 * HOUR_MS
          const limit = { period: 'term', startsOn, endsOn }
          const { startMs, endMs, isClosed } = await windowAt(limit, zone, atMs)
          const today = dayOf(atMs, zone)
          expect(startMs <= atMs && atMs < endMs).toBe(true)
          expect(isClosed).toBe(today < startsOn || today > endsOn)
          if (today < startsOn) expect([startMs, dayOf(endMs, zone) >= startsOn]).toEqual([0, true])
          else if (today > endsOn) expect(endMs).toBe(Number.POSITIVE_INFINITY)
          else expect([dayOf(startMs - 1, zone) < startsOn, dayOf(endMs - 1, zone) <= endsOn]).toEqual([true, true])
          if (endMs !== Number.POSITIVE_INFINITY) expect((await windowAt(limit, zone, endMs)).startMs).toBe(endMs)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('a total has one window for ever', async () => {
    const limit = { period: 'total', startsOn: null, endsOn: null }
    const window = { startMs: 0, endMs: Number.POSITIVE_INFINITY, isClosed: false }
    expect(await windowAt(limit, 'Asia/Shanghai', Date.now())).toEqual(window)
  })
})

it('a window has the UUIDv5 of its limit and first instant', () => {
  // by Python: uuid.uuid5(uuid.UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8'), '2026-11-21T16:00:00.000Z')
  const id = windowIdOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', Date.parse('2026-11-21T16:00:00Z'))
  expect(id).toBe('c07fc09b-cb8d-57e3-a679-ad5630a3cbbd')
})
