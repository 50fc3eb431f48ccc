import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database, refuse } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, MAX_AMOUNT_NANOS, reasonField } from '../../graphql/fields.js'
import { parseId, toIds } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage, toSearchPattern } from '../../graphql/page.js'
import { badInput, failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { mintHumanCode } from '../../identity/human-code.js'
import { type IssuedCode, OneTimeCodesService } from '../../identity/one-time-codes/one-time-codes.service.js'
import type { Action } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { RostersRepository } from '../rosters/rosters.repository.js'
import { type UserRow, UsersRepository } from '../users/users.repository.js'
import { type CourseRow, CoursesRepository } from './courses.repository.js'
import type {
  CourseMemberFilter,
  GrantCourseMembersInput,
  RemoveCourseMembersInput,
  RotateJoinCodeInput,
} from './members.inputs.js'
import { type MemberRow, MembersRepository } from './members.repository.js'

const MAX_AT_ONCE = 1_000
const CONCURRENCY = 8
/** 40 random bits in two groups of five: wrong ones are counted, and it can be changed at any time. */
const JOIN_CODE = { purpose: 'join', randomSymbols: 8, checkSymbols: 2 }
const grantSchema = z.object({
  amount: z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge'),
  reason: reasonField,
  expiresAt: z
    .date()
    .refine((date) => date > new Date(), 'expiryInPast')
    .nullish(),
  idempotencyKey: idempotencyKeyField,
})
const ABOVE: ProblemDraft = { code: 'BAD_USER_INPUT', text: 'aboveAllowance', path: ['amount'] }
const NO_POOL: ProblemDraft = { code: 'BAD_USER_INPUT', text: 'courseNoPool' }

export interface GrantOutcome {
  userId: string
  problem: ProblemDraft | undefined
}

/** What an assistant does with the people of his course, and an admin with those of any. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly members: MembersRepository,
    private readonly courses: CoursesRepository,
    private readonly rosters: RostersRepository,
    private readonly users: UsersRepository,
    private readonly codes: OneTimeCodesService,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async list(
    caller: Caller,
    args: { courseId: string; first: number; after?: string | undefined; filter?: CourseMemberFilter | undefined },
  ): Promise<Page<MemberRow>> {
    const course = await this.#course(caller, args.courseId, 'course:read-roster')
    const { search, role, section, withLeft } = args.filter ?? {}
    const request = parsePage(args, 2)
    const found = await this.members.list(request, {
      courseId: course.id,
      role: role ?? undefined,
      withLeft: withLeft === true,
      section: filterText(section, 64),
      pattern: toSearchPattern(search),
    })
    return toPage({ ...found, first: request.first, cursorOf: ({ username, userId }) => [username, userId] })
  }

  /** One after the other: each student is credited or not by himself, within the pool and the allowance. */
  async grant(caller: Caller, input: GrantCourseMembersInput): Promise<Result<GrantOutcome[]>> {
    const course = await this.#course(caller, input.courseId, 'course:manage-roster')
    const parsed = grantSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const userIds = toIds(input.userIds, MAX_AT_ONCE)
    if (userIds === undefined) return failed([badInput('tooMany', ['userIds'])])
    if (course.poolAccountId === null) return failed([NO_POOL])
    // all of them before the first: nobody gives to himself in the middle of a list
    for (const ownerId of userIds) assertCan(caller, 'course:grant', { isAssistant: true, ownerId })
    const outcomes = await inParallel(userIds, (userId) => this.#grantOne(caller, course, userId, parsed.data))
    const { amount, reason, expiresAt, idempotencyKey } = parsed.data
    const granted = outcomes.filter(({ problem }) => problem === undefined).map(({ userId }) => userId)
    await this.database.transaction((tx) =>
      this.audit.recordOnce(
        tx,
        caller,
        {
          action: 'course:grant',
          targetKind: 'course',
          targetId: course.id,
          after: { idempotencyKey, amountNanos: amount, expiresAt, userIds: granted },
          reason,
        },
        { field: 'idempotencyKey', id: idempotencyKey },
      ),
    )
    return ok(outcomes)
  }

  async #grantOne(
    caller: Caller,
    course: CourseRow,
    userId: string,
    { amount, reason, expiresAt, idempotencyKey }: z.infer<typeof grantSchema>,
  ): Promise<GrantOutcome> {
    const actor = assertCan(caller, 'course:grant', { isAssistant: true })
    const reply = await this.money.courseGrant({
      courseId: course.id,
      userId,
      actorUserId: actor.userId,
      amountNanos: amount.toString(),
      reason,
      idempotencyKey: `${idempotencyKey}:${userId}`,
      ...(expiresAt != null && { expiresAtMs: expiresAt.getTime() }),
    })
    if (reply?.type === 'granted') return { userId, problem: undefined }
    const refused = failedBy(reply, { too_much: ABOVE, expired: { code: 'EXPIRED', text: 'courseOver' } })
    return { userId, problem: refused.type === 'failed' ? refused.problems[0] : undefined }
  }

  /** Their accounts and money stay; they spend from the course's pool no more. */
  async remove(caller: Caller, input: RemoveCourseMembersInput): Promise<Result<number>> {
    const course = await this.#course(caller, input.courseId, 'course:manage-roster')
    const userIds = toIds(input.userIds, MAX_AT_ONCE)
    if (userIds === undefined) return failed([badInput('tooMany', ['userIds'])])
    return this.database.attempt(async (tx) => {
      const count = await this.rosters.removeMembers(tx, course.id, userIds)
      if (count > 0)
        await this.audit.record(tx, caller, {
          action: 'course:remove-members',
          targetKind: 'course',
          targetId: course.id,
          after: { userIds },
        })
      return count
    })
  }

  /** A code for the first password of a student: who has chosen one asks an admin. */
  async createCode(
    caller: Caller,
    { courseId, userId }: { courseId: string; userId: string },
  ): Promise<Result<IssuedCode & { user: UserRow }>> {
    const course = await this.#course(caller, courseId, 'course:manage-roster')
    return this.database.attempt(async (tx) => {
      const user = await this.users.lock(tx, parseId(userId))
      const [student] = user === undefined ? [] : await this.members.findStudents(tx, course.id, [user.id])
      if (user === undefined || user.role !== 'student' || user.state !== 'active' || !student?.isNew)
        return refuse(badInput('noPlainMember', ['userId']))
      return { ...(await this.codes.issueIn(tx, caller, user)), user }
    })
  }

  async rotateJoinCode(caller: Caller, { courseId, version }: RotateJoinCodeInput): Promise<Result<CourseRow>> {
    const { id } = await this.#course(caller, courseId, 'course:manage-roster')
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.courses.lock(tx, id), version)
      if (row.endedAt !== null) return refuse({ code: 'EXPIRED', text: 'courseOver' })
      const joinCode = mintHumanCode(JOIN_CODE, randomBytes(JOIN_CODE.randomSymbols))
      await this.audit.record(tx, caller, { action: 'course:rotate-join-code', targetKind: 'course', targetId: id })
      return this.courses.update(tx, id, { joinCode })
    })
  }

  /** End of term in bulk: nobody joins, is granted or spends from the pools any more; books and accounts stay. */
  end(caller: Caller, courseIds: readonly string[]): Promise<Result<string[]>> {
    assertCan(caller, 'course:write')
    const ids = toIds(courseIds, MAX_AT_ONCE)
    if (ids === undefined) return Promise.resolve(failed([badInput('tooMany', ['courseIds'])]))
    return this.database.attempt(async (tx) => {
      const ended = await this.members.endCourses(tx, ids)
      for (const id of ended)
        await this.audit.record(tx, caller, { action: 'course:end', targetKind: 'course', targetId: id })
      return ended
    })
  }

  /** Of a course that the caller may not see there is none. */
  async #course(caller: Caller, id: string, action: Action): Promise<CourseRow> {
    const course = await this.courses.find(parseId(id))
    const isAssistant =
      course !== undefined &&
      caller.actor !== undefined &&
      (await this.courses.isAssistant(course.id, caller.actor.userId))
    assertMaySee(caller, action, { isAssistant })
    if (course === undefined) throw new ApiError('NOT_FOUND')
    return course
  }
}

/** Results in the order of the items, a few at a time. */
async function inParallel<Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const results: Value[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as Item)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return results
}
