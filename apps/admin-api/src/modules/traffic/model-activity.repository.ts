import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'
import type { CountsRow } from './traffic.repository.js'
import { COUNTS } from './traffic-source.repository.js'

export interface ActivityRow extends CountsRow {
  calls: bigint
  completedCalls: bigint
}

export interface ActivityDayRow {
  /** Campus day, YYYY-MM-DD. */
  date: string
  calls: bigint
  completedCalls: bigint
}

const DAYS = 30

/** How models did lately. */
@Injectable()
export class ModelActivityRepository {
  constructor(private readonly database: Database) {}

  /** Of the last 24 hours and the running one; models without calls are not in it. */
  async ofModels(modelIds: readonly string[]): Promise<Map<string, ActivityRow>> {
    const rows = await this.database.client.$queryRaw<(ActivityRow & { id: string })[]>`
      SELECT s.model_id AS id, COALESCE(sum(s.calls) FILTER (WHERE s.outcome <> 'aborted'), 0)::bigint AS calls,
        COALESCE(sum(s.calls) FILTER (WHERE s.outcome = 'completed'), 0)::bigint AS "completedCalls", ${COUNTS}
      FROM usage_traffic s
      WHERE s.hour >= date_trunc('hour', now() - interval '24 hours') AND s.model_id = ANY (${[...modelIds]}::uuid[])
      GROUP BY 1`
    return new Map(rows.map(({ id, ...row }) => [id, row]))
  }

  /** Each of the last 30 campus days, today included, oldest first. */
  async daysOfModels(modelIds: readonly string[]): Promise<Map<string, ActivityDayRow[]>> {
    const rows = await this.database.client.$queryRaw<(ActivityDayRow & { id: string })[]>`
      WITH day AS MATERIALIZED (
        SELECT (now() AT TIME ZONE time_zone)::date - n AS date FROM setting, generate_series(0, ${DAYS - 1}) AS n
      )
      SELECT m.id, day.date::text AS date, COALESCE(sum(s.calls) FILTER (WHERE s.outcome <> 'aborted'), 0)::bigint AS calls,
        COALESCE(sum(s.calls) FILTER (WHERE s.outcome = 'completed'), 0)::bigint AS "completedCalls"
      FROM unnest(${[...modelIds]}::uuid[]) AS m(id) CROSS JOIN day
      LEFT JOIN usage_daily s ON s.dimension = 'model' AND s.dimension_id = m.id AND s.occurred_on = day.date
      GROUP BY 1, 2 ORDER BY 1, 2`
    const days = new Map<string, ActivityDayRow[]>()
    for (const { id, ...day } of rows) days.set(id, [...(days.get(id) ?? []), day])
    return days
  }
}
