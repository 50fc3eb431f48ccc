import { Injectable } from '@nestjs/common'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { reasonField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { AuditRepository } from '../../modules/audit/audit.repository.js'
import { type UserRow, UsersRepository } from '../../modules/users/users.repository.js'
import { assertCan, assertMaySee } from '../assert-can.js'
import type { Caller } from '../caller.js'
import { LoginService } from '../login.service.js'
import { SessionRepository } from '../session.repository.js'
import { ExternalIdentityRepository } from './external-identity.repository.js'
import { OidcClient } from './oidc.client.js'

const WRONG_PASSWORD: ProblemDraft = { code: 'WRONG_CREDENTIALS', text: 'wrongPassword', path: ['password'] }
const NOT_CONNECTED: ProblemDraft = { code: 'CONFLICT', text: 'oidcNotConnected' }

/** The ways in that somebody has. */
export interface WaysIn {
  hasPassword: boolean
  connectedAt: Date | null
  lastLogInAt: Date | null
}

/** Which identity at the provider opens which account: connected by its owner, taken off by him or an admin. */
@Injectable()
export class OidcConnectionService {
  constructor(
    private readonly database: Database,
    private readonly client: OidcClient,
    private readonly identities: ExternalIdentityRepository,
    private readonly users: UsersRepository,
    private readonly sessions: SessionRepository,
    private readonly login: LoginService,
    private readonly audit: AuditRepository,
  ) {}

  async waysIn(caller: Caller): Promise<WaysIn> {
    const { userId, username } = assertCan(caller, 'self:read')
    return this.#waysInOf({ id: userId, username })
  }

  /** Somebody's, for staff. */
  async waysInOf(caller: Caller, userId: string): Promise<WaysIn> {
    assertMaySee(caller, 'user:list', {})
    const user = await this.users.find(parseId(userId))
    if (user === undefined) throw new ApiError('NOT_FOUND')
    return this.#waysInOf(user)
  }

  async #waysInOf({ id, username }: Pick<UserRow, 'id' | 'username'>): Promise<WaysIn> {
    const [found, identity] = await Promise.all([this.users.findPasswordHash(username), this.identities.findOfUser(id)])
    return {
      hasPassword: found?.passwordHash != null,
      connectedAt: identity?.createdAt ?? null,
      lastLogInAt: identity?.lastLoginAt ?? null,
    }
  }

  /** Where a session of the provider ends; undefined where this one did not begin there. */
  async logOutUrl(caller: Caller): Promise<string | undefined> {
    if (caller.actor?.signIn?.method !== 'oidc' || this.client.settings === undefined) return undefined
    return this.client.logOutUrl()
  }

  /** Whether the caller may add a way into his account: by his password, as an open browser is not enough. */
  async permit(caller: Caller, password: string): Promise<Result<string>> {
    const actor = assertCan(caller, 'self:change-password')
    if (actor.via !== 'session') throw new ApiError('FORBIDDEN')
    if (!(await this.login.isOwnPassword(caller, actor, password))) return failed([WRONG_PASSWORD])
    return ok(actor.userId)
  }

  async connect(
    tx: Tx,
    caller: Caller,
    { issuer, subject }: { issuer: string; subject: string },
    userId: string,
  ): Promise<Result<UserRow>> {
    const user = await this.users.lock(tx, userId)
    if (user === undefined) throw new ApiError('UNAUTHENTICATED')
    const known = await this.identities.find(tx, { issuer, subject })
    if (known !== undefined && known.userId !== userId)
      return failed([
        { code: 'CONFLICT', text: 'oidcConnectedElsewhere', values: { label: this.client.settings?.label ?? '' } },
      ])
    if (known !== undefined || (await this.identities.findOfUser(userId, tx)) !== undefined)
      return failed([{ code: 'CONFLICT', text: 'oidcConnectedAlready' }])
    await this.identities.insert(tx, { userId, issuer, subject, lastLoginAt: null })
    await this.#record(tx, caller, 'user:connect-log-in', { userId, after: { issuer, subject } })
    return ok(user)
  }

  /** By its owner, who has a password to come back with. */
  async disconnect(caller: Caller, password: string): Promise<Result<WaysIn>> {
    const permitted = await this.permit(caller, password)
    if (permitted.type === 'failed') return permitted
    const userId = permitted.value
    const result = await this.database.attempt(async (tx) => {
      const user = await this.users.lock(tx, userId)
      const found = user && (await this.users.findPasswordHash(user.username, tx))
      if (found?.passwordHash == null) return refuse({ code: 'CONFLICT', text: 'oidcOnlyWay' })
      await this.#remove(tx, userId)
      await this.#record(tx, caller, 'user:disconnect-log-in', { userId })
    })
    return result.type === 'ok' ? ok(await this.waysIn(caller)) : result
  }

  /** By an admin, where the wrong person is connected: sessions end, and the next first log-in decides anew. */
  reset(caller: Caller, { userId, reason }: { userId: string; reason: string }): Promise<Result<UserRow>> {
    assertCan(caller, 'user:reset-sign-in')
    return this.database.attempt(async (tx) => {
      const user = await this.users.lock(tx, parseId(userId))
      if (user === undefined) throw new ApiError('NOT_FOUND')
      assertCan(caller, 'user:reset-sign-in', { role: user.role, newRole: user.role })
      const given = reasonField.safeParse(reason)
      if (!given.success) return refuse(...problemsOf(given.error, ['reason']))
      await this.#remove(tx, user.id)
      await this.sessions.revokeAll(tx, user.id)
      await this.#record(tx, caller, 'user:disconnect-log-in', { userId: user.id, reason: given.data })
      return user
    })
  }

  async #remove(tx: Tx, userId: string): Promise<void> {
    if ((await this.identities.removeOfUser(tx, userId)) === 0) refuse(NOT_CONNECTED)
  }

  #record(
    tx: Tx,
    caller: Caller,
    action: string,
    { userId, after, reason }: { userId: string; after?: unknown; reason?: string },
  ): Promise<void> {
    return this.audit.record(tx, caller, {
      action,
      targetKind: 'user',
      targetId: userId,
      ...(after !== undefined && { after }),
      ...(reason !== undefined && { reason }),
    })
  }
}
