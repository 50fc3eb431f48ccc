import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'

export const ALERT_KINDS = [
  'low_balance',
  'limit_threshold',
  'drift',
  'dead_letters',
  'leases_draining',
  'epoch_raised',
] as const
/** Kinds that billing opens and closes; `journal_backlog` is admin-api's, which hears the gateways. */
export type AlertKind = (typeof ALERT_KINDS)[number]

export interface RaisedAlert {
  /** Whose it is: an account, a window, a node, an invariant. */
  subject_id: string
  /** Figures of this look, amounts as text. */
  detail: Record<string, unknown>
}

/** Rows of `alert`: one open one a kind and subject. Who sends them reads `delivered_at`. */
@Injectable()
export class AlertsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /**
   * What is true now of a kind: opens what is new, closes what is over. Safe on any number of billings at once.
   * @param looked of which subjects this look says anything; absent: of all
   */
  async sync(kind: AlertKind, raised: readonly RaisedAlert[], looked?: readonly string[]): Promise<void> {
    await this.database.rows({ sql: SYNC, values: [kind, JSON.stringify(raised), looked ?? null] })
  }

  /** The same of a query with columns `subject_id` and `detail`. */
  async syncQuery(kind: AlertKind, query: string): Promise<void> {
    await this.sync(kind, await this.database.rows<RaisedAlert>({ sql: query, values: [] }))
  }
}

/** An open alert that goes on is touched now and then, not at each look. */
const SYNC = `
WITH raised AS MATERIALIZED (
  SELECT subject_id, detail FROM jsonb_to_recordset($2::jsonb) AS r(subject_id text, detail jsonb)
), opened AS (
  INSERT INTO alert (id, kind, subject_id, detail)
  SELECT gen_random_uuid(), $1::text, subject_id, detail FROM raised ORDER BY subject_id
  ON CONFLICT (kind, subject_id) WHERE closed_at IS NULL DO UPDATE SET seen_at = now(), detail = EXCLUDED.detail
    WHERE alert.seen_at < now() - interval '5 minutes'
), closed AS (
  UPDATE alert SET closed_at = now()
  WHERE kind = $1::text AND closed_at IS NULL AND ($3::text[] IS NULL OR subject_id = ANY ($3::text[]))
    AND subject_id NOT IN (SELECT subject_id FROM raised)
)
SELECT 1 AS done`
