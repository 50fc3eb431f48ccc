import { Injectable, Logger } from '@nestjs/common'
import type { Tx } from '../../database/database.repository.js'
import { AuditRepository } from '../../modules/audit/audit.repository.js'
import { CoursesRepository } from '../../modules/courses/courses.repository.js'
import { GroupsRepository } from '../../modules/groups/groups.repository.js'
import { RostersRepository } from '../../modules/rosters/rosters.repository.js'
import { type UserRow, UsersRepository } from '../../modules/users/users.repository.js'
import type { Caller } from '../caller.js'
import { SessionRepository } from '../session.repository.js'
import { TokenRepository } from '../token.repository.js'
import { type GroupMap, type Held, type MappingPlan, planMapping } from './group-map.js'

/** Role, groups and courses that follow the provider's groups: put right at each log-in. */
@Injectable()
export class OidcMappingService {
  readonly #logger = new Logger(OidcMappingService.name)

  constructor(
    private readonly users: UsersRepository,
    private readonly groups: GroupsRepository,
    private readonly courses: CoursesRepository,
    private readonly rosters: RostersRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** @returns the user as he is now. Names that are no group or course here are left out and logged. */
  async apply(
    tx: Tx,
    caller: Caller,
    user: UserRow,
    { map, values }: { map: GroupMap; values: readonly string[] },
  ): Promise<UserRow> {
    const { groupIds, held } = await this.#heldBy(tx, user)
    const plan = planMapping(map, values, held)
    const role = plan.role
    const groups = await this.#changeGroups(tx, user, groupIds, plan)
    const courses = await this.#changeCourses(tx, user, plan)
    if (role === undefined && groups.length === 0 && courses.length === 0) return user
    if (role !== undefined) {
      await this.sessions.revokeAll(tx, user.id)
      await this.tokens.revokeAll(tx, user.id)
    }
    await this.audit.record(tx, caller, {
      action: 'user:map-groups',
      targetKind: 'user',
      targetId: user.id,
      before: { role: held.role, groups: held.groups, courses: held.courses },
      after: { ...(role !== undefined && { role }), groups, courses },
    })
    return role === undefined ? user : this.users.update(tx, user.id, { role })
  }

  async #heldBy(tx: Tx, user: UserRow): Promise<{ groupIds: ReadonlyMap<string, string>; held: Held }> {
    const ids = (await this.groups.idsOfUsers([user.id], tx)).get(user.id) ?? []
    const rows = (await this.groups.findByIds(ids, tx)).filter(({ isDefault }) => !isDefault)
    return {
      groupIds: new Map(rows.map(({ name, id }) => [name, id])),
      held: {
        role: user.role,
        groups: rows.map(({ name }) => name),
        courses: await this.courses.namesOfStudent(tx, user.id),
      },
    }
  }

  /** @returns what changed, as `+name` and `-name` */
  async #changeGroups(
    tx: Tx,
    user: UserRow,
    held: ReadonlyMap<string, string>,
    { addGroups, removeGroups }: MappingPlan,
  ): Promise<string[]> {
    const found = await this.groups.findByNames(addGroups, tx)
    this.#warnOfUnknown('group', addGroups, found)
    const added = found.filter(({ name, isDefault }) => !isDefault && !held.has(name))
    if (added.length === 0 && removeGroups.length === 0) return []
    const kept = [...held].filter(([name]) => !removeGroups.includes(name)).map(([, id]) => id)
    await this.users.setGroups(tx, user.id, [...kept, ...added.map(({ id }) => id)])
    return [...added.map(({ name }) => `+${name}`), ...removeGroups.map((name) => `-${name}`)]
  }

  async #changeCourses(tx: Tx, user: UserRow, { addCourses, removeCourses }: MappingPlan): Promise<string[]> {
    const found = await this.courses.findByNames(tx, [...addCourses, ...removeCourses])
    this.#warnOfUnknown('course', addCourses, found)
    const changes: string[] = []
    for (const course of found) {
      if (removeCourses.includes(course.name)) {
        await this.rosters.removeMembers(tx, course.id, [user.id])
        changes.push(`-${course.name}`)
      } else if (course.endedAt === null && !(await this.courses.isMember(tx, course.id, user.id))) {
        await this.courses.setMember(tx, { courseId: course.id, userId: user.id, role: 'student' })
        changes.push(`+${course.name}`)
      }
    }
    return changes
  }

  #warnOfUnknown(kind: string, names: readonly string[], found: readonly { name: string }[]): void {
    const unknown = names.filter((name) => !found.some((each) => each.name === name))
    if (unknown.length > 0)
      this.#logger.warn(`OIDC_GROUP_MAP names a ${kind} that does not exist: ${unknown.join(', ')}`)
  }
}
