import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { isStorable, passwordField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { failed, problemsOf, type Result } from '../../graphql/problem.js'
import { AuditRepository } from '../../modules/audit/audit.repository.js'
import { type UserRow, UsersRepository } from '../../modules/users/users.repository.js'
import { assertCan } from '../assert-can.js'
import { AttemptLimiter } from '../attempts.js'
import type { Caller } from '../caller.js'
import { clientNetwork } from '../client-network.js'
import { hashHumanCode, mintHumanCode, parseHumanCode } from '../human-code.js'
import { PasswordHasher } from '../password.js'
import { SessionRepository } from '../session.repository.js'
import { SessionOpener, type SignIn } from '../session-opener.js'
import { TokenRepository } from '../token.repository.js'
import type { SetPasswordWithCodeInput } from './one-time-codes.inputs.js'
import { OneTimeCodesRepository } from './one-time-codes.repository.js'

/** 60 random bits, three groups of five; tries are counted, and it ends. */
const FORM = { purpose: 'one-time', randomSymbols: 12, checkSymbols: 3 }
const DAY_MS = 86_400_000
const LIFE_MS = 7 * DAY_MS
const MAX_USERNAME_LENGTH = 256

/** A code as it is shown once. */
export interface IssuedCode {
  code: string
  expiresAt: Date
}

/** Codes with which somebody sets his password: after he forgot it, or the first time, from a roster. */
@Injectable()
export class OneTimeCodesService {
  constructor(
    private readonly database: Database,
    private readonly codes: OneTimeCodesRepository,
    private readonly users: UsersRepository,
    private readonly sessions: SessionRepository,
    private readonly opener: SessionOpener,
    private readonly tokens: TokenRepository,
    private readonly passwords: PasswordHasher,
    private readonly attempts: AttemptLimiter,
    private readonly audit: AuditRepository,
  ) {}

  /** An admin's act; the password until now works until the code is used. */
  issue(caller: Caller, userId: string): Promise<Result<IssuedCode & { user: UserRow }>> {
    assertCan(caller, 'user:reset-sign-in')
    return this.database.attempt(async (tx) => {
      const user = await this.users.lock(tx, parseId(userId))
      if (user === undefined) throw new ApiError('NOT_FOUND')
      assertCan(caller, 'user:reset-sign-in', { role: user.role, newRole: user.role })
      if (user.state === 'disabled') return refuse({ code: 'ACCOUNT_DISABLED', text: 'accountDisabled' })
      return { ...(await this.issueIn(tx, caller, user)), user }
    })
  }

  /** As a part of another act, whose permission the caller has shown there. */
  async issueIn(tx: Tx, caller: Caller, user: Pick<UserRow, 'id'>): Promise<IssuedCode> {
    const code = mintHumanCode(FORM)
    const expiresAt = new Date(Date.now() + LIFE_MS)
    const createdByUserId = caller.actor?.userId ?? user.id
    await this.codes.replace(tx, { userId: user.id, hash: hashHumanCode(code), createdByUserId, expiresAt })
    await this.audit.record(tx, caller, {
      action: 'user:issue-code',
      targetKind: 'user',
      targetId: user.id,
      after: { expiresAt },
    })
    return { code, expiresAt }
  }

  /** The same for many; the other act's audit row tells whose. */
  async issueManyIn(tx: Tx, caller: Caller, userIds: readonly string[]): Promise<Map<string, IssuedCode>> {
    const expiresAt = new Date(Date.now() + LIFE_MS)
    const codes = new Map(userIds.map((userId) => [userId, { code: mintHumanCode(FORM), expiresAt }]))
    await this.codes.replaceMany(
      tx,
      [...codes].map(([userId, { code }]) => ({
        userId,
        hash: hashHumanCode(code),
        createdByUserId: caller.actor?.userId ?? userId,
        expiresAt,
      })),
    )
    return codes
  }

  /**
   * For visitors: proves by the code who asks, sets his password, ends all his other sessions and tokens, and signs him
   * in. One answer for a wrong name, a wrong code and a code that is over.
   */
  async setPassword(caller: Caller, input: SetPasswordWithCodeInput): Promise<Result<SignIn>> {
    const parsed = z.object({ newPassword: passwordField }).safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const code = parseHumanCode(FORM, input.code)
    if (code === undefined) return failed([{ code: 'WRONG_CREDENTIALS', text: 'codeMistyped', path: ['code'] }])
    const username = input.username.trim().toLowerCase().slice(0, MAX_USERNAME_LENGTH)
    const attempt = { account: username, network: clientNetwork(caller.address), device: undefined }
    await this.attempts.begin(attempt)
    const passwordHash = await this.passwords.hash(parsed.data.newPassword)
    const result = await this.database.attempt(async (tx) => {
      const found = isStorable(username) ? await this.users.findByUsername(username, tx) : undefined
      const user = found && (await this.users.lock(tx, found.id))
      const isRight = user !== undefined && (await this.codes.use(tx, { userId: user.id, hash: hashHumanCode(code) }))
      if (!isRight) return refuse({ code: 'WRONG_CREDENTIALS', text: 'wrongOneTimeCode', path: ['code'] })
      if (user.state === 'disabled') return refuse({ code: 'ACCOUNT_DISABLED', text: 'accountDisabled' })
      await this.sessions.revokeAll(tx, user.id)
      await this.tokens.revokeAll(tx, user.id)
      const updated = await this.users.update(tx, user.id, { passwordHash, mustChangePassword: false })
      await this.audit.record(tx, caller, {
        action: 'user:set-password-with-code',
        targetKind: 'user',
        targetId: user.id,
      })
      return this.opener.open(tx, caller, updated, { method: 'code' })
    })
    if (result.type === 'ok') await this.attempts.succeed(attempt)
    return result
  }
}
