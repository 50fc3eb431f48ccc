import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { passwordField, reasonField, textField, usernameField, withoutNulls } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { LOCALES } from '../../graphql/locale.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { PasswordHasher } from '../../identity/password.js'
import { SessionRepository } from '../../identity/session.repository.js'
import { TokenRepository } from '../../identity/token.repository.js'
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { ConversationsRepository } from '../conversations/conversations.repository.js'
import { findNamedGroups } from '../groups/find-named-groups.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import type {
  CreateUserInput,
  DeleteUserInput,
  UpdateMyAccountInput,
  UpdateUserInput,
  UserFilter,
  UserSort,
} from './users.inputs.js'
import { type UserPatch, type UserRow, UsersRepository } from './users.repository.js'

const MAX_GROUPS = 100
const displayName = textField(64)
const createSchema = z.object({ username: usernameField, displayName, password: passwordField.nullish() })
const accountSchema = z.object({
  displayName,
  locale: z.enum(LOCALES, 'invalidLocale').nullish(),
  acceptsUnpriced: z.boolean().optional(),
  noticeClosed: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/, 'invalid')
    .nullish(),
})
const NEWEST_FIRST: UserSort = { field: 'createdAt', direction: 'desc' }

/** A user as an admin makes him; the password is hashed before the transaction. */
export interface NewUser {
  username: string
  displayName: string | null
  role: UserRow['role']
  state: UserRow['state']
  locale: string | null
  passwordHash: string | null
  mustChangePassword: boolean
  groupIds: readonly string[]
}

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly groups: GroupsRepository,
    private readonly apiKeys: ApiKeysRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenRepository,
    private readonly passwords: PasswordHasher,
    private readonly settings: SettingsRepository,
    private readonly audit: AuditRepository,
    private readonly conversations: ConversationsRepository,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: UserFilter | undefined; sort?: UserSort | undefined },
  ): Promise<Page<UserRow>> {
    assertCan(caller, 'user:list')
    const sort = args.sort ?? NEWEST_FIRST
    const filter = args.filter ?? {}
    const request = parsePage(args, 2)
    for (const id of [filter.groupId, filter.courseId]) if (id) parseId(id)
    const found = await this.users.list(request, filter, sort)
    const sortValueOf = (user: UserRow): string =>
      sort.field === 'username' ? user.username : user.createdAt.toISOString()
    return toPage({ ...found, first: request.first, cursorOf: (user) => [sortValueOf(user), user.id] })
  }

  async get(caller: Caller, id: string): Promise<UserRow> {
    assertMaySee(caller, 'user:read', { ownerId: toId(id) ?? '' })
    const user = await this.users.find(parseId(id))
    if (user === undefined) throw new ApiError('NOT_FOUND')
    return user
  }

  /** The caller himself; visitors, and whoever still has to show his second factor, get undefined. */
  async me(caller: Caller): Promise<UserRow | undefined> {
    if (caller.actor === undefined || caller.actor.obstacle === 'second-factor') return undefined
    assertCan(caller, 'self:read')
    return await this.users.find(caller.actor.userId)
  }

  current(id: string): Promise<UserRow | undefined> {
    return this.users.find(id)
  }

  async create(caller: Caller, input: CreateUserInput): Promise<Result<UserRow>> {
    assertCan(caller, 'user:create', { newRole: input.role })
    const parsed = createSchema.safeParse(input)
    if (!parsed.success) return { type: 'failed', problems: problemsOf(parsed.error) }
    const { username, password } = parsed.data
    const passwordHash = password ? await this.passwords.hash(password) : null
    return this.database.attempt(async (tx) =>
      this.createIn(tx, caller, {
        username,
        displayName: parsed.data.displayName ?? null,
        role: input.role,
        state: 'active',
        locale: null,
        passwordHash,
        mustChangePassword: passwordHash !== null,
        groupIds: await this.#checkGroups(tx, input.groupIds ?? []),
      }),
    )
  }

  /** With his playground key, so that gateways know it before he opens the page. */
  async createIn(tx: Tx, caller: Caller, { groupIds, ...user }: NewUser): Promise<UserRow> {
    assertCan(caller, 'user:create', { newRole: user.role })
    if ((await this.users.findByUsername(user.username, tx)) !== undefined)
      return refuse({ code: 'CONFLICT', text: 'usernameTaken', path: ['username'] })
    const row = await this.users.insert(tx, user)
    if (groupIds.length > 0) await this.users.setGroups(tx, row.id, groupIds)
    await this.ensurePlaygroundKey(tx, row)
    await this.audit.record(tx, caller, {
      action: 'user:create',
      targetKind: 'user',
      targetId: row.id,
      after: { username: user.username, role: user.role, state: user.state, groupIds },
    })
    return row
  }

  async ensurePlaygroundKey(tx: Tx, user: UserRow): Promise<void> {
    const group = await this.groups.getDefault(tx)
    await this.apiKeys.ensurePlaygroundKey(tx, {
      userId: user.id,
      groupId: group.id,
      payerAccountId: user.walletAccountId,
    })
  }

  update(caller: Caller, input: UpdateUserInput): Promise<Result<UserRow>> {
    assertCan(caller, 'user:update')
    const { id, version, ...patch } = input
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.users.lock(tx, parseId(id)), version)
      return this.updateIn(tx, caller, row, patch)
    })
  }

  async updateIn(
    tx: Tx,
    caller: Caller,
    row: UserRow,
    patch: Omit<UpdateUserInput, 'id' | 'version'>,
  ): Promise<UserRow> {
    assertCan(caller, 'user:update', { role: row.role, newRole: patch.role ?? row.role })
    const parsed = z.object({ displayName }).safeParse(patch)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const { role, state } = withoutNulls(patch, ['role', 'state'])
    const changed = changedFields(row, { ...parsed.data, role, state, tier: patch.tier }) as UserPatch
    await this.#assertTier(tx, changed.tier)
    // only a registration is pending: whoever has a join code may take such an account over
    if (changed.state === 'pending') return refuse(badInput('notPendingAgain', ['state']))
    await this.#assertRootStays(tx, row, changed)
    const groups = patch.groupIds ? await this.#changedGroups(tx, row.id, patch.groupIds) : undefined
    if (Object.keys(changed).length === 0 && groups === undefined) return row
    if (groups !== undefined) await this.users.setGroups(tx, row.id, groups.after)
    const updated = await this.users.update(tx, row.id, changed)
    // whoever may do less from now on logs in again; so does whoever may do more (a new session id for a new privilege)
    if (changed.role !== undefined || changed.state === 'disabled') {
      await this.sessions.revokeAll(tx, row.id)
      await this.tokens.revokeAll(tx, row.id)
    }
    await this.audit.record(tx, caller, {
      action: 'user:update',
      targetKind: 'user',
      targetId: row.id,
      before: { ...fieldsOf(row, changed), ...(groups && { groupIds: groups.before }) },
      after: { ...changed, ...(groups && { groupIds: groups.after }) },
    })
    return updated
  }

  /**
   * Disabled first, by the same rules: keys, leases and sessions end as they do then. The row stays for the books; what
   * was kept for nobody else goes.
   */
  delete(caller: Caller, input: DeleteUserInput): Promise<Result<UserRow>> {
    assertCan(caller, 'user:update')
    return this.database.attempt(async (tx) => {
      const row = await this.users.lock(tx, parseId(input.id))
      if (row === undefined) throw new ApiError('NOT_FOUND')
      assertCan(caller, 'user:update', { role: row.role, newRole: row.role })
      if (row.id === caller.actor?.userId) return refuse({ code: 'IN_USE', text: 'notYourself' })
      const reason = reasonField.safeParse(input.reason)
      if (!reason.success) return refuse(...problemsOf(reason.error, ['reason']))
      if (row.version !== input.version) return refuse({ code: 'CONFLICT', text: 'changedMeanwhile' })
      const disabled = await this.updateIn(tx, caller, row, { state: 'disabled' })
      await this.users.update(tx, row.id, { deletedAt: new Date() })
      await this.conversations.forget(tx, row.id)
      await this.audit.record(tx, caller, {
        action: 'user:delete',
        targetKind: 'user',
        targetId: row.id,
        before: { username: row.username },
        reason: reason.data,
      })
      return disabled
    })
  }

  async #assertTier(tx: Tx, tier: string | null | undefined): Promise<void> {
    if (tier == null) return
    const { tiers } = await this.settings.get(tx)
    if (!tiers.some(({ name }) => name === tier)) refuse(badInput('unknownTier', ['tier'], { name: tier }))
  }

  async #assertRootStays(tx: Tx, row: UserRow, { role, state }: UserPatch): Promise<void> {
    const isWorkingRoot = row.role === 'root' && row.state === 'active'
    const staysRoot = (role ?? 'root') === 'root' && (state ?? 'active') === 'active'
    if (isWorkingRoot && !staysRoot && (await this.users.countRoots(tx)) <= 1)
      refuse({ code: 'IN_USE', text: 'lastRoot' })
  }

  async #changedGroups(
    tx: Tx,
    userId: string,
    given: readonly string[],
  ): Promise<{ before: string[]; after: string[] } | undefined> {
    const after = (await this.#checkGroups(tx, given)).toSorted()
    const standard = await this.groups.getDefault(tx)
    const all = (await this.groups.idsOfUsers([userId], tx)).get(userId) ?? []
    const before = all.filter((id) => id !== standard.id).toSorted()
    return before.join() === after.join() ? undefined : { before, after }
  }

  /** @returns existing groups without repetitions and without the default one, which everybody has */
  async #checkGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
    if (groupIds.length > MAX_GROUPS) refuse(badInput('tooMany', ['groupIds']))
    const named = await findNamedGroups(this.groups, tx, groupIds)
    return named.filter(({ isDefault }) => !isDefault).map(({ id }) => id)
  }

  updateMyAccount(caller: Caller, input: UpdateMyAccountInput): Promise<Result<UserRow>> {
    const actor = assertCan(caller, 'self:update')
    return this.database.attempt(async (tx) => {
      const parsed = accountSchema.safeParse(withoutNulls(input, ['acceptsUnpriced']))
      if (!parsed.success) return refuse(...problemsOf(parsed.error))
      const row = await this.users.lock(tx, actor.userId)
      if (row === undefined) throw new ApiError('UNAUTHENTICATED')
      return this.users.update(tx, row.id, changedFields(row, parsed.data) as UserPatch)
    })
  }

  /** Kept with version and time. A version that is not the one in force was read before it changed. */
  acceptTerms(caller: Caller, version: string): Promise<Result<UserRow>> {
    const actor = assertCan(caller, 'self:accept-terms')
    return this.database.attempt(async (tx) => {
      const { termsVersion } = await this.settings.get(tx)
      if (termsVersion === null || termsVersion !== version) return refuse({ code: 'CONFLICT', text: 'otherTerms' })
      const row = await this.users.lock(tx, actor.userId)
      if (row === undefined) throw new ApiError('UNAUTHENTICATED')
      if (row.termsVersion === version) return row
      await this.audit.record(tx, caller, {
        action: 'user:accept-terms',
        targetKind: 'user',
        targetId: row.id,
        after: { termsVersion: version },
      })
      return this.users.update(tx, row.id, { termsVersion: version, termsAcceptedAt: new Date() })
    })
  }
}
