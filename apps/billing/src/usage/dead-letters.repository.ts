import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'

export interface DeadLetterRow {
  /** Stream and the instant it was created: sequences start again in a new one. */
  stream: string
  streamSeq: number
  requestId: string | undefined
  kind: 'poison' | 'unresolved'
  reason: string
  /** The message as text; bytes that are no UTF-8 are replaced. */
  text: string
}

export interface ParkedRow {
  id: bigint
  text: string
}

export interface FoundLetter extends ParkedRow {
  is_resolved: boolean
}

const MAX_TEXT_LENGTH = 64 * 1024

/** Events that cannot be settled, in Postgres: neither the bus nor its age limits can lose them. */
@Injectable()
export class DeadLettersRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Idempotent by stream, sequence and request id. */
  async store(letters: readonly DeadLetterRow[]): Promise<void> {
    await this.database.rows({
      sql: STORE,
      values: [
        JSON.stringify(
          letters.map((letter) => ({
            stream: letter.stream,
            stream_seq: letter.streamSeq,
            request_id: letter.requestId ?? null,
            kind: letter.kind,
            reason: storable(letter.reason),
            payload: { text: storable(letter.text.slice(0, MAX_TEXT_LENGTH)) },
          })),
        ),
      ],
    })
  }

  /** Parked events by id, oldest first. */
  listParked(afterId: bigint, limit: number): Promise<ParkedRow[]> {
    return this.database.rows<ParkedRow>({ sql: LIST_PARKED, values: [afterId, BigInt(limit)] })
  }

  async find(id: bigint): Promise<FoundLetter | undefined> {
    return (await this.database.rows<FoundLetter>({ sql: FIND, values: [id] }))[0]
  }

  /** Tried once more, by the job or by a person; also where nothing came of it. */
  async markTried(ids: readonly bigint[], byUserId?: string): Promise<void> {
    await this.database.rows({ sql: MARK_TRIED, values: [ids.map(String), byUserId ?? null] })
  }

  async isAdmin(userId: string): Promise<boolean> {
    const sql = `SELECT 1 FROM app_user WHERE id = $1::uuid AND state = 'active' AND deleted_at IS NULL AND role IN ('admin', 'root')`
    return (await this.database.rows({ sql, values: [userId] })).length === 1
  }

  async markResolved(ids: readonly bigint[]): Promise<void> {
    await this.database.rows({
      sql: 'UPDATE dead_letter SET resolved_at = now() WHERE id = ANY($1::bigint[]) RETURNING id',
      values: [ids.map(String)],
    })
  }

  /** A parked event that turned out to be wrong for good. */
  async markPoison(id: bigint, reason: string): Promise<void> {
    await this.database.rows({
      sql: `UPDATE dead_letter SET kind = 'poison', reason = $2::text WHERE id = $1::bigint RETURNING id`,
      values: [id, storable(reason)],
    })
  }
}

const STORE = `
INSERT INTO dead_letter (stream, stream_seq, request_id, kind, reason, payload)
SELECT stream, stream_seq, request_id, kind, reason, payload
FROM jsonb_to_recordset($1::jsonb) AS d(stream text, stream_seq bigint, request_id uuid, kind text, reason text, payload jsonb)
ORDER BY stream, stream_seq
ON CONFLICT (stream, stream_seq, request_id) DO NOTHING
RETURNING id`

const LIST_PARKED = `
SELECT id, payload ->> 'text' AS text FROM dead_letter
WHERE kind = 'unresolved' AND resolved_at IS NULL AND id > $1::bigint ORDER BY id LIMIT $2::bigint`

const FIND = `
SELECT id, payload ->> 'text' AS text, resolved_at IS NOT NULL AS is_resolved FROM dead_letter WHERE id = $1::bigint`

const MARK_TRIED = `
UPDATE dead_letter SET attempts = attempts + 1, replayed_by_user_id = COALESCE($2::uuid, replayed_by_user_id),
  replayed_at = CASE WHEN $2::uuid IS NULL THEN replayed_at ELSE now() END
WHERE id = ANY($1::bigint[]) RETURNING id`
