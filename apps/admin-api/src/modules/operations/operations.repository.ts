import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'

export interface WaitingCounts {
  deadLetters: bigint
  ledgerOutbox: bigint
  openAlerts: bigint
  isRecovering: boolean
}

@Injectable()
export class OperationsRepository {
  constructor(private readonly database: Database) {}

  async count(): Promise<WaitingCounts> {
    const [row] = await this.database.client.$queryRaw<WaitingCounts[]>`
      SELECT (SELECT count(*) FROM dead_letter WHERE resolved_at IS NULL) AS "deadLetters",
        (SELECT count(*) FROM ledger_outbox WHERE published_at IS NULL) AS "ledgerOutbox",
        (SELECT count(*) FROM alert WHERE closed_at IS NULL) AS "openAlerts",
        (SELECT recovering_until_seq IS NOT NULL FROM ledger_state WHERE id = 1) AS "isRecovering"`
    return row ?? { deadLetters: 0n, ledgerOutbox: 0n, openAlerts: 0n, isRecovering: false }
  }

  /** Gateways that should be there: they hold a lease that is open, or asked for one within the last hour. */
  async expectedNodes(): Promise<string[]> {
    const rows = await this.database.client.$queryRaw<{ nodeId: string }[]>`
      SELECT node_id AS "nodeId" FROM lease
      WHERE state = 'open' OR acquired_at > now() - interval '1 hour' GROUP BY 1 ORDER BY 1 LIMIT 256`
    return rows.map(({ nodeId }) => nodeId)
  }
}
