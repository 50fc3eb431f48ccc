import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorNumber, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { DeadLetterKindName } from './dead-letters.types.js'

export interface DeadLetterRow {
  id: bigint
  kind: DeadLetterKindName
  reason: string
  requestId: string | null
  stream: string
  sequence: bigint
  text: string
  attempts: number
  replayedByUserId: string | null
  replayedAt: Date | null
  createdAt: Date
  resolvedAt: Date | null
}

export interface DeadLetterQuery {
  kind?: DeadLetterKindName | undefined
  isResolved?: boolean | undefined
  requestId?: string | undefined
}

const SHOWN = Prisma.sql`id, kind, reason, request_id AS "requestId", stream, stream_seq AS sequence,
  COALESCE(payload ->> 'text', '') AS text, attempts, replayed_by_user_id AS "replayedByUserId",
  replayed_at AS "replayedAt", created_at AS "createdAt", resolved_at AS "resolvedAt"`

/** Reads what billing wrote. */
@Injectable()
export class DeadLettersRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(page: PageRequest, query: DeadLetterQuery): Promise<{ rows: DeadLetterRow[]; totalCount: number }> {
    const where = Prisma.join(
      [
        Prisma.sql`true`,
        ...(query.kind ? [Prisma.sql`kind = ${query.kind}`] : []),
        ...(query.isResolved === undefined ? [] : [Prisma.sql`(resolved_at IS NOT NULL) = ${query.isResolved}`]),
        ...(query.requestId ? [Prisma.sql`request_id = ${query.requestId}::uuid`] : []),
      ],
      ' AND ',
    )
    const [id] = page.after ?? []
    const after = id === undefined ? Prisma.sql`true` : Prisma.sql`id < ${cursorNumber(id)}::bigint`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<DeadLetterRow[]>`
        SELECT ${SHOWN} FROM dead_letter WHERE ${where} AND ${after} ORDER BY id DESC LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 FROM dead_letter WHERE ${where} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }

  async find(id: bigint): Promise<DeadLetterRow | undefined> {
    const [row] = await this.database.client.$queryRaw<DeadLetterRow[]>`
      SELECT ${SHOWN} FROM dead_letter WHERE id = ${id}::bigint`
    return row
  }
}
