import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { CourseRole } from './courses.types.js'

export interface CourseRow {
  id: string
  name: string
  joinCode: string | null
  startsOn: string | null
  endsOn: string | null
  recordingEnabled: boolean
  recordingTextVersion: string | null
  recordingText: string | null
  /** The pool that its assistants grant from. */
  poolAccountId: string | null
  /** What one student may be granted from it in all; null: no bound of its own. */
  allowanceNanos: bigint | null
  costCentre: string | null
  endedAt: Date | null
  version: number
}

export interface MembershipRow {
  courseId: string
  userId: string
  role: CourseRole
  joinedAt: Date
  leftAt: Date | null
}

export interface CourseFields {
  name: string
  joinCode: string | null
  startsOn: string | null
  endsOn: string | null
  recordingEnabled: boolean
  recordingTextVersion: string | null
  recordingText: string | null
  poolAccountId: string | null
  allowanceNanos: bigint | null
  costCentre: string | null
  endedAt: Date | null
}

/** What a course is made with. */
export type NewCourse = Omit<CourseFields, 'recordingEnabled' | 'recordingTextVersion' | 'recordingText' | 'endedAt'>

const SHOWN = {
  id: true,
  name: true,
  joinCode: true,
  startsOn: true,
  endsOn: true,
  recordingEnabled: true,
  recordingTextVersion: true,
  recordingText: true,
  poolAccountId: true,
  allowanceNanos: true,
  costCentre: true,
  endedAt: true,
  version: true,
} as const

@Injectable()
export class CoursesRepository {
  constructor(private readonly database: Database) {}

  /** @param userId only courses of this user; absent: all */
  async list(page: PageRequest, userId?: string): Promise<{ rows: CourseRow[]; totalCount: number }> {
    const where: Prisma.CourseWhereInput = {
      deletedAt: null,
      ...(userId !== undefined && { members: { some: { userId, leftAt: null } } }),
    }
    const [name, id] = page.after ?? []
    const after = name === undefined ? {} : { OR: [{ name: { gt: name } }, { name, id: { gt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.course.findMany({
        where: { AND: [where, after] },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.course.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  async find(id: string, tx: Tx = this.database.client): Promise<CourseRow | undefined> {
    const row = await tx.course.findFirst({ where: { id, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByIds(ids: readonly string[]): Promise<CourseRow[]> {
    const rows = await this.database.client.course.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
    return rows.map(toRow)
  }

  async findByName(name: string, tx: Tx): Promise<CourseRow | undefined> {
    const row = await tx.course.findFirst({ where: { name, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByNames(tx: Tx, names: readonly string[]): Promise<CourseRow[]> {
    const rows = await tx.course.findMany({ where: { name: { in: [...names] }, deletedAt: null }, select: SHOWN })
    return rows.map(toRow)
  }

  /** Courses that he is a student of now. */
  async namesOfStudent(tx: Tx, userId: string): Promise<string[]> {
    const rows = await tx.courseMember.findMany({
      where: { userId, role: 'student', leftAt: null, course: { deletedAt: null } },
      select: { course: { select: { name: true } } },
    })
    return rows.map(({ course }) => course.name)
  }

  /** The course whose code this is, if it may be joined on that day (YYYY-MM-DD). */
  async findByJoinCode(joinCode: string, today: string): Promise<CourseRow | undefined> {
    const day = new Date(`${today}T00:00:00Z`)
    const row = await this.database.client.course.findFirst({
      where: {
        joinCode,
        deletedAt: null,
        endedAt: null,
        AND: [
          { OR: [{ startsOn: null }, { startsOn: { lte: day } }] },
          { OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
        ],
      },
      select: SHOWN,
    })
    return row === null ? undefined : toRow(row)
  }

  async lock(tx: Tx, id: string): Promise<CourseRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM course WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  async insert(tx: Tx, course: NewCourse): Promise<CourseRow> {
    const row = await tx.course.create({
      data: { id: randomUUID(), ...course, ...days(course) },
      select: SHOWN,
    })
    return toRow(row)
  }

  async update(tx: Tx, id: string, patch: Partial<CourseFields>): Promise<CourseRow> {
    return toRow(await tx.course.update({ where: { id }, data: { ...patch, ...days(patch) }, select: SHOWN }))
  }

  async setMember(tx: Tx, member: { courseId: string; userId: string; role: CourseRole }): Promise<void> {
    const { courseId, userId, role } = member
    await tx.courseMember.upsert({
      where: { courseId_userId: { courseId, userId } },
      create: { courseId, userId, role },
      update: { role, leftAt: null },
      select: { userId: true },
    })
  }

  /** Whether he helps to run it now. */
  async isAssistant(courseId: string, userId: string): Promise<boolean> {
    const member = await this.findMember(this.database.client, courseId, userId)
    return member?.role === 'assistant' && member.leftAt === null
  }

  async isMember(tx: Tx, courseId: string, userId: string): Promise<boolean> {
    const member = await this.findMember(tx, courseId, userId)
    return member !== undefined && member.leftAt === null
  }

  async findMember(tx: Tx, courseId: string, userId: string): Promise<MembershipRow | undefined> {
    const row = await tx.courseMember.findUnique({ where: { courseId_userId: { courseId, userId } } })
    return row === null ? undefined : { ...row, role: row.role as CourseRole }
  }

  async membershipsOfUsers(userIds: readonly string[]): Promise<MembershipRow[]> {
    const rows = await this.database.client.courseMember.findMany({
      where: { userId: { in: [...userIds] }, leftAt: null, course: { deletedAt: null } },
      orderBy: { course: { name: 'asc' } },
    })
    return rows.map((row) => ({ ...row, role: row.role as CourseRole }))
  }

  async memberCounts(courseIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.client.courseMember.groupBy({
      by: ['courseId'],
      where: { courseId: { in: [...courseIds] }, leftAt: null },
      _count: true,
    })
    return new Map(rows.map((row) => [row.courseId, row._count]))
  }
}

type Days = { startsOn?: string | null; endsOn?: string | null }

const days = ({ startsOn, endsOn }: Days): { startsOn?: Date | null; endsOn?: Date | null } => ({
  ...(startsOn !== undefined && { startsOn: toDate(startsOn) }),
  ...(endsOn !== undefined && { endsOn: toDate(endsOn) }),
})

const toDate = (day: string | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`))
const toDay = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null

const toRow = (row: Prisma.CourseGetPayload<{ select: typeof SHOWN }>): CourseRow => ({
  ...row,
  startsOn: toDay(row.startsOn),
  endsOn: toDay(row.endsOn),
  version: Number(row.version),
})
