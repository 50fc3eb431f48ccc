import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'

export interface LedgerEntryRow {
  accountId: string
  isRevenue: boolean
  amountNanos: bigint
}

export interface LedgerTransactionRow {
  id: string
  requestId: string | null
  kind: string
  occurredOn: string
  period: string
  createdAt: Date
  reason: string | null
  actorUserId: string | null
  /** Of a correction. */
  secondUserId: string | null
  entries: LedgerEntryRow[]
}

const SHOWN = {
  id: true,
  requestId: true,
  kind: true,
  occurredOn: true,
  period: true,
  createdAt: true,
  meta: true,
  entries: { select: { accountId: true, amount: true }, orderBy: { accountId: 'asc' } },
} as const

/** Billing keeps the keys of each kind of move apart. */
const GRANT_PREFIX = 'grant:'

/** Reads what billing wrote. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    query: { accountId?: string | undefined; kind?: string | undefined },
  ): Promise<{ rows: LedgerTransactionRow[]; totalCount: number }> {
    const where: Prisma.LedgerTxnWhereInput = {
      ...(query.kind !== undefined && { kind: query.kind }),
      ...(query.accountId !== undefined && { entries: { some: { accountId: query.accountId } } }),
    }
    const [createdAt, id] = page.after ?? []
    const bound = createdAt === undefined ? undefined : cursorDate(createdAt)
    const after =
      bound === undefined ? {} : { OR: [{ createdAt: { lt: bound } }, { createdAt: bound, id: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.ledgerTxn.findMany({
        where: { AND: [where, after] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.ledgerTxn.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: await this.#toRows(rows), totalCount }
  }

  async ofRequest(requestId: string): Promise<LedgerTransactionRow[]> {
    const rows = await this.database.client.ledgerTxn.findMany({
      where: { OR: [{ requestId }, { correctsTxn: { in: await this.#idsOf(requestId) } }] },
      orderBy: { createdAt: 'asc' },
      select: SHOWN,
    })
    return this.#toRows(rows)
  }

  /** What was given back of these calls. */
  async refundedOf(requestIds: readonly string[]): Promise<Map<string, bigint>> {
    const rows = await this.database.client.$queryRaw<{ requestId: string; nanos: bigint }[]>`
      SELECT r.request_id AS "requestId", sum(e.amount)::bigint AS nanos
      FROM usage_record r JOIN ledger_txn c ON c.corrects_txn = r.txn_id
      JOIN ledger_entry e ON e.txn_id = c.id AND e.account_id = r.payer_id
      WHERE r.request_id = ANY(${[...requestIds]}::uuid[]) GROUP BY r.request_id`
    return new Map(rows.map(({ requestId, nanos }) => [requestId, nanos]))
  }

  /** Of these idempotency keys of grants, the ones that billing has booked. */
  async findPostedGrants(idempotencyKeys: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.client.ledgerTxn.findMany({
      where: { idemKey: { in: idempotencyKeys.map((key) => GRANT_PREFIX + key) } },
      select: { idemKey: true },
    })
    return new Set(rows.map(({ idemKey }) => idemKey.slice(GRANT_PREFIX.length)))
  }

  async #idsOf(requestId: string): Promise<string[]> {
    const rows = await this.database.client.ledgerTxn.findMany({ where: { requestId }, select: { id: true } })
    return rows.map(({ id }) => id)
  }

  /** Revenue and funding have entries but no row in `account`. */
  async #toRows(
    rows: readonly Prisma.LedgerTxnGetPayload<{ select: typeof SHOWN }>[],
  ): Promise<LedgerTransactionRow[]> {
    const ids = new Set(rows.flatMap(({ entries }) => entries.map(({ accountId }) => accountId)))
    const accounts = await this.database.client.account.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true },
    })
    const known = new Set(accounts.map(({ id }) => id))
    return rows.map(({ meta, entries, ...row }) => {
      const { reason, actorUserId, secondUserId } = (meta ?? {}) as Record<string, unknown>
      return {
        ...row,
        occurredOn: row.occurredOn.toISOString().slice(0, 10),
        reason: typeof reason === 'string' ? reason : null,
        actorUserId: typeof actorUserId === 'string' ? actorUserId : null,
        secondUserId: typeof secondUserId === 'string' ? secondUserId : null,
        entries: entries.map(({ accountId, amount }) => ({
          accountId,
          amountNanos: amount,
          isRevenue: !known.has(accountId),
        })),
      }
    })
  }
}
