import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'
import type { CountsRow } from './traffic.repository.js'
import { COUNTS } from './traffic-source.repository.js'

export interface ActivityRow extends CountsRow {
  calls: bigint
  completedCalls: bigint
}

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
}
