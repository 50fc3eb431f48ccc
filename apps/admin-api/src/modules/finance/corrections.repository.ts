import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { CorrectionKindName, CorrectionStateName } from './corrections.types.js'

export interface CorrectionRow {
  id: string
  kind: CorrectionKindName
  state: CorrectionStateName
  amountNanos: bigint
  accountId: string
  toAccountId: string | null
  requestId: string | null
  reason: string
  actorUserId: string
  secondUserId: string
  decidedByUserId: string | null
  decidedAt: Date | null
  decisionNote: string | null
  transactionId: string | null
  createdAt: Date
}

export interface CorrectionQuery {
  state?: CorrectionStateName | undefined
  kind?: CorrectionKindName | undefined
  accountId?: string | undefined
  requestId?: string | undefined
}

const SHOWN = Prisma.sql`id, kind, state, amount_nanos AS "amountNanos", account_id AS "accountId",
  to_account_id AS "toAccountId", request_id AS "requestId", reason, actor_user_id AS "actorUserId",
  second_user_id AS "secondUserId", decided_by_user_id AS "decidedByUserId", decided_at AS "decidedAt",
  decision_note AS "decisionNote", txn_id AS "transactionId", created_at AS "createdAt"`

/** Reads what billing wrote. */
@Injectable()
export class CorrectionsRepository {
  constructor(private readonly database: Database) {}

  /** Those that wait first, then the newest. */
  async list(page: PageRequest, query: CorrectionQuery): Promise<{ rows: CorrectionRow[]; totalCount: number }> {
    const where = Prisma.join(
      [
        Prisma.sql`true`,
        ...(query.state ? [Prisma.sql`state = ${query.state}`] : []),
        ...(query.kind ? [Prisma.sql`kind = ${query.kind}`] : []),
        ...(query.requestId ? [Prisma.sql`request_id = ${query.requestId}::uuid`] : []),
        ...(query.accountId ? [Prisma.sql`${query.accountId}::uuid IN (account_id, to_account_id)`] : []),
      ],
      ' AND ',
    )
    const [isPending, createdAt, id] = page.after ?? []
    const after =
      isPending === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(state = 'pending', created_at, id)
            < (${isPending === 'true'}, ${cursorDate(createdAt)}::timestamptz, ${cursorId(id)}::uuid)`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<CorrectionRow[]>`
        SELECT ${SHOWN} FROM correction WHERE ${where} AND ${after}
        ORDER BY state = 'pending' DESC, created_at DESC, id DESC LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 FROM correction WHERE ${where} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }

  async find(id: string): Promise<CorrectionRow | undefined> {
    const [row] = await this.database.client.$queryRaw<CorrectionRow[]>`
      SELECT ${SHOWN} FROM correction WHERE id = ${id}::uuid`
    return row
  }
}
