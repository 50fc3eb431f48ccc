import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { foldRevenue, foldStatement, lockRollups } from './fold-statements.js'

/** `usage_traffic` and `usage_key_daily`: what dashboards and reports of months read. */
@Injectable()
export class RollupsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /**
   * Adds what was settled since to the rollups; safe on any number of billings at once.
   * @returns how many deltas were folded, at most `limit`
   */
  async fold(limit: number): Promise<number> {
    const [, rows] = await this.database.transaction([lockRollups, foldStatement(limit)])
    return (rows as { folded: number }[] | undefined)?.[0]?.folded ?? 0
  }
  /** The same of the ledger's sums of revenue. */
  async foldRevenue(): Promise<void> {
    await this.database.rows(foldRevenue)
  }
}
