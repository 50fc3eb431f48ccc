import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import type { TrafficIntervalName } from './traffic.types.js'
import type { TrafficQuery } from './traffic-query.js'
import { COUNTS, countsOf, isOfPeople, SUMS, sourceOf } from './traffic-source.repository.js'

export interface CountsRow {
  /** Calls by bucket; null: not kept. */
  durationCounts: number[] | null
  firstByteCounts: number[] | null
}

export interface SumsRow extends CountsRow {
  calls: bigint
  failedCalls: bigint
  inputTokens: bigint
  cachedTokens: bigint
  outputTokens: bigint
  reasoningTokens: bigint
  amountNanos: bigint
}

export interface PointRow extends SumsRow {
  startsAt: Date
  date: string
}

export interface OutcomeRow {
  code: string
  calls: bigint
}

/** More classes of errors than there are. */
const MAX_OUTCOMES = 100

/** Reads what billing rolled up; whoever asks was checked by the service. */
@Injectable()
export class TrafficRepository {
  constructor(private readonly database: Database) {}

  /** One row for each hour, day, week or month until now, empty ones included. */
  async listPoints(query: TrafficQuery, interval: TrafficIntervalName): Promise<PointRow[]> {
    const source = sourceOf(query, { interval })
    const slot = slotOf(query, interval)
    const rows = await this.database.client.$queryRaw<(Nullable<SumsRow> & { startsAt: Date; date: string })[]>`
      WITH zone AS MATERIALIZED (SELECT time_zone AS name FROM setting), slot AS MATERIALIZED (${slot.series}), summed AS (
        SELECT ${slot.of} AS start, ${SUMS}, ${countsOf(source)} FROM ${source.from} GROUP BY 1
      )
      SELECT ${slot.instant} AS "startsAt", ${slot.day}::text AS date, summed.*
      FROM slot CROSS JOIN zone LEFT JOIN summed ON summed.start = slot.start ORDER BY slot.start`
    const none = source.hasLatency ? [] : null
    return rows.map(({ startsAt, date, ...sums }) => ({ startsAt, date, ...filled(sums, none) }))
  }

  /** How long calls of a key, or of a user's keys, took: by campus day, week or month, as `YYYY-MM-DD` → counts. */
  async countsByDate(
    query: TrafficQuery,
    interval: Exclude<TrafficIntervalName, 'hour'>,
  ): Promise<Map<string, CountsRow>> {
    const rows = await this.database.client.$queryRaw<(CountsRow & { date: string })[]>`
      SELECT date_trunc(${interval}, s.occurred_on)::date::text AS date, ${COUNTS}
      FROM usage_key_daily s WHERE ${ofKeys(query)} GROUP BY 1`
    return new Map(rows.map(({ date, ...counts }) => [date, counts]))
  }

  /** The same of each of these keys over all of the time. */
  async countsByKey(
    keyIds: readonly string[],
    { from, to }: Pick<TrafficQuery, 'from' | 'to'>,
  ): Promise<Map<string, CountsRow>> {
    const rows = await this.database.client.$queryRaw<(CountsRow & { id: string })[]>`
      SELECT s.key_id AS id, ${COUNTS} FROM usage_key_daily s
      WHERE s.key_id = ANY (${[...keyIds]}::uuid[]) AND s.occurred_on BETWEEN ${from}::date AND ${to}::date GROUP BY 1`
    return new Map(rows.map(({ id, ...counts }) => [id, counts]))
  }

  /** Calls that did not complete, the most frequent class first. */
  async listOutcomes(query: TrafficQuery): Promise<OutcomeRow[]> {
    const from = isOfPeople(query) ? Prisma.sql`usage_key_daily s WHERE ${ofKeys(query)}` : sourceOf(query, {}).from
    return await this.database.client.$queryRaw<OutcomeRow[]>`
      SELECT s.outcome AS code, sum(s.calls)::bigint AS calls FROM ${from} AND s.outcome <> 'completed'
      GROUP BY 1 HAVING sum(s.calls) > 0 ORDER BY 2 DESC, 1 LIMIT ${MAX_OUTCOMES}`
  }
}

type Nullable<Row> = { [Name in keyof Row]: Row[Name] | null }

/** @param none what counts are where there were no calls */
const filled = (sums: Nullable<SumsRow>, none: number[] | null): SumsRow => ({
  calls: sums.calls ?? 0n,
  failedCalls: sums.failedCalls ?? 0n,
  inputTokens: sums.inputTokens ?? 0n,
  cachedTokens: sums.cachedTokens ?? 0n,
  outputTokens: sums.outputTokens ?? 0n,
  reasoningTokens: sums.reasoningTokens ?? 0n,
  amountNanos: sums.amountNanos ?? 0n,
  durationCounts: sums.durationCounts ?? none,
  firstByteCounts: sums.firstByteCounts ?? none,
})

const ofKeys = ({ from, to, apiKeyId, userId }: TrafficQuery): Prisma.Sql => {
  const days = Prisma.sql`s.occurred_on BETWEEN ${from}::date AND ${to}::date`
  const ofUser =
    userId === undefined
      ? Prisma.empty
      : Prisma.sql`AND s.key_id IN (SELECT id FROM api_key WHERE user_id = ${userId}::uuid)`
  return apiKeyId === undefined
    ? Prisma.sql`${days} ${ofUser}`
    : Prisma.sql`s.key_id = ${apiKeyId}::uuid AND ${days} ${ofUser}`
}

/** The starts of all points (`zone.name` is the campus time zone) and which of them a row `s` belongs to. */
function slotOf({ from, to }: TrafficQuery, interval: TrafficIntervalName) {
  const dayAfter = Prisma.sql`(${to}::date + 1)::timestamp AT TIME ZONE zone.name`
  if (interval === 'hour') {
    return {
      series: Prisma.sql`SELECT start FROM zone CROSS JOIN LATERAL generate_series(
        date_trunc('hour', ${from}::date::timestamp AT TIME ZONE zone.name),
        LEAST(${dayAfter} - interval '1 hour', now()), interval '1 hour') AS t(start)`,
      of: Prisma.sql`s.hour`,
      instant: Prisma.sql`slot.start`,
      day: Prisma.sql`(slot.start AT TIME ZONE zone.name)::date`,
    }
  }
  return {
    series: Prisma.sql`SELECT start::date AS start FROM zone CROSS JOIN LATERAL generate_series(
      date_trunc(${interval}, ${from}::date::timestamp), LEAST(${to}::date::timestamp, now() AT TIME ZONE zone.name),
      ('1 ' || ${interval})::interval) AS t(start)`,
    of: Prisma.sql`date_trunc(${interval}, s.occurred_on::timestamp)::date`,
    instant: Prisma.sql`slot.start::timestamp AT TIME ZONE zone.name`,
    day: Prisma.sql`slot.start`,
  }
}
