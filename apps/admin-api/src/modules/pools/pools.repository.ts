import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { LedgerAccountStateName } from '../finance/ledger-account.types.js'

export interface PoolRow {
  id: string
  name: string
  state: LedgerAccountStateName
  courseId: string | null
  ownerUserId: string | null
  createdAt: Date
  keyCount: number
  isUsable: boolean
}

export interface PoolQuery {
  /** Whose view it is. */
  userId: string
  isUsable?: boolean | undefined
  state?: LedgerAccountStateName | undefined
  courseId?: string | undefined
  /** Pattern of LIKE. */
  pattern?: string | undefined
}

/** As billing asks it at each acquire: owner, or member of the course while it lasts. */
const usableBy = (userId: string): Prisma.Sql => Prisma.sql`(a.state = 'active' AND (
  a.owner_user_id IS NOT DISTINCT FROM ${userId}::uuid OR EXISTS (
    SELECT FROM course c JOIN course_member m ON m.course_id = c.id CROSS JOIN setting s
    WHERE c.id = a.course_id AND m.user_id = ${userId}::uuid AND m.left_at IS NULL
      AND c.deleted_at IS NULL AND c.ended_at IS NULL
      AND (c.ends_on IS NULL OR c.ends_on >= (now() AT TIME ZONE s.time_zone)::date))))`

const shown = (userId: string): Prisma.Sql => Prisma.sql`a.id, a.name, a.state, a.course_id AS "courseId",
  a.owner_user_id AS "ownerUserId", a.created_at AS "createdAt", ${usableBy(userId)} AS "isUsable",
  (SELECT count(*) FROM api_key k WHERE k.payer_account_id = a.id AND k.state = 'active')::int AS "keyCount"`

/** Reads what billing wrote. */
@Injectable()
export class PoolsRepository {
  constructor(private readonly database: Database) {}

  async list(page: PageRequest, query: PoolQuery): Promise<{ rows: PoolRow[]; totalCount: number }> {
    const where = Prisma.join(
      [
        Prisma.sql`a.kind = 'pool'`,
        ...(query.isUsable === undefined ? [] : [Prisma.sql`${usableBy(query.userId)} = ${query.isUsable}`]),
        ...(query.state ? [Prisma.sql`a.state = ${query.state}`] : []),
        ...(query.courseId ? [Prisma.sql`a.course_id = ${query.courseId}::uuid`] : []),
        ...(query.pattern ? [Prisma.sql`a.name ILIKE ${query.pattern}`] : []),
      ],
      ' AND ',
    )
    const [name, id] = page.after ?? []
    const after = name === undefined ? Prisma.sql`true` : Prisma.sql`(a.name, a.id) > (${name}, ${cursorId(id)}::uuid)`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<PoolRow[]>`
        SELECT ${shown(query.userId)} FROM account a WHERE ${where} AND ${after}
        ORDER BY a.name, a.id LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 FROM account a WHERE ${where} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }

  /** Names are not unique: whoever means one pool has to look whether there are more. */
  async findIdsByName(name: string, tx: Tx = this.database.client): Promise<string[]> {
    const rows = await tx.account.findMany({ where: { kind: 'pool', name }, select: { id: true }, take: 2 })
    return rows.map(({ id }) => id)
  }

  /** @param userId whose view it is: `isUsable` is his */
  async find(id: string, userId: string, tx: Tx = this.database.client): Promise<PoolRow | undefined> {
    const [row] = await tx.$queryRaw<PoolRow[]>`
      SELECT ${shown(userId)} FROM account a WHERE a.id = ${id}::uuid AND a.kind = 'pool'`
    return row
  }
}
