import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { UserState } from '../../identity/permissions.js'
import type { CourseRole } from './courses.types.js'

/** Somebody in a course as its assistants see him: no texts, no other money of his. */
export interface MemberRow {
  userId: string
  username: string
  displayName: string | null
  state: UserState
  role: CourseRole
  section: string | null
  joinedAt: Date
  leftAt: Date | null
  /** From the pool of the course, in all. */
  grantedNanos: bigint
  /** What his calls for the course cost, in all. */
  spentNanos: bigint
  /** He never logged in: there is neither a password nor a connection to the organisation's log-in. */
  isNew: boolean
  /** End of the code with which he can; null: there is none in force. */
  codeExpiresAt: Date | null
}

export interface MemberQuery {
  courseId: string
  role?: CourseRole | undefined
  /** Those who left, too. */
  withLeft: boolean
  section?: string | undefined
  /** Pattern of LIKE. */
  pattern?: string | undefined
}

@Injectable()
export class MembersRepository {
  constructor(private readonly database: Database) {}

  /** By student ID. */
  async list(page: PageRequest, query: MemberQuery): Promise<{ rows: MemberRow[]; totalCount: number }> {
    const where = Prisma.join(conditionsOf(query), ' AND ')
    const [username, id] = page.after ?? []
    const after =
      username === undefined ? Prisma.sql`true` : Prisma.sql`(u.username, u.id) > (${username}, ${cursorId(id)}::uuid)`
    const [rows, [count]] = await Promise.all([
      this.database.client.$queryRaw<MemberRow[]>`
        SELECT m.user_id AS "userId", u.username, u.display_name AS "displayName", u.state, m.role, m.section,
          m.joined_at AS "joinedAt", m.left_at AS "leftAt",
          u.password_hash IS NULL AND NOT EXISTS (SELECT FROM external_identity x WHERE x.user_id = u.id) AS "isNew",
          COALESCE((SELECT sum(l.amount) FROM grant_lot l JOIN ledger_txn t ON t.id = l.id
            WHERE l.account_id = u.wallet_account_id AND t.kind = 'course_grant'
              AND t.meta ->> 'courseId' = m.course_id::text), 0)::bigint AS "grantedNanos",
          COALESCE((SELECT sum(h.amount_nanos) FROM usage_hourly h
            WHERE h.course_id = m.course_id AND h.user_id = m.user_id), 0)::bigint AS "spentNanos",
          (SELECT c.expires_at FROM one_time_code c
            WHERE c.user_id = u.id AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > now()) AS "codeExpiresAt"
        FROM course_member m JOIN app_user u ON u.id = m.user_id
        WHERE ${where} AND ${after}
        ORDER BY u.username, u.id LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (
          SELECT FROM course_member m JOIN app_user u ON u.id = m.user_id WHERE ${where} LIMIT ${MAX_TOTAL}) x`,
    ])
    return { rows, totalCount: count?.count ?? 0 }
  }

  /** Those of these people who are students of the course now, with whether they have ever logged in. */
  async findStudents(
    tx: Tx,
    courseId: string,
    userIds: readonly string[],
  ): Promise<{ id: string; username: string; isNew: boolean }[]> {
    const rows = await tx.courseMember.findMany({
      where: { courseId, userId: { in: [...userIds] }, role: 'student', leftAt: null, user: { deletedAt: null } },
      select: {
        user: {
          select: { id: true, username: true, passwordHash: true, _count: { select: { externalIdentities: true } } },
        },
      },
    })
    return rows.map(({ user: { passwordHash, _count, ...user } }) => ({
      ...user,
      isNew: passwordHash === null && _count.externalIdentities === 0,
    }))
  }

  async endCourses(tx: Tx, courseIds: readonly string[]): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE course SET ended_at = now(), join_code = NULL
      WHERE id = ANY(${[...courseIds]}::uuid[]) AND deleted_at IS NULL AND ended_at IS NULL RETURNING id`
    return rows.map(({ id }) => id)
  }
}

function conditionsOf({ courseId, role, withLeft, section, pattern }: MemberQuery): Prisma.Sql[] {
  return [
    Prisma.sql`m.course_id = ${courseId}::uuid AND u.deleted_at IS NULL`,
    ...(role === undefined ? [] : [Prisma.sql`m.role = ${role}`]),
    ...(withLeft ? [] : [Prisma.sql`m.left_at IS NULL`]),
    ...(section === undefined ? [] : [Prisma.sql`m.section = ${section}`]),
    ...(pattern === undefined
      ? []
      : [Prisma.sql`(u.username LIKE lower(${pattern}) OR u.display_name ILIKE ${pattern})`]),
  ]
}
