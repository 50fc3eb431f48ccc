import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { LotMovement } from '@tollgate/pricing'
import { Database, LEDGER_DATABASE } from '../../database/database.repository.js'
import { lockAccounts } from '../../ledger/settle-statements.js'
import { FUNDING_ACCOUNT_ID } from '../../ledger/system-accounts.js'
import { applyPosted, PERIOD, TODAY } from '../post-statements.js'

/** What lots need to know of an account, read in one snapshot. */
export interface LotHistory {
  movements: LotMovement[]
  /** Last ledger entry that was seen. */
  lastEntryId: bigint
  /** Lots whose end has passed, in the order of their end. */
  due: { lotId: string; expiredNanos: bigint }[]
}

/** A lot that has ended, as it was seen. */
export interface DueLot {
  lotId: string
  accountId: string
  restNanos: bigint
  expiredNanos: bigint
  lastEntryId: bigint
}

@Injectable()
export class LotsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Accounts with a lot that has ended and something that can be taken, or with nothing at all any more. */
  async listDueAccounts(limit: number): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>({ sql: LIST_DUE_ACCOUNTS, values: [BigInt(limit)] })
    return rows.map(({ id }) => id)
  }

  async readHistory(accountId: string): Promise<LotHistory> {
    const rows = await this.database.rows<HistoryRow>({ sql: READ_HISTORY, values: [accountId] })
    return {
      movements: rows.flatMap(toMovement),
      lastEntryId: rows.reduce((last, { entry_id }) => (entry_id > last ? entry_id : last), 0n),
      due: rows.flatMap(({ type, lot_id, amount }) =>
        type === 'due' ? [{ lotId: lot_id ?? '', expiredNanos: amount }] : [],
      ),
    }
  }

  /**
   * Takes back what is left of the lot and free, account → funding. What was debited since the history was read may have
   * come from this lot, so that much less is taken now. @returns what was taken
   */
  async expire(lot: DueLot): Promise<bigint> {
    const transactionId = randomUUID()
    const results = await this.database.transaction([
      lockAccounts([lot.accountId]),
      {
        sql: EXPIRE_LOT,
        values: [transactionId, lot.lotId, lot.restNanos, lot.lastEntryId, lot.expiredNanos, FUNDING_ACCOUNT_ID],
      },
      applyPosted([transactionId]),
    ])
    const [row] = results[1] as { taken: bigint | null }[]
    return row?.taken ?? 0n
  }
}

interface HistoryRow {
  /** `due`: no movement, but a lot whose end has passed; its amount is what had expired of it. */
  type: 'credit' | 'expire' | 'debit' | 'due'
  entry_id: bigint
  lot_id: string | null
  /** Signed, as in the ledger. */
  amount: bigint
  expires_at_ms: bigint | null
}

function toMovement({ type, lot_id, amount, expires_at_ms }: HistoryRow): LotMovement[] {
  switch (type) {
    case 'credit':
      return [
        {
          type,
          lotId: lot_id ?? '',
          nanos: amount,
          expiresAtMs: expires_at_ms === null ? null : Number(expires_at_ms),
        },
      ]
    case 'expire':
      return [{ type, lotId: lot_id ?? '', nanos: -amount }]
    case 'debit':
      return [{ type, nanos: -amount }]
    case 'due':
      return []
    default:
      throw new Error(`unknown movement ${type satisfies never}`)
  }
}

// $1 limit
const LIST_DUE_ACCOUNTS = `
SELECT a.id FROM grant_lot l JOIN account a ON a.id = l.account_id
WHERE l.closed_at IS NULL AND l.expires_at <= now()
  AND (a.balance - a.held - GREATEST(a.floor, 0) > 0 OR a.balance <= 0)
GROUP BY a.id ORDER BY min(l.expires_at) LIMIT $1::bigint`

// $1 account
const READ_HISTORY = `
SELECT type, entry_id, lot_id, amount, (extract(epoch FROM expires_at) * 1000)::bigint AS expires_at_ms
FROM audit_v1.lot_movements WHERE account_id = $1::uuid
UNION ALL
SELECT 'due', 0, id, expired, (extract(epoch FROM expires_at) * 1000)::bigint FROM grant_lot
WHERE account_id = $1::uuid AND closed_at IS NULL AND expires_at <= now()
ORDER BY 2, 5, 3`

/**
 * $1 transaction, $2 lot, $3 its rest, $4 last entry seen, $5 what had expired of it, $6 funding account. Runs after the
 * account is locked. A lot is closed when nothing can be left of it.
 */
const EXPIRE_LOT = `
WITH lot AS MATERIALIZED (
  SELECT l.id, l.account_id, a.balance - a.held - GREATEST(a.floor, 0) AS free, COALESCE((
    SELECT -sum(e.amount) FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id
    WHERE e.account_id = l.account_id AND e.id > $4::bigint AND e.amount < 0 AND t.kind <> 'expire'), 0)::bigint AS spent_since
  FROM grant_lot l JOIN account a ON a.id = l.account_id
  WHERE l.id = $2::uuid AND l.closed_at IS NULL AND l.expires_at <= now() AND l.expired = $5::bigint
), part AS MATERIALIZED (
  SELECT *, GREATEST(0, LEAST($3::bigint - spent_since, free)) AS taken FROM lot
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $1::uuid, 'expire', 'expire:' || part.id || ':' || $5::bigint, ${TODAY}, ${PERIOD},
    jsonb_build_object('lotId', part.id)
  FROM part CROSS JOIN setting s WHERE part.taken > 0
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN part CROSS JOIN LATERAL (
    VALUES (part.account_id, -part.taken), ($6::uuid, part.taken)) AS leg(account_id, amount)
), closed AS (
  UPDATE grant_lot l SET closed_at = now() FROM part
  WHERE l.id = part.id AND ($3::bigint = 0 OR (part.spent_since = 0 AND part.taken = $3::bigint))
)
SELECT (SELECT part.taken FROM part JOIN txn ON true) AS taken`
