import { Injectable } from '@nestjs/common'
import { classifyApiKey } from '@tollgate/protocols/credentials'
import { collectProblems, refuse, type Tx } from '../../database/database.repository.js'
import { badInput } from '../../graphql/problem.js'
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js'
import { ApiKeysService } from '../api-keys/api-keys.service.js'
import { CoursesRepository } from '../courses/courses.repository.js'
import { CoursesService } from '../courses/courses.service.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { PoolsRepository } from '../pools/pools.repository.js'
import { type UserRow, UsersRepository } from '../users/users.repository.js'
import { UsersService } from '../users/users.service.js'
import { type ApplyRun, groupIdsOf } from './apply-run.js'
import { describeChange } from './describe-change.js'
import type { StateUser } from './state-file.js'

type StateKey = StateUser['keys'][number]

/** The part of a state file about people: users with their keys, courses with their assistants. */
@Injectable()
export class ApplyUsersService {
  constructor(
    private readonly users: UsersService,
    private readonly userRows: UsersRepository,
    private readonly groupRows: GroupsRepository,
    private readonly apiKeys: ApiKeysService,
    private readonly keyRows: ApiKeysRepository,
    private readonly courses: CoursesService,
    private readonly courseRows: CoursesRepository,
    private readonly poolRows: PoolsRepository,
  ) {}

  async applyUsers(run: ApplyRun): Promise<void> {
    const named = run.state.users.flatMap(({ groups = [], keys }) => [
      ...groups,
      ...keys.map(({ group }) => group ?? ''),
    ])
    const rows = await this.groupRows.findByNames([...new Set(named)], run.tx)
    const known = new Map(rows.map(({ name, id }) => [name, id]))
    for (const [index, user] of run.state.users.entries()) {
      const path = ['users', String(index)]
      const groupIds = user.groups && groupIdsOf(run, known, { names: user.groups, path: [...path, 'groups'] })
      const row = await collectProblems(run.problems, path, () => this.#applyUser(run, user, groupIds))
      if (row === undefined) continue
      for (const [keyIndex, key] of user.keys.entries())
        await collectProblems(run.problems, [...path, 'keys', String(keyIndex)], () =>
          this.#applyKey(run, row, { key, known }),
        )
    }
  }

  /** The password counts for a new user only: nobody's password is reset by a file that is applied again. */
  async #applyUser(
    { tx, caller, changes, passwordHashes }: ApplyRun,
    { username, displayName, role, state, tier }: StateUser,
    groupIds: string[] | undefined,
  ): Promise<UserRow> {
    const before = await this.userRows.findByUsername(username, tx)
    const standard = await this.groupRows.getDefault(tx)
    const present =
      before === undefined
        ? await this.users.createIn(tx, caller, {
            username,
            displayName: displayName ?? null,
            role: role ?? 'student',
            state: state ?? 'active',
            locale: null,
            passwordHash: passwordHashes.get(username) ?? null,
            mustChangePassword: false,
            groupIds: (groupIds ?? []).filter((id) => id !== standard.id),
          })
        : await this.users.updateIn(tx, caller, before, {
            ...(displayName !== undefined && { displayName }),
            role: role ?? null,
            state: state ?? null,
            groupIds: groupIds ?? null,
            ...(tier !== undefined && { tier }),
          })
    const isPlaced = before !== undefined || tier == null
    const after = isPlaced ? present : await this.users.updateIn(tx, caller, present, { tier })
    const change = describeChange('user', username, { before, after })
    if (change !== undefined) changes.push({ ...change, detail: change.detail || (before ? 'groups' : '') })
    return after
  }

  async #applyKey(
    { tx, caller, isDev, changes, mintedKeys }: ApplyRun,
    owner: UserRow,
    { key, known }: { key: StateKey; known: ReadonlyMap<string, string> },
  ): Promise<void> {
    if (key.value !== undefined) {
      if (!isDev) refuse(badInput('keyValueNeedsDev', ['value']))
      if (classifyApiKey(key.value) === 'junk')
        refuse(badInput('invalidBecause', ['value'], { detail: 'sk- and 20 characters or more' }))
    }
    const present =
      key.value === undefined
        ? await this.keyRows.findByName(tx, owner.id, key.name)
        : await this.keyRows.findBySecret(tx, key.value)
    if (present !== undefined && present.userId !== owner.id) refuse(badInput('keyValueTaken', ['value']))
    if (present !== undefined) return
    const groupId = key.group === undefined ? undefined : (known.get(key.group) ?? 'unknown')
    const { apiKey, secret } = await this.apiKeys.createIn(tx, caller, {
      owner,
      name: key.name,
      groupId: groupId ?? null,
      modelNames: key.models ?? null,
      allowedAddresses: key.allowedAddresses ?? null,
      isStrict: key.isStrict ?? false,
      limits: key.limits ?? null,
      expiresAt: key.expiresAt ?? null,
      ...(key.value !== undefined && { value: key.value }),
    })
    changes.push({ action: 'create', kind: 'key', name: `${owner.username}/${apiKey.name}`, detail: '' })
    if (key.value === undefined) mintedKeys.push({ username: owner.username, name: apiKey.name, secret })
  }

  async applyCourses({ tx, caller, state, changes, problems }: ApplyRun): Promise<void> {
    for (const [index, { assistants = [], name, pool, ...fields }] of state.courses.entries()) {
      const path = ['courses', String(index)]
      const course = await collectProblems(problems, path, async () => {
        const before = await this.courseRows.findByName(name, tx)
        const patch = { ...fields, ...(pool !== undefined && { poolId: await this.#poolIdOf(pool, tx) }) }
        const after =
          before === undefined
            ? await this.courses.createIn(tx, caller, { name, ...patch })
            : await this.courses.updateIn(tx, caller, before, patch)
        const change = describeChange('course', name, { before, after })
        if (change !== undefined) changes.push(change)
        return after
      })
      if (course === undefined) continue
      for (const [position, username] of assistants.entries())
        await collectProblems(problems, [...path, 'assistants', String(position)], async () => {
          const user = await this.userRows.findByUsername(username.toLowerCase(), tx)
          if (user === undefined) return refuse(badInput('unknownReference', [], { kind: 'user', name: username }))
          const member = { courseId: course.id, userId: user.id, role: 'assistant' } as const
          if (await this.courses.setMemberIn(tx, caller, member))
            changes.push({ action: 'update', kind: 'course-member', name, detail: `${username}: assistant` })
        })
    }
  }

  async #poolIdOf(pool: string | null, tx: Tx): Promise<string | null> {
    if (pool === null) return null
    const [id, another] = await this.poolRows.findIdsByName(pool, tx)
    if (id === undefined || another !== undefined)
      return refuse(badInput('unknownReference', ['pool'], { kind: 'pool', name: pool }))
    return id
  }
}
