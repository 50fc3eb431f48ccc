import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import { ALERT_KIND, type AlertKindName } from './alerts.types.js'

export interface AlertRow {
  id: string
  kind: AlertKindName
  subjectId: string
  detail: unknown
  openedAt: Date
  seenAt: Date
  closedAt: Date | null
}

export interface AlertQuery {
  kind?: AlertKindName | undefined
  isOpen?: boolean | undefined
}

const KNOWN_KINDS: readonly string[] = Object.values(ALERT_KIND)

@Injectable()
export class AlertsRepository {
  constructor(private readonly database: Database) {}

  /** Those that go on first, then the newest. A kind of a later version is left out. */
  async list(page: PageRequest, query: AlertQuery): Promise<{ rows: AlertRow[]; totalCount: number }> {
    const where = Prisma.join(
      [
        Prisma.sql`kind = ANY(${query.kind === undefined ? [...KNOWN_KINDS] : [query.kind]}::text[])`,
        ...(query.isOpen === undefined ? [] : [Prisma.sql`(closed_at IS NULL) = ${query.isOpen}`]),
      ],
      ' AND ',
    )
    const [isOpen, openedAt, id] = page.after ?? []
    const after =
      isOpen === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(closed_at IS NULL, opened_at, id)
            < (${isOpen === 'true'}, ${cursorDate(openedAt)}::timestamptz, ${cursorId(id)}::uuid)`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<AlertRow[]>`
        SELECT id, kind, subject_id AS "subjectId", detail, opened_at AS "openedAt", seen_at AS "seenAt",
          closed_at AS "closedAt"
        FROM alert WHERE ${where} AND ${after}
        ORDER BY closed_at IS NULL DESC, opened_at DESC, id DESC LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 FROM alert WHERE ${where} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }
}
