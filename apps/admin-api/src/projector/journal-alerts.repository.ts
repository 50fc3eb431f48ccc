import { Injectable } from '@nestjs/common'
import type { JournalHealth } from '@tollgate/protocols/events'
import { Database } from '../database/database.repository.js'

/** Alert `journal_backlog`: one open one a gateway, opened and closed by what the gateways say. */
@Injectable()
export class JournalAlertsRepository {
  constructor(private readonly database: Database) {}

  /** An older word than the last one changes nothing: words may come again, or out of order. */
  async note({ nodeId, state, pending, oldestSeconds, adoptedNodeIds, at }: JournalHealth): Promise<void> {
    const detail = JSON.stringify({ state, pending, oldestSeconds, at })
    const over = state === 'ok' ? [nodeId, ...adoptedNodeIds] : adoptedNodeIds
    await this.database.client.$executeRaw`
      WITH known AS MATERIALIZED (
        SELECT EXISTS (
          SELECT FROM alert WHERE kind = 'journal_backlog' AND subject_id = ${nodeId} AND detail ->> 'at' >= ${at}
        ) AS is_newer
      ), closed AS (
        UPDATE alert SET closed_at = now(), detail = detail || jsonb_build_object('at', ${at}::text)
        WHERE kind = 'journal_backlog' AND closed_at IS NULL AND subject_id = ANY (${over}::text[])
          AND NOT (SELECT is_newer FROM known)
      )
      INSERT INTO alert (id, kind, subject_id, detail)
      SELECT gen_random_uuid(), 'journal_backlog', ${nodeId}, ${detail}::jsonb FROM known
      WHERE ${state} <> 'ok' AND NOT is_newer
      ON CONFLICT (kind, subject_id) WHERE closed_at IS NULL DO UPDATE SET seen_at = now(), detail = EXCLUDED.detail`
  }
}
