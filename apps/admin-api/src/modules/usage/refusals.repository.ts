import { Injectable } from '@nestjs/common'
import type { Refusals } from '@tollgate/protocols/events'
import { Database } from '../../database/database.repository.js'

/** Of a key the latest so many are kept, of all keys together so many, none for longer than this. */
const MOST_OF_KEY = 100
const MOST_OF_ALL = 200_000
const KEPT_DAYS = 14

export interface RefusedCallRow {
  requestId: string
  keyId: string
  /** The key's owner. */
  userId: string
  code: string
  /** HTTP. */
  status: number
  message: string
  modelName: string | null
  nodeId: string
  refusedAt: Date
}

/** Calls that gateways turned away before anything was reserved: a sample of bounded size, no money. */
@Injectable()
export class RefusalsRepository {
  constructor(private readonly database: Database) {}

  /** Those of keys that there are; what is known already stays as it is. Whose a call was is what the key says, not the gateway. */
  async add({ nodeId, refusals }: Pick<Refusals, 'nodeId' | 'refusals'>): Promise<void> {
    const keyIds = [...new Set(refusals.map(({ keyId }) => keyId))]
    await this.database.client.$transaction([
      this.database.client.$executeRaw`
        INSERT INTO refusal (request_id, key_id, code, status, message, model_name, node_id, refused_at)
        SELECT t."requestId", k.id, t.code, t.status, t.message, t."modelName", ${nodeId}, LEAST(t.at, now())
        FROM jsonb_to_recordset(${JSON.stringify(refusals)}::jsonb)
          AS t("requestId" uuid, "keyId" uuid, code text, status int, message text, "modelName" text, at timestamptz)
        JOIN api_key k ON k.id = t."keyId"
        ON CONFLICT (request_id) DO NOTHING`,
      this.database.client.$executeRaw`
        DELETE FROM refusal WHERE request_id IN (
          SELECT o.request_id FROM unnest(${keyIds}::uuid[]) AS k(id) CROSS JOIN LATERAL (
            SELECT r.request_id FROM refusal r WHERE r.key_id = k.id
            ORDER BY r.refused_at DESC, r.request_id DESC OFFSET ${MOST_OF_KEY}
          ) o
        )`,
    ])
  }

  async find(requestId: string): Promise<RefusedCallRow | undefined> {
    const [row] = await this.database.client.$queryRaw<RefusedCallRow[]>`
      SELECT r.request_id AS "requestId", r.key_id AS "keyId", k.user_id AS "userId", r.code, r.status, r.message,
        r.model_name AS "modelName", r.node_id AS "nodeId", r.refused_at AS "refusedAt"
      FROM refusal r JOIN api_key k ON k.id = r.key_id WHERE r.request_id = ${requestId}::uuid`
    return row
  }

  /** Takes away what is too old, and the oldest where there are too many. @returns how many */
  async sweep(): Promise<number> {
    return await this.database.client.$executeRaw`
      DELETE FROM refusal WHERE refused_at < now() - make_interval(days => ${KEPT_DAYS}) OR refused_at < (
        SELECT refused_at FROM refusal ORDER BY refused_at DESC OFFSET ${MOST_OF_ALL} LIMIT 1
      )`
  }
}
