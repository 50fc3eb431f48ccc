import { Injectable } from '@nestjs/common'
import { collectProblems, Database, refuse, type Tx } from '../../database/database.repository.js'
import { toId, toIds } from '../../graphql/ids.js'
import { badInput, failed, type ProblemDraft, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { type CourseRow, CoursesRepository } from '../courses/courses.repository.js'
import { CoursesService } from '../courses/courses.service.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { type UserRow, UsersRepository } from '../users/users.repository.js'
import { UsersService } from '../users/users.service.js'
import type { ChangeUsersInput, UserChangeOutcome } from './user-bulk.types.js'

const MAX_USERS = 1_000

/** What became of one user, in nobody's language yet. */
export interface UserChangeDraft {
  userId: string
  username: string | null
  outcome: UserChangeOutcome
  problems: readonly ProblemDraft[]
}

/** The same change of many users: all of them or, where it is asked for, those that can be changed. */
@Injectable()
export class UserBulkService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly usersService: UsersService,
    private readonly groups: GroupsRepository,
    private readonly courses: CoursesRepository,
    private readonly coursesService: CoursesService,
  ) {}

  /** Asked again, everything is unchanged. Refused ones are in the rows; without `partial` they undo the others. */
  async change(
    caller: Caller,
    input: ChangeUsersInput,
  ): Promise<{ result: Result<null>; rows: readonly UserChangeDraft[] }> {
    assertCan(caller, 'user:update')
    const userIds = toIds(input.userIds, MAX_USERS)
    if (userIds === undefined) return { result: failed([badInput('tooMany', ['userIds'])]), rows: [] }
    let rows: UserChangeDraft[] = []
    const result = await this.database.attempt(async (tx) => {
      const course = await this.#course(tx, caller, input.addToCourseId ?? null)
      rows = await this.#changeAll(tx, caller, { input, userIds, course })
      const refused = rows.filter(({ outcome }) => outcome === 'refused')
      if (refused.length > 0 && input.partial !== true)
        refuse({ code: 'CONFLICT', text: 'someUsersRefused', values: { count: refused.length } })
      return null
    })
    const isUndone = result.type === 'failed'
    return {
      result,
      rows: isUndone ? rows.map((row) => (row.outcome === 'changed' ? { ...row, outcome: 'unchanged' } : row)) : rows,
    }
  }

  async #changeAll(
    tx: Tx,
    caller: Caller,
    { input, userIds, course }: { input: ChangeUsersInput; userIds: readonly string[]; course: CourseRow | undefined },
  ): Promise<UserChangeDraft[]> {
    const done = new Map<string, UserChangeDraft>()
    // one order for everybody: two changes of the same people wait for each other and never for ever
    for (const userId of userIds.toSorted()) {
      const user = await this.users.lock(tx, userId)
      const problems: ProblemDraft[] = []
      const isChanged = await collectProblems(problems, [], () => this.#changeOne(tx, caller, { input, user, course }))
      const outcome = problems.length > 0 ? 'refused' : isChanged ? 'changed' : 'unchanged'
      done.set(userId, { userId, username: user?.username ?? null, outcome, problems })
    }
    return userIds.flatMap((userId) => done.get(userId) ?? [])
  }

  /** Refuses before it writes, so that nothing is half done. @returns whether anything changed */
  async #changeOne(
    tx: Tx,
    caller: Caller,
    { input, user, course }: { input: ChangeUsersInput; user: UserRow | undefined; course: CourseRow | undefined },
  ): Promise<boolean> {
    if (user === undefined) return refuse({ code: 'NOT_FOUND', text: 'noSuchUser' })
    const isManaged =
      caller.actor !== undefined && can(caller.actor, 'user:update', { role: user.role, newRole: user.role })
    if (!isManaged) return refuse({ code: 'FORBIDDEN', text: 'userNotManaged' })
    const member = course && (await this.courses.findMember(tx, course.id, user.id))
    if (member?.role === 'assistant' && member.leftAt === null)
      return refuse({ code: 'CONFLICT', text: 'rosterAssistant' })
    const groupIds = await this.#groupsOf(tx, user, input)
    const updated = await this.usersService.updateIn(tx, caller, user, {
      ...(input.state != null && { state: input.state }),
      ...(input.tier !== undefined && { tier: input.tier }),
      ...(groupIds !== undefined && { groupIds }),
    })
    const hasJoined =
      course !== undefined &&
      (await this.coursesService.setMemberIn(tx, caller, { courseId: course.id, userId: user.id, role: 'student' }))
    return updated !== user || hasJoined
  }

  async #groupsOf(tx: Tx, user: UserRow, input: ChangeUsersInput): Promise<string[] | undefined> {
    const [add, remove] = [input.addGroupIds ?? [], (input.removeGroupIds ?? []).map((id) => id.toLowerCase())]
    if (add.length === 0 && remove.length === 0) return undefined
    const held = (await this.groups.idsOfUsers([user.id], tx)).get(user.id) ?? []
    return [...held, ...add].filter((id) => !remove.includes(id.toLowerCase()))
  }

  async #course(tx: Tx, caller: Caller, text: string | null): Promise<CourseRow | undefined> {
    if (text === null) return undefined
    assertCan(caller, 'course:write')
    const id = toId(text)
    const course = id === undefined ? undefined : await this.courses.lock(tx, id)
    if (course === undefined)
      return refuse(badInput('unknownReference', ['addToCourseId'], { kind: 'course', name: text.slice(0, 64) }))
    return course.endedAt === null ? course : refuse({ code: 'EXPIRED', text: 'courseOver', path: ['addToCourseId'] })
  }
}
