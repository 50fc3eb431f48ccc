import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorDate, cursorId, type PageRequest } from '../../graphql/page.js'
import type { Role, UserState } from '../../identity/permissions.js'
import type { CourseRole } from '../courses/courses.types.js'
import type { KnownMember, KnownPerson, RosterAction } from './plan-roster.js'

export type RosterImportState = 'running' | 'done' | 'failed'

/** What became of one row: kept, without codes. */
export interface ReportRow {
  line: number | null
  username: string
  displayName: string | null
  section: string | null
  action: RosterAction
  userId: string | null
  /** Text and values of a problem, in nobody's language yet. */
  problem: { code: string; text: string; values?: Record<string, string | number> } | null
  /** null: nothing to grant, or not yet; else how it went. */
  grant: 'granted' | 'repeat' | { refused: string } | null
}

export interface RosterImportRow {
  id: string
  courseId: string
  actorUserId: string
  fileName: string | null
  fileHash: string
  state: RosterImportState
  grantNanos: bigint | null
  grantLabel: string | null
  grantExpiresAt: Date | null
  rowCount: number
  doneCount: number
  report: ReportRow[]
  createdAt: Date
  finishedAt: Date | null
}

export interface NewPerson {
  id: string
  username: string
  displayName: string | null
}

@Injectable()
export class RostersRepository {
  constructor(private readonly database: Database) {}

  async findPeople(tx: Tx, usernames: readonly string[]): Promise<KnownPerson[]> {
    const rows = await tx.$queryRaw<(Omit<KnownPerson, 'role' | 'state'> & { role: string; state: string })[]>`
      SELECT u.id, u.username, u.display_name AS "displayName", u.role, u.state, u.password_hash IS NOT NULL AS "hasPassword",
        EXISTS (SELECT FROM external_identity x WHERE x.user_id = u.id) AS "isConnected",
        u.state = 'pending'
          AND EXISTS (SELECT FROM audit_log a WHERE a.target_kind = 'user' AND a.target_id = u.id::text AND a.action = 'user:register')
          AND NOT EXISTS (SELECT FROM audit_log a WHERE a.target_kind = 'user' AND a.target_id = u.id::text
            AND a.action NOT IN ('user:register', 'user:change-password'))
          AND NOT EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = u.wallet_account_id)
          AND NOT EXISTS (SELECT FROM api_key k WHERE k.user_id = u.id AND k.kind = 'secret')
          AND NOT EXISTS (SELECT FROM personal_access_token t WHERE t.user_id = u.id) AS "isBareRegistration"
      FROM app_user u WHERE u.username = ANY(${[...usernames]}::text[]) AND u.deleted_at IS NULL`
    return rows.map((row) => ({ ...row, role: row.role as Role, state: row.state as UserState }))
  }

  async findMembers(tx: Tx, courseId: string): Promise<(KnownMember & { person: KnownPerson })[]> {
    const rows = await tx.courseMember.findMany({
      where: { courseId, user: { deletedAt: null } },
      select: {
        userId: true,
        role: true,
        section: true,
        leftAt: true,
        user: { select: { id: true, username: true, displayName: true, role: true, state: true, passwordHash: true } },
      },
      orderBy: { user: { username: 'asc' } },
    })
    return rows.map(({ user: { passwordHash, ...user }, leftAt, ...member }) => ({
      userId: member.userId,
      role: member.role as CourseRole,
      section: member.section,
      hasLeft: leftAt !== null,
      person: {
        ...user,
        role: user.role as Role,
        state: user.state as UserState,
        hasPassword: passwordHash !== null,
        isConnected: false,
        isBareRegistration: false,
      },
    }))
  }

  /** Active students without a password, each with the key of the playground: thousands are two statements. */
  async insertPeople(tx: Tx, people: readonly NewPerson[], groupId: string): Promise<void> {
    const [ids, walletIds, keyIds] = [
      people.map(({ id }) => id),
      people.map(() => randomUUID()),
      people.map(() => randomUUID()),
    ]
    await tx.$executeRaw`
      INSERT INTO app_user (id, username, display_name, wallet_account_id, role, state)
      SELECT p.id, p.username, p.name, p.wallet_id, 'student', 'active'
      FROM unnest(${ids}::uuid[], ${people.map(({ username }) => username)}::text[],
        ${people.map(({ displayName }) => displayName)}::text[], ${walletIds}::uuid[]) AS p(id, username, name, wallet_id)`
    await tx.$executeRaw`
      INSERT INTO api_key (id, kind, name, user_id, group_id, payer_account_id)
      SELECT p.key_id, 'playground', 'playground', p.id, ${groupId}::uuid, p.wallet_id
      FROM unnest(${keyIds}::uuid[], ${ids}::uuid[], ${walletIds}::uuid[]) AS p(key_id, id, wallet_id)`
  }

  /** Accounts that somebody registered without proof: his password and sessions end, their owners get codes. */
  async activate(tx: Tx, userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return
    await tx.session.updateMany({
      where: { userId: { in: [...userIds] }, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    await tx.user.updateMany({ where: { id: { in: [...userIds] } }, data: { state: 'active', passwordHash: null } })
  }

  async nameTheNameless(tx: Tx, people: readonly { id: string; displayName: string | null }[]): Promise<void> {
    const named = people.filter(({ displayName }) => displayName !== null)
    await tx.$executeRaw`
      UPDATE app_user u SET display_name = n.name
      FROM unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ displayName }) => displayName)}::text[]) AS n(id, name)
      WHERE u.id = n.id AND u.display_name IS NULL`
  }

  /** Students of the course from now on; a section that is not given stays. */
  async putMembers(
    tx: Tx,
    courseId: string,
    members: readonly { userId: string; section: string | null }[],
  ): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO course_member (course_id, user_id, role, section)
      SELECT ${courseId}::uuid, m.user_id, 'student', m.section
      FROM unnest(${members.map(({ userId }) => userId)}::uuid[], ${members.map(({ section }) => section)}::text[]) AS m(user_id, section)
      ON CONFLICT (course_id, user_id) DO UPDATE
      SET left_at = NULL, section = COALESCE(EXCLUDED.section, course_member.section)`
  }

  async removeMembers(tx: Tx, courseId: string, userIds: readonly string[]): Promise<number> {
    const { count } = await tx.courseMember.updateMany({
      where: { courseId, userId: { in: [...userIds] }, role: 'student', leftAt: null },
      data: { leftAt: new Date() },
    })
    return count
  }

  /** Fails on the unique index where another import of the course is under way. */
  async insertImport(
    tx: Tx,
    fields: Omit<RosterImportRow, 'doneCount' | 'createdAt' | 'finishedAt'>,
  ): Promise<RosterImportRow> {
    const { report, ...rest } = fields
    const row = await tx.rosterImport.create({
      data: {
        ...rest,
        report: report as unknown as Prisma.InputJsonValue,
        ...(fields.state === 'done' && { finishedAt: new Date() }),
      },
    })
    return toRow(row)
  }

  async findImport(id: string, tx: Tx = this.database.client): Promise<RosterImportRow | undefined> {
    const row = await tx.rosterImport.findUnique({ where: { id } })
    return row === null ? undefined : toRow(row)
  }

  async listImports(courseId: string, page: PageRequest): Promise<{ rows: RosterImportRow[]; totalCount: number }> {
    const [at, id] = page.after ?? []
    const after =
      at === undefined
        ? {}
        : { OR: [{ createdAt: { lt: cursorDate(at) } }, { createdAt: cursorDate(at), id: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.rosterImport.findMany({
        where: { AND: [{ courseId }, after] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: page.first + 1,
      }),
      this.database.client.rosterImport.count({ where: { courseId } }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  async hasRunning(tx: Tx, courseId: string): Promise<boolean> {
    return (await tx.rosterImport.count({ where: { courseId, state: 'running' } })) > 0
  }

  async runningIds(): Promise<string[]> {
    const rows = await this.database.client.rosterImport.findMany({
      where: { state: 'running' },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
    })
    return rows.map(({ id }) => id)
  }

  /** What is done stays done, whoever is slower. */
  async saveProgress(
    id: string,
    { doneCount, report, state }: Pick<RosterImportRow, 'doneCount' | 'report' | 'state'>,
  ): Promise<void> {
    await this.database.client.rosterImport.updateMany({
      where: { id, state: 'running' },
      data: {
        doneCount,
        report: report as unknown as Prisma.InputJsonValue,
        state,
        ...(state !== 'running' && { finishedAt: new Date() }),
      },
    })
  }
}

const toRow = (row: Prisma.RosterImportGetPayload<object>): RosterImportRow => ({
  ...row,
  state: row.state as RosterImportState,
  report: row.report as unknown as ReportRow[],
})
