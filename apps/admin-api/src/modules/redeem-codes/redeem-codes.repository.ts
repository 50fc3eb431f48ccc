import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { RedeemCodeStateName } from './redeem-codes.types.js'

export interface RedeemBatchRow {
  id: string
  name: string
  amountNanos: bigint
  expiresAt: Date | null
  moneyExpiresAt: Date | null
  revokedAt: Date | null
  createdByUserId: string
  createdAt: Date
  codeCount: number
  redeemedCount: number
  unusedCount: number
  redeemedNanos: bigint
}

export interface RedeemCodeRow {
  id: string
  lastFour: string
  state: RedeemCodeStateName
  redeemedByUserId: string | null
  redeemedAt: Date | null
  transactionId: string | null
}

/** Of code `c` in batch `b`. */
const STATE = Prisma.sql`CASE WHEN c.redeemed_at IS NOT NULL THEN 'redeemed' WHEN b.revoked_at IS NOT NULL THEN 'revoked'
  WHEN LEAST(b.expires_at, b.lot_expires_at) <= now() THEN 'expired' ELSE 'unused' END`

/** Reads what billing wrote. */
@Injectable()
export class RedeemCodesRepository {
  constructor(private readonly database: Database) {}

  async listBatches(page: PageRequest): Promise<{ rows: RedeemBatchRow[]; totalCount: number }> {
    const [createdAt, id] = page.after ?? []
    const after =
      createdAt === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(b.created_at, b.id) < (${cursorDate(createdAt)}::timestamptz, ${cursorId(id)}::uuid)`
    const [rows, totalCount] = await Promise.all([
      this.#selectBatches(after, page.first + 1),
      this.database.client.redeemBatch.count({ take: MAX_TOTAL }),
    ])
    return { rows, totalCount }
  }

  async findBatch(id: string): Promise<RedeemBatchRow | undefined> {
    return (await this.#selectBatches(Prisma.sql`b.id = ${id}::uuid`, 1))[0]
  }

  async #selectBatches(where: Prisma.Sql, limit: number): Promise<RedeemBatchRow[]> {
    return await this.database.client.$queryRaw<RedeemBatchRow[]>`
      SELECT b.id, b.name, b.amount_nanos AS "amountNanos", b.expires_at AS "expiresAt",
        b.lot_expires_at AS "moneyExpiresAt", b.revoked_at AS "revokedAt", b.created_by_user_id AS "createdByUserId",
        b.created_at AS "createdAt", n.codes::int AS "codeCount", n.redeemed::int AS "redeemedCount",
        n.unused::int AS "unusedCount", (n.redeemed * b.amount_nanos)::bigint AS "redeemedNanos"
      FROM redeem_batch b CROSS JOIN LATERAL (
        SELECT count(*) AS codes, count(*) FILTER (WHERE ${STATE} = 'redeemed') AS redeemed,
          count(*) FILTER (WHERE ${STATE} = 'unused') AS unused
        FROM redeem_code c WHERE c.batch_id = b.id
      ) n
      WHERE ${where} ORDER BY b.created_at DESC, b.id DESC LIMIT ${limit}`
  }

  async listCodes(
    page: PageRequest,
    { batchId, state }: { batchId: string; state: RedeemCodeStateName | undefined },
  ): Promise<{ rows: RedeemCodeRow[]; totalCount: number }> {
    const [lastId] = page.after ?? []
    const where = Prisma.sql`c.batch_id = ${batchId}::uuid AND (${state ?? null}::text IS NULL OR ${STATE} = ${state ?? null}::text)`
    const after = lastId === undefined ? Prisma.sql`true` : Prisma.sql`c.id > ${cursorId(lastId)}::uuid`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<RedeemCodeRow[]>`
        SELECT c.id, c.last_four AS "lastFour", ${STATE} AS state, c.redeemed_by_user_id AS "redeemedByUserId",
          c.redeemed_at AS "redeemedAt", c.txn_id AS "transactionId"
        FROM redeem_code c JOIN redeem_batch b ON b.id = c.batch_id
        WHERE ${where} AND ${after} ORDER BY c.id LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (
          SELECT 1 FROM redeem_code c JOIN redeem_batch b ON b.id = c.batch_id WHERE ${where} LIMIT ${MAX_TOTAL}
        ) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }
}
