import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'

export interface OutboxRow {
  id: bigint
  kind: string
  /** Id of the row that it tells of. */
  subject_id: string
  /** PostgreSQL's JSON text: its numbers may exceed what JSON.parse keeps. */
  record: string
}

/** Rows that triggers write in the transaction of the change, billing's and admin-api's. */
@Injectable()
export class LedgerOutboxRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  listWaiting(limit: number): Promise<OutboxRow[]> {
    return this.database.rows<OutboxRow>({ sql: LIST_WAITING, values: [BigInt(limit)] })
  }

  async markPublished(ids: readonly bigint[]): Promise<void> {
    await this.database.rows({ sql: MARK_PUBLISHED, values: [ids.map(String)] })
  }

  async countWaiting(): Promise<number> {
    const [row] = await this.database.rows<{ waiting: bigint }>({ sql: COUNT_WAITING, values: [] })
    return Number(row?.waiting ?? 0n)
  }

  /** Where the stream is another one than before, all rows wait again. @returns whether it was */
  async adoptStream(created: string): Promise<boolean> {
    return (await this.database.rows({ sql: ADOPT_STREAM, values: [created] })).length === 1
  }
}

const LIST_WAITING = `
SELECT id, kind, COALESCE(record ->> 'id', '') AS subject_id, record::text AS record
FROM ledger_outbox WHERE published_at IS NULL ORDER BY id LIMIT $1::bigint`

const MARK_PUBLISHED = 'UPDATE ledger_outbox SET published_at = now() WHERE id = ANY($1::bigint[]) RETURNING id'

const COUNT_WAITING = 'SELECT count(*) AS waiting FROM ledger_outbox WHERE published_at IS NULL'

const ADOPT_STREAM = `
WITH adopted AS (
  UPDATE ledger_state SET ledger_stream_created = $1::text WHERE ledger_stream_created IS DISTINCT FROM $1::text RETURNING id
), again AS (
  UPDATE ledger_outbox SET published_at = NULL WHERE published_at IS NOT NULL AND EXISTS (SELECT FROM adopted)
)
SELECT id FROM adopted`
