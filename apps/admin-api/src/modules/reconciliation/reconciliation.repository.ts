import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'
import type { InvariantStateName } from './reconciliation.types.js'

export interface InvariantCheckRow {
  id: string
  says: string
  state: InvariantStateName
  brokenIds: string[]
  checkedAt: Date | null
  failedAt: Date | null
}

export interface LedgerCountsRow {
  openLeaseCount: number
  overdueLeaseCount: number
  poisonCount: number
  unresolvedCount: number
}

/** Reads what billing wrote. */
@Injectable()
export class ReconciliationRepository {
  constructor(private readonly database: Database) {}

  /** A check that no billing has tried to make for two days belongs to an older version: it is left out. */
  async listChecks(): Promise<InvariantCheckRow[]> {
    return await this.database.client.$queryRaw<InvariantCheckRow[]>`
      SELECT id, says, broken_ids AS "brokenIds", checked_at AS "checkedAt", failed_at AS "failedAt", CASE
          WHEN cardinality(broken_ids) > 0 THEN 'broken'
          WHEN checked_at IS NULL OR failed_at IS NOT NULL THEN 'unchecked'
          ELSE 'holds' END AS state
      FROM invariant_check WHERE GREATEST(checked_at, failed_at) > now() - interval '2 days'
      ORDER BY cardinality(broken_ids) = 0, substring(id FROM '\\d+')::int, id LIMIT 100`
  }

  async count(): Promise<LedgerCountsRow> {
    const [row] = await this.database.client.$queryRaw<LedgerCountsRow[]>`
      SELECT (SELECT count(*) FROM lease WHERE state = 'open')::int AS "openLeaseCount",
        (SELECT count(*) FROM lease WHERE state = 'draining' AND expires_at < now() - interval '10 minutes')::int
          AS "overdueLeaseCount",
        (SELECT count(*) FROM dead_letter WHERE kind = 'poison' AND resolved_at IS NULL)::int AS "poisonCount",
        (SELECT count(*) FROM dead_letter WHERE kind = 'unresolved' AND resolved_at IS NULL)::int AS "unresolvedCount"`
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }
}
