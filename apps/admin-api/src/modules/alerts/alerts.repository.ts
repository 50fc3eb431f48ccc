import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import { ALERT_KIND, type AlertKindName } from './alerts.types.js'

export interface AlertRow {
  id: string
  kind: AlertKindName
  subjectId: string
  /** Whose money it is about; null: nobody's in particular. */
  accountId: string | null
  limitName: string | null
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
        WITH page AS MATERIALIZED (
          SELECT id, kind, subject_id, detail, opened_at, seen_at, closed_at FROM alert WHERE ${where} AND ${after}
          ORDER BY closed_at IS NULL DESC, opened_at DESC, id DESC LIMIT ${page.first + 1}
        )
        SELECT p.id, p.kind, p.subject_id AS "subjectId", p.detail, p.opened_at AS "openedAt", p.seen_at AS "seenAt",
          p.closed_at AS "closedAt", COALESCE(k.name, c.name, l.name) AS "limitName",
          CASE WHEN p.kind = 'low_balance' THEN p.subject_id ELSE k.payer_account_id::text END AS "accountId"
        FROM page p LEFT JOIN spend_limit l ON p.kind = 'limit_threshold' AND l.id::text = p.detail ->> 'limitId'
        LEFT JOIN api_key k ON k.id = l.key_id LEFT JOIN course c ON c.id = l.course_id
        ORDER BY p.closed_at IS NULL DESC, p.opened_at DESC, p.id DESC`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 FROM alert WHERE ${where} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }
}
