import { Inject, Injectable } from '@nestjs/common'
import { mintApiKey, signTicket, TICKET_TTL_MS } from '@tollgate/protocols/credentials'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { ChangeSignal } from '../../database/change-signal.js'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { nameField, textField, withoutNulls } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { limitsField } from '../../graphql/rate-limits.types.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { type GroupRow, GroupsRepository } from '../groups/groups.repository.js'
import { PoolsRepository } from '../pools/pools.repository.js'
import { RecordingRepository } from '../recording/recording.repository.js'
import { findSwitchFault, recordingPatchShape } from '../recording/recording-switch.js'
import { type UserRow, UsersRepository } from '../users/users.repository.js'
import type { ApiKeyFilter, CreateApiKeyInput, RevokeApiKeyInput, UpdateApiKeyInput } from './api-keys.inputs.js'
import { type ApiKeyRow, ApiKeysRepository, type KeyPatch } from './api-keys.repository.js'

const MAX_ACTIVE_KEYS = 200
const MAX_PROJECTION_WAIT_MS = 100
const isAddressRange = (text: string): boolean => ipaddr.isValidCIDR(text) || ipaddr.isValid(text)

const createSchema = z.object({
  name: nameField(64),
  expiresAt: z
    .date()
    .refine((date) => date > new Date(), 'expiryInPast')
    .nullish(),
  modelNames: z.array(nameField(256)).max(1_000, 'tooMany').nullish(),
  allowedAddresses: z
    .array(z.string().max(64).refine(isAddressRange, 'invalidAddressRange'))
    .max(100, 'tooMany')
    .nullish(),
  limits: limitsField.nullish(),
})
const updateSchema = z.object({ name: nameField(64).nullish(), limits: limitsField.nullish(), ...recordingPatchShape })
const NO_LIMITS = { rpm: null, tpm: null, concurrency: null }
const revokeSchema = z.object({ reason: textField(500) })

export interface CreatedApiKey {
  apiKey: ApiKeyRow
  secret: string
}

@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly apiKeys: ApiKeysRepository,
    private readonly groups: GroupsRepository,
    private readonly users: UsersRepository,
    private readonly pools: PoolsRepository,
    private readonly recording: RecordingRepository,
    private readonly audit: AuditRepository,
    private readonly changes: ChangeSignal,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: ApiKeyFilter | undefined },
  ): Promise<Page<ApiKeyRow>> {
    const userId = args.filter?.userId?.toLowerCase() ?? caller.actor?.userId ?? ''
    assertMaySee(caller, 'key:read', { ownerId: userId })
    const request = parsePage(args, 2)
    const found = await this.apiKeys.list(request, { ...args.filter, userId: parseId(userId) })
    return toPage({ ...found, first: request.first, cursorOf: (key) => [key.createdAt.toISOString(), key.id] })
  }

  /** Answers when gateways are told of the key, as far as that is quick: whoever has it uses it at once. */
  async create(caller: Caller, input: CreateApiKeyInput): Promise<Result<CreatedApiKey>> {
    const ownerId = toId(input.userId ?? caller.actor?.userId ?? '')
    assertCan(caller, 'key:create', { ownerId: ownerId ?? '' })
    const result = await this.database.attempt(async (tx) => {
      const owner = ownerId === undefined ? undefined : await this.users.find(ownerId, tx)
      if (owner === undefined) throw new ApiError('NOT_FOUND')
      return this.createIn(tx, caller, { ...input, owner })
    })
    if (result.type === 'ok') await this.changes.whenHandled(MAX_PROJECTION_WAIT_MS)
    return result
  }

  /** @param input.value a secret that an administrator chose; absent: a minted one */
  async createIn(
    tx: Tx,
    caller: Caller,
    input: CreateApiKeyInput & { owner: UserRow; value?: string },
  ): Promise<CreatedApiKey> {
    const { owner } = input
    assertCan(caller, 'key:create', { ownerId: owner.id, role: owner.role })
    const parsed = createSchema.safeParse(input)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    if (owner.state !== 'active') return refuse({ code: 'ACCOUNT_PENDING', text: 'userNotActive' })
    if ((await this.apiKeys.countActive(tx, owner.id)) >= MAX_ACTIVE_KEYS)
      return refuse({ code: 'CONFLICT', text: 'tooManyKeys' })
    const group = await this.#usableGroup(tx, owner, input.groupId ?? undefined)
    const payer = await this.#usablePayer(tx, owner, input.payerId ?? undefined)
    const secret = input.value ?? mintApiKey('u')
    const { name, expiresAt, modelNames, allowedAddresses, limits } = parsed.data
    if (limits != null) assertCan(caller, 'settings:write')
    const apiKey = await this.apiKeys.insert(tx, {
      userId: owner.id,
      groupId: group.id,
      ...payer,
      name,
      secret,
      expiresAt: expiresAt ?? null,
      modelNames: modelNames ?? [],
      allowedAddresses: allowedAddresses ?? [],
      isStrict: input.isStrict ?? false,
      ...limits,
    })
    await this.audit.record(tx, caller, {
      action: 'key:create',
      targetKind: 'api-key',
      targetId: apiKey.id,
      after: {
        name,
        ownerId: owner.id,
        groupId: group.id,
        payerAccountId: payer.payerAccountId,
        prefix: apiKey.prefix,
        lastFour: apiKey.lastFour,
      },
    })
    return { apiKey, secret }
  }

  async #usableGroup(tx: Tx, owner: UserRow, groupId: string | undefined): Promise<GroupRow> {
    if (groupId === undefined) return this.groups.getDefault(tx)
    const id = toId(groupId)
    const group = id === undefined ? undefined : await this.groups.find(id, tx)
    const allowed = (await this.groups.idsOfUsers([owner.id], tx)).get(owner.id) ?? []
    // one answer for a group that does not exist and one that is not his: groups of others are nobody's business
    if (group === undefined || !allowed.includes(group.id)) return refuse(badInput('groupNotAllowed', ['groupId']))
    return group
  }

  /** The owner's wallet, or a pool that he may spend from, whose course then reports the key's calls. */
  async #usablePayer(
    tx: Tx,
    owner: UserRow,
    payerId: string | undefined,
  ): Promise<{ payerAccountId: string; courseId: string | null }> {
    const id = toId(payerId ?? owner.walletAccountId)
    if (id === owner.walletAccountId) return { payerAccountId: id, courseId: null }
    const pool = id === undefined ? undefined : await this.pools.find(id, owner.id, tx)
    // one answer for a pool that does not exist and one that is not his
    if (pool?.isUsable !== true) return refuse(badInput('payerNotAllowed', ['payerId']))
    return { payerAccountId: pool.id, courseId: pool.courseId }
  }

  async update(caller: Caller, input: UpdateApiKeyInput): Promise<Result<ApiKeyRow>> {
    assertCan(caller, 'key:update', { ownerId: caller.actor?.userId ?? '' })
    const result = await this.database.attempt(async (tx) => {
      const key = await this.apiKeys.lock(tx, parseId(input.id))
      const owner = key && (await this.users.find(key.userId, tx))
      if (key === undefined || owner === undefined) throw new ApiError('NOT_FOUND')
      assertMaySee(caller, 'key:update', { ownerId: owner.id, role: owner.role })
      const parsed = updateSchema.safeParse(withoutNulls(input, ['recordingEnabled']))
      if (!parsed.success) return refuse(...problemsOf(parsed.error))
      if (key.version !== input.version)
        return refuse({ code: 'CONFLICT', text: 'changedMeanwhile', path: ['version'] })
      if (key.storedState !== 'active') return refuse({ code: 'CONFLICT', text: 'keyNotActive' })
      const payer = input.payerId == null ? {} : await this.#usablePayer(tx, owner, input.payerId)
      const { name, limits, ...recording } = parsed.data
      const isOfAdmins = limits != null || Object.values(recording).some((value) => value !== undefined)
      if (isOfAdmins) assertCan(caller, 'settings:write')
      const present = { ...key, ...NO_LIMITS, ...key.limits }
      const patch = changedFields(present, {
        ...(name != null && { name }),
        ...payer,
        ...(limits != null && { ...NO_LIMITS, ...limits }),
        ...recording,
      }) as KeyPatch
      if (Object.keys(patch).length === 0) return key
      const fault = await findSwitchFault({
        before: key,
        after: { ...key, ...patch },
        wasConsentedTo: (version) => this.recording.wasConsentedTo(tx, { kind: 'key', id: key.id }, version),
      })
      if (fault !== undefined) return refuse(fault)
      const updated = await this.apiKeys.update(tx, key.id, patch)
      await this.audit.record(tx, caller, {
        action: 'key:update',
        targetKind: 'api-key',
        targetId: key.id,
        before: fieldsOf(present, patch),
        after: patch,
      })
      return updated
    })
    if (result.type === 'ok') await this.changes.whenHandled(MAX_PROJECTION_WAIT_MS)
    return result
  }

  /** For a payload that says CONFLICT: the caller was allowed to change it. */
  current(id: string): Promise<ApiKeyRow | undefined> {
    return this.apiKeys.find(parseId(id))
  }

  revoke(caller: Caller, input: RevokeApiKeyInput): Promise<Result<ApiKeyRow>> {
    assertCan(caller, 'key:revoke', { ownerId: caller.actor?.userId ?? '' })
    return this.database.attempt(async (tx) => {
      const key = await this.apiKeys.lock(tx, parseId(input.id))
      const owner = key && (await this.users.find(key.userId, tx))
      if (key === undefined || owner === undefined) throw new ApiError('NOT_FOUND')
      assertMaySee(caller, 'key:revoke', { ownerId: owner.id, role: owner.role })
      const parsed = revokeSchema.safeParse(input)
      if (!parsed.success) return refuse(...problemsOf(parsed.error))
      const state = input.isLeaked ? 'leaked' : 'revoked'
      // revoked may still become leaked, never the other way round
      if (key.storedState === 'leaked' || key.storedState === state) return key
      const reason = parsed.data.reason ?? null
      const revoked = await this.apiKeys.setState(tx, key.id, { state, stateReason: reason })
      await this.audit.record(tx, caller, {
        action: 'key:revoke',
        targetKind: 'api-key',
        targetId: key.id,
        before: { state: key.storedState },
        after: { state },
        reason: reason ?? undefined,
      })
      return revoked
    })
  }

  /** A signed stand-in for the caller's own playground key. */
  createPlaygroundTicket(caller: Caller): Promise<Result<{ ticket: string; expiresAt: Date }>> {
    const actor = assertCan(caller, 'playground:use')
    return this.database.attempt(async (tx) => {
      const owner = await this.users.find(actor.userId, tx)
      if (owner === undefined) throw new ApiError('UNAUTHENTICATED')
      const group = await this.groups.getDefault(tx)
      const key = await this.apiKeys.ensurePlaygroundKey(tx, {
        userId: owner.id,
        groupId: group.id,
        payerAccountId: owner.walletAccountId,
      })
      if (key.storedState !== 'active') return refuse({ code: 'CONFLICT', text: 'keyNotActive' })
      const expiresAtMs = Date.now() + TICKET_TTL_MS
      const payload = { keyId: key.id, sessionId: actor.credentialId, expiresAtMs }
      return { ticket: signTicket(payload, this.config.env.masterKey), expiresAt: new Date(expiresAtMs) }
    })
  }
}
