import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Grant } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { ENSURE_WALLET } from '../leases/lease-statements.js'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'

export interface GrantRow {
  /** Null: nothing was posted by this call. */
  transaction_id: string | null
  balance: bigint | null
  held: bigint | null
  is_actor_allowed: boolean
  is_account_known: boolean
  is_owner_active: boolean
}

export interface PostedGrantRow {
  transaction_id: string
  account_id: string
  amount: bigint
  balance: bigint
  held: bigint
}

@Injectable()
export class GrantsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Posts funding → account once per idempotency key, if the actor may and the account can be credited. */
  async post(grant: Grant): Promise<GrantRow> {
    const meta = { actorUserId: grant.actorUserId, reason: storable(grant.reason) }
    const results = await this.database.transaction([
      { sql: ENSURE_WALLET, values: [grant.accountId] },
      {
        sql: POST_GRANT,
        values: [
          ...[randomUUID(), idempotencyKeyOf(grant), grant.accountId, grant.amountNanos, grant.actorUserId],
          ...[JSON.stringify(meta), FUNDING_ACCOUNT_ID],
        ],
      },
    ])
    const [row] = results[1] as GrantRow[]
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }

  async findPosted(grant: Grant): Promise<PostedGrantRow | undefined> {
    const values = [idempotencyKeyOf(grant), FUNDING_ACCOUNT_ID]
    return (await this.database.rows<PostedGrantRow>({ sql: FIND_POSTED, values }))[0]
  }
}

const idempotencyKeyOf = (grant: Grant): string => `grant:${grant.idempotencyKey}`

// $1 txn, $2 idempotency key, $3 account, $4 amount, $5 actor, $6 meta, $7 funding account
const POST_GRANT = `
WITH actor AS MATERIALIZED (
  SELECT 1 FROM app_user WHERE id = $5::uuid AND state = 'active' AND deleted_at IS NULL AND role IN ('admin', 'root')
), target AS MATERIALIZED (
  SELECT id, balance, held FROM account WHERE id = $3::uuid AND kind IN ('wallet', 'pool') FOR UPDATE
), owner AS MATERIALIZED (
  SELECT t.id, NOT EXISTS (SELECT FROM app_user u WHERE u.wallet_account_id = t.id AND (u.state <> 'active' OR u.deleted_at IS NOT NULL)) AS is_active
  FROM target t
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $1::uuid, 'grant', $2::text, (now() AT TIME ZONE s.time_zone)::date, to_char(now() AT TIME ZONE s.time_zone, 'YYYY-MM'), $6::jsonb
  FROM owner CROSS JOIN setting s WHERE owner.is_active AND EXISTS (SELECT FROM actor)
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN LATERAL (VALUES ($3::uuid, $4::bigint), ($7::uuid, -$4::bigint)) AS leg(account_id, amount)
), credit AS (
  UPDATE account a SET balance = a.balance + $4::bigint FROM txn WHERE a.id = $3::uuid RETURNING a.balance, a.held
)
SELECT (SELECT id FROM txn) AS transaction_id, (SELECT balance FROM credit) AS balance, (SELECT held FROM credit) AS held,
  EXISTS (SELECT FROM actor) AS is_actor_allowed, EXISTS (SELECT FROM target) AS is_account_known,
  COALESCE((SELECT is_active FROM owner), false) AS is_owner_active`

const FIND_POSTED = `
SELECT t.id AS transaction_id, e.account_id, e.amount, a.balance, a.held
FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id <> $2::uuid JOIN account a ON a.id = e.account_id
WHERE t.idem_key = $1::text`
