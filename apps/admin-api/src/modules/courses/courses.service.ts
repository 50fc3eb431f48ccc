import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { MAX_AMOUNT_NANOS, nameField, textField, withoutNulls } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { LedgerAccountsRepository } from '../finance/ledger-accounts.repository.js'
import { RecordingRepository } from '../recording/recording.repository.js'
import { findSwitchFault, recordingPatchShape } from '../recording/recording-switch.js'
import { UsersRepository } from '../users/users.repository.js'
import type { CreateCourseInput, SetCourseMemberInput, UpdateCourseInput } from './courses.inputs.js'
import { type CourseRow, CoursesRepository, type MembershipRow } from './courses.repository.js'
import type { CourseRole } from './courses.types.js'

const createSchema = z.object({
  name: nameField(128),
  joinCode: z.string().trim().min(8, 'invalid').max(64, 'tooLong').nullish(),
  startsOn: z.string().nullish(),
  endsOn: z.string().nullish(),
  poolId: z.string().nullish(),
  allowance: z.bigint().min(0n, 'notNegative').max(MAX_AMOUNT_NANOS, 'tooLarge').nullish(),
  costCentre: textField(64),
})
const patchSchema = createSchema.partial().extend(recordingPatchShape)

@Injectable()
export class CoursesService {
  constructor(
    private readonly database: Database,
    private readonly courses: CoursesRepository,
    private readonly users: UsersRepository,
    private readonly accounts: LedgerAccountsRepository,
    private readonly recording: RecordingRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Own courses; staff see all. */
  async list(caller: Caller, args: { first: number; after?: string | undefined }): Promise<Page<CourseRow>> {
    const actor = assertCan(caller, 'course:list')
    const request = parsePage(args, 2)
    const found = await this.courses.list(request, can(actor, 'course:list-all') ? undefined : actor.userId)
    return toPage({ ...found, first: request.first, cursorOf: (course) => [course.name, course.id] })
  }

  /** A member's course, or anybody's for staff. @throws ApiError NOT_FOUND */
  async get(caller: Caller, id: string): Promise<CourseRow> {
    const actor = assertCan(caller, 'course:list')
    const course = await this.courses.find(parseId(id))
    if (course === undefined) throw new ApiError('NOT_FOUND')
    if (can(actor, 'course:list-all')) return course
    const member = await this.courses.findMember(this.database.client, course.id, actor.userId)
    if (member === undefined || member.leftAt !== null) throw new ApiError('NOT_FOUND')
    return course
  }

  /** @returns the join code where the caller may know it */
  joinCodeFor(caller: Caller, course: CourseRow, memberships: readonly MembershipRow[]): string | null {
    const isAssistant = memberships.some(({ courseId, role }) => courseId === course.id && role === 'assistant')
    const mayRead = caller.actor !== undefined && can(caller.actor, 'course:read-join-code', { isAssistant })
    return mayRead ? course.joinCode : null
  }

  create(caller: Caller, input: CreateCourseInput): Promise<Result<CourseRow>> {
    assertCan(caller, 'course:write')
    return this.database.attempt((tx) => this.createIn(tx, caller, input))
  }

  async createIn(tx: Tx, caller: Caller, input: CreateCourseInput): Promise<CourseRow> {
    assertCan(caller, 'course:write')
    const parsed = createSchema.safeParse(input)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const { name, joinCode = null, startsOn = null, endsOn = null, poolId, allowance, costCentre } = parsed.data
    assertOrder(startsOn, endsOn)
    const money = {
      poolAccountId: await this.#checkPool(tx, poolId ?? null),
      allowanceNanos: allowance ?? null,
      costCentre: costCentre ?? null,
    }
    const row = await this.courses.insert(tx, { name, joinCode, startsOn, endsOn, ...money })
    await this.audit.record(tx, caller, {
      action: 'course:create',
      targetKind: 'course',
      targetId: row.id,
      after: { name, joinCode, startsOn, endsOn, ...money },
    })
    return row
  }

  async #checkPool(tx: Tx, poolId: string | null): Promise<string | null> {
    if (poolId === null) return null
    const id = toId(poolId)
    const pool = id === undefined ? undefined : await this.accounts.find(id, tx)
    return pool?.kind === 'pool'
      ? pool.id
      : refuse(badInput('unknownReference', ['poolId'], { kind: 'pool', name: poolId.slice(0, 64) }))
  }

  update(caller: Caller, input: UpdateCourseInput): Promise<Result<CourseRow>> {
    assertCan(caller, 'course:write')
    const { id, version, ...patch } = input
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.courses.lock(tx, parseId(id)), version)
      return this.updateIn(tx, caller, row, patch)
    })
  }

  async updateIn(
    tx: Tx,
    caller: Caller,
    row: CourseRow,
    patch: Omit<UpdateCourseInput, 'id' | 'version'>,
  ): Promise<CourseRow> {
    assertCan(caller, 'course:write')
    const parsed = patchSchema.safeParse(withoutNulls(patch, ['name', 'recordingEnabled']))
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const { poolId, allowance, ...fields } = parsed.data
    const changed = changedFields(row, {
      ...fields,
      ...(poolId !== undefined && { poolAccountId: await this.#checkPool(tx, poolId) }),
      ...(allowance !== undefined && { allowanceNanos: allowance }),
    }) as Partial<CourseRow>
    if (Object.keys(changed).length === 0) return row
    const next = { ...row, ...changed }
    assertOrder(next.startsOn, next.endsOn)
    const fault = await findSwitchFault({
      before: row,
      after: next,
      wasConsentedTo: (version) => this.recording.wasConsentedTo(tx, { kind: 'course', id: row.id }, version),
    })
    if (fault !== undefined) return refuse(fault)
    const updated = await this.courses.update(tx, row.id, changed)
    await this.audit.record(tx, caller, {
      action: 'course:update',
      targetKind: 'course',
      targetId: row.id,
      before: fieldsOf(row, changed),
      after: changed,
    })
    return updated
  }

  current(id: string): Promise<CourseRow | undefined> {
    return this.courses.find(id)
  }

  setMember(caller: Caller, input: SetCourseMemberInput): Promise<Result<CourseRow>> {
    assertCan(caller, 'course:write')
    const { courseId, userId, role } = input
    return this.database.attempt(async (tx) => {
      const course = await this.courses.find(parseId(courseId), tx)
      const user = await this.users.find(parseId(userId), tx)
      if (course === undefined || user === undefined) throw new ApiError('NOT_FOUND')
      await this.setMemberIn(tx, caller, { courseId: course.id, userId: user.id, role })
      return course
    })
  }

  /** @returns whether anything changed */
  async setMemberIn(
    tx: Tx,
    caller: Caller,
    member: { courseId: string; userId: string; role: CourseRole },
  ): Promise<boolean> {
    assertCan(caller, 'course:write')
    const before = await this.courses.findMember(tx, member.courseId, member.userId)
    if (before?.role === member.role && before.leftAt === null) return false
    await this.courses.setMember(tx, member)
    await this.audit.record(tx, caller, {
      action: 'course:set-member',
      targetKind: 'course',
      targetId: member.courseId,
      before: { userId: member.userId, role: before?.role ?? null },
      after: { userId: member.userId, role: member.role },
    })
    return true
  }
}

function assertOrder(startsOn: string | null, endsOn: string | null): void {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) refuse(badInput('endsBeforeStart', ['endsOn']))
}
