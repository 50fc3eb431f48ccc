import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Grant } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { ENSURE_WALLET } from '../leases/lease-statements.js'
import { lockAccounts } from '../ledger/settle-statements.js'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type AppliedRow, applyPosted, CAN_RECEIVE, MAY_MOVE_MONEY, PERIOD, TODAY } from './post-statements.js'

export interface GrantRow {
  /** Null: nothing was posted by this call. */
  transaction_id: string | null
  /** Null: no active administrator. */
  is_root: boolean | null
  is_own: boolean
  is_account_known: boolean
  can_receive: boolean
  is_in_time: boolean
}

export interface PostedGrantRow {
  transaction_id: string
  account_id: string
  amount: bigint
  expires_at_ms: bigint | null
  balance: bigint
  held: bigint
}

@Injectable()
export class GrantsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Posts funding → account once per idempotency key, if the actor may and the account can be credited. */
  async post(grant: Grant): Promise<GrantRow & { applied: AppliedRow | undefined }> {
    const transactionId = randomUUID()
    const meta = {
      actorUserId: grant.actorUserId,
      reason: storable(grant.reason),
      ...(grant.expiresAtMs != null && { expiresAtMs: grant.expiresAtMs }),
    }
    const results = await this.database.transaction([
      { sql: ENSURE_WALLET, values: [grant.accountId] },
      lockAccounts([grant.accountId]),
      {
        sql: POST_GRANT,
        values: [
          ...[transactionId, idempotencyKeyOf(grant), grant.accountId, grant.amountNanos, grant.actorUserId],
          ...[JSON.stringify(meta), FUNDING_ACCOUNT_ID, grant.expiresAtMs == null ? null : BigInt(grant.expiresAtMs)],
        ],
      },
      applyPosted([transactionId]),
    ])
    const [row] = results[2] as GrantRow[]
    if (row === undefined) throw new Error('the statement returned no row')
    return { ...row, applied: (results[3] as AppliedRow[])[0] }
  }

  async findPosted(grant: Grant): Promise<PostedGrantRow | undefined> {
    const values = [idempotencyKeyOf(grant), FUNDING_ACCOUNT_ID]
    return (await this.database.rows<PostedGrantRow>({ sql: FIND_POSTED, values }))[0]
  }
}

const idempotencyKeyOf = (grant: Grant): string => `grant:${grant.idempotencyKey}`

// $1 txn, $2 idempotency key, $3 account, $4 amount, $5 actor, $6 meta, $7 funding account, $8 end in ms or null
const POST_GRANT = `
WITH actor AS MATERIALIZED (
  SELECT u.id, u.role = 'root' AS is_root FROM app_user u WHERE u.id = $5::uuid AND ${MAY_MOVE_MONEY}
), target AS MATERIALIZED (
  SELECT a.id, ${CAN_RECEIVE} AS can_receive, a.owner_user_id = $5::uuid AS is_own
  FROM account a WHERE a.id = $3::uuid AND a.kind IN ('wallet', 'pool')
), verdict AS MATERIALIZED (
  SELECT (SELECT is_root FROM actor) AS is_root, COALESCE((SELECT is_own FROM target), false) AS is_own,
    EXISTS (SELECT FROM target) AS is_account_known, COALESCE((SELECT can_receive FROM target), false) AS can_receive,
    $8::bigint IS NULL OR to_timestamp($8::bigint / 1000.0) > now() AS is_in_time
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $1::uuid, 'grant', $2::text, ${TODAY}, ${PERIOD}, $6::jsonb
  FROM verdict v CROSS JOIN setting s
  WHERE v.is_root IS NOT NULL AND (v.is_root OR NOT v.is_own) AND v.can_receive AND v.is_in_time
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN LATERAL (VALUES ($3::uuid, $4::bigint), ($7::uuid, -$4::bigint)) AS leg(account_id, amount)
)
SELECT (SELECT id FROM txn) AS transaction_id, v.* FROM verdict v`

const FIND_POSTED = `
SELECT t.id AS transaction_id, e.account_id, e.amount, (t.meta ->> 'expiresAtMs')::bigint AS expires_at_ms, a.balance, a.held
FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id <> $2::uuid JOIN account a ON a.id = e.account_id
WHERE t.idem_key = $1::text`
