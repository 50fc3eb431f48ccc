import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import type { LotMovement } from '@tollgate/pricing'
import { Database } from '../../database/database.repository.js'
import { cursorNumber, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'

export interface AccountEntryRow {
  /** Of the ledger entry: the order of an account's history. */
  entryId: bigint
  transactionId: string
  kind: string
  requestId: string | null
  /** The call that a correction corrects. */
  correctedRequestId: string | null
  amountNanos: bigint
  balanceAfterNanos: bigint
  counterpartId: string
  occurredOn: string
  period: string
  createdAt: Date
  reason: string | null
  actorUserId: string | null
  secondUserId: string | null
}

export interface LotRow {
  id: string
  kind: string
  reason: string | null
  amountNanos: bigint
  expiredNanos: bigint
  expiresAt: Date | null
  createdAt: Date
}

/** Newest lots that are told of; older ones without a rest are history. */
const MAX_LOTS = 1_000

@Injectable()
export class AccountHistoryRepository {
  constructor(private readonly database: Database) {}

  /** Entries of one account, newest first, each with the balance right after it. One statement: one snapshot. */
  async list(
    page: PageRequest,
    { accountId, kind }: { accountId: string; kind: string | undefined },
  ): Promise<{ rows: AccountEntryRow[]; totalCount: number }> {
    const [after] = page.after ?? []
    const ofKind = kind === undefined ? Prisma.empty : Prisma.sql`AND t.kind = ${kind}`
    const before = after === undefined ? Prisma.empty : Prisma.sql`AND e.id < ${cursorNumber(after)}::bigint`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<AccountEntryRow[]>`
        WITH page AS MATERIALIZED (
          SELECT e.id, e.txn_id, e.amount FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id
          WHERE e.account_id = ${accountId}::uuid ${ofKind} ${before}
          ORDER BY e.id DESC LIMIT ${page.first + 1}
        ), newest AS (
          SELECT (SELECT balance FROM account WHERE id = ${accountId}::uuid) - COALESCE((
            SELECT sum(n.amount) FROM ledger_entry n
            WHERE n.account_id = ${accountId}::uuid AND n.id > (SELECT max(id) FROM page)), 0) AS balance
        ), running AS (
          SELECT r.id, newest.balance - (sum(r.amount) OVER (ORDER BY r.id DESC) - r.amount) AS balance_after
          FROM ledger_entry r CROSS JOIN newest
          WHERE r.account_id = ${accountId}::uuid AND r.id BETWEEN (SELECT min(id) FROM page) AND (SELECT max(id) FROM page)
        )
        SELECT page.id AS "entryId", t.id AS "transactionId", t.kind, t.request_id AS "requestId",
          c.request_id AS "correctedRequestId", page.amount AS "amountNanos",
          running.balance_after::bigint AS "balanceAfterNanos", other.account_id AS "counterpartId",
          t.occurred_on::text AS "occurredOn", t.period, t.created_at AS "createdAt", t.meta ->> 'reason' AS reason,
          t.meta ->> 'actorUserId' AS "actorUserId", t.meta ->> 'secondUserId' AS "secondUserId"
        FROM page JOIN running ON running.id = page.id JOIN ledger_txn t ON t.id = page.txn_id
        LEFT JOIN ledger_txn c ON c.id = t.corrects_txn
        JOIN LATERAL (
          SELECT account_id FROM ledger_entry o WHERE o.txn_id = t.id AND o.id <> page.id ORDER BY o.id LIMIT 1
        ) other ON true
        ORDER BY page.id DESC`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (
          SELECT 1 FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id
          WHERE e.account_id = ${accountId}::uuid ${ofKind} LIMIT ${MAX_TOTAL}
        ) entry`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }

  /** What lots need to know of the account's history, oldest first. */
  async listMovements(accountId: string): Promise<LotMovement[]> {
    const rows = await this.database.client.$queryRaw<MovementRow[]>`
      SELECT type, lot_id AS "lotId", amount AS "amountNanos", (extract(epoch FROM expires_at) * 1000)::bigint AS "expiresAtMs"
      FROM audit_v1.lot_movements WHERE account_id = ${accountId}::uuid ORDER BY entry_id`
    return rows.map(({ type, lotId, amountNanos, expiresAtMs }): LotMovement => {
      if (type === 'debit') return { type, nanos: -amountNanos }
      if (type === 'expire') return { type, lotId: lotId ?? '', nanos: -amountNanos }
      return {
        type,
        lotId: lotId ?? '',
        nanos: amountNanos,
        expiresAtMs: expiresAtMs === null ? null : Number(expiresAtMs),
      }
    })
  }

  async listLots(accountId: string): Promise<LotRow[]> {
    return await this.database.client.$queryRaw<LotRow[]>`
      SELECT l.id, t.kind, t.meta ->> 'reason' AS reason, l.amount AS "amountNanos", l.expired AS "expiredNanos",
        l.expires_at AS "expiresAt", l.created_at AS "createdAt"
      FROM grant_lot l JOIN ledger_txn t ON t.id = l.id
      WHERE l.account_id = ${accountId}::uuid ORDER BY l.created_at DESC, l.id DESC LIMIT ${MAX_LOTS}`
  }
}

interface MovementRow {
  type: LotMovement['type']
  lotId: string | null
  /** Signed, as in the ledger. */
  amountNanos: bigint
  expiresAtMs: bigint | null
}
