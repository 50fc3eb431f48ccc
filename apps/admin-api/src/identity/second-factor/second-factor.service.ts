import { Inject, Injectable } from '@nestjs/common'
import { openSecret, sealSecret } from '@tollgate/protocols/credentials'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { failed, type ProblemDraft, type Result } from '../../graphql/problem.js'
import { AuditRepository } from '../../modules/audit/audit.repository.js'
import { SettingsRepository } from '../../modules/settings/settings.repository.js'
import { type UserRow, UsersRepository } from '../../modules/users/users.repository.js'
import { assertCan } from '../assert-can.js'
import type { Caller, SignedInActor } from '../caller.js'
import { hashHumanCode, mintHumanCode, parseHumanCode } from '../human-code.js'
import { LoginService } from '../login.service.js'
import { SessionRepository, type SignInMethod } from '../session.repository.js'
import { SessionOpener, type SignIn } from '../session-opener.js'
import { SecondFactorRepository } from './second-factor.repository.js'
import { SecondFactorAttempts } from './second-factor-attempts.js'
import { checkTotp, newTotpSecret, totpUri } from './totp.js'

/** 40 random bits, two groups of five: they belong to one user, and tries are counted. */
const RECOVERY_FORM = { purpose: 'recovery', randomSymbols: 8, checkSymbols: 2 }
const RECOVERY_CODES = 10
const ISSUER = 'Tollgate'
const WRONG_CODE: ProblemDraft = { code: 'WRONG_CREDENTIALS', text: 'wrongSecondFactor', path: ['code'] }
const WRONG_PASSWORD: ProblemDraft = { code: 'WRONG_CREDENTIALS', text: 'wrongPassword', path: ['password'] }

/** What an authenticator app needs; shown once. */
export interface SecondFactorSetup {
  secret: string
  uri: string
}

export interface SecondFactorState {
  isEnabled: boolean
  recoveryCodesLeft: number
}

/** One-time passwords of an app beside the password, and codes for the day on which the phone is lost. */
@Injectable()
export class SecondFactorService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly factors: SecondFactorRepository,
    private readonly users: UsersRepository,
    private readonly settings: SettingsRepository,
    private readonly login: LoginService,
    private readonly sessions: SessionRepository,
    private readonly opener: SessionOpener,
    private readonly attempts: SecondFactorAttempts,
    private readonly audit: AuditRepository,
  ) {}

  async state(caller: Caller): Promise<SecondFactorState> {
    const { userId } = assertCan(caller, 'self:read')
    const { client } = this.database
    const [{ confirmedAt }, recoveryCodesLeft] = await Promise.all([
      this.factors.find(client, userId),
      this.factors.countRecoveryCodes(client, userId),
    ])
    return { isEnabled: confirmedAt !== null, recoveryCodesLeft }
  }

  /** Nothing is asked for at the next log-in before it was confirmed. */
  async begin(caller: Caller, { password }: { password: string }): Promise<Result<SecondFactorSetup>> {
    const actor = assertOwnSession(caller)
    if (!(await this.login.isOwnPassword(caller, actor, password))) return failed([WRONG_PASSWORD])
    const secret = newTotpSecret()
    const sealed = sealSecret(secret, { secondFactorOf: actor.userId }, this.config.env.masterKey)
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, actor.userId)
      if (row.confirmedAt !== null) return refuse({ code: 'CONFLICT', text: 'secondFactorOn' })
      await this.factors.begin(tx, actor.userId, sealed)
      return { secret, uri: totpUri(secret, { issuer: ISSUER, username: actor.username }) }
    })
  }

  /** From now on asked for. Other sessions end: they were opened without it. @returns the recovery codes, shown once */
  async confirm(caller: Caller, { code }: { code: string }): Promise<Result<{ recoveryCodes: string[] }>> {
    const actor = assertOwnSession(caller)
    await this.attempts.begin(actor.userId)
    const result = await this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, actor.userId)
      if (row.confirmedAt !== null) return refuse({ code: 'CONFLICT', text: 'secondFactorOn' })
      if (!(await this.#useTotp(tx, actor.userId, code))) return refuse(WRONG_CODE)
      await this.factors.confirm(tx, actor.userId)
      const user = await this.users.find(actor.userId, tx)
      if (user === undefined) throw new ApiError('UNAUTHENTICATED')
      await this.sessions.revokeAll(tx, actor.userId)
      await this.opener.open(tx, caller, user, { method: methodOf(actor), isSecondFactorShown: true })
      await this.#record(tx, caller, 'user:add-second-factor', actor.userId)
      return { recoveryCodes: await this.#newRecoveryCodes(tx, actor.userId) }
    })
    if (result.type === 'ok') await this.attempts.succeed(actor.userId)
    return result
  }

  /** The second step of a log-in, by the app's code or a recovery code: the session goes on under a new id. */
  async verify(caller: Caller, { code }: { code: string }): Promise<Result<SignIn>> {
    const actor = assertCan(caller, 'self:show-second-factor')
    const { userId } = actor
    await this.attempts.begin(userId)
    const result = await this.database.attempt(async (tx) => {
      await this.#lock(tx, userId)
      if (!(await this.#use(tx, caller, userId, code))) return refuse(WRONG_CODE)
      const user = await this.users.find(userId, tx)
      if (user === undefined) throw new ApiError('UNAUTHENTICATED')
      return this.opener.open(tx, caller, user, { method: methodOf(actor), isSecondFactorShown: true })
    })
    if (result.type === 'ok') await this.attempts.succeed(userId)
    return result
  }

  /** With password and code: an open browser alone turns nothing off. */
  async remove(caller: Caller, given: { password: string; code: string }): Promise<Result<SecondFactorState>> {
    const actor = assertOwnSession(caller)
    const { secondFactorRequired } = await this.settings.get()
    if (secondFactorRequired && actor.role !== 'student')
      return failed([{ code: 'CONFLICT', text: 'secondFactorRequired' }])
    return this.#reauthenticated(caller, actor, given, async (tx) => {
      await this.factors.remove(tx, actor.userId)
      await this.#record(tx, caller, 'user:remove-second-factor', actor.userId)
      return { isEnabled: false, recoveryCodesLeft: 0 }
    })
  }

  /** Ends the old recovery codes. */
  renewRecoveryCodes(
    caller: Caller,
    given: { password: string; code: string },
  ): Promise<Result<{ recoveryCodes: string[] }>> {
    const actor = assertOwnSession(caller)
    return this.#reauthenticated(caller, actor, given, async (tx) => {
      await this.#record(tx, caller, 'user:renew-recovery-codes', actor.userId)
      return { recoveryCodes: await this.#newRecoveryCodes(tx, actor.userId) }
    })
  }

  /** For somebody who lost phone and recovery codes: an admin takes the second factor off, and all sessions end. */
  reset(caller: Caller, { userId, reason }: { userId: string; reason: string }): Promise<Result<UserRow>> {
    assertCan(caller, 'user:reset-sign-in')
    return this.database.attempt(async (tx) => {
      const user = await this.users.lock(tx, parseId(userId))
      if (user === undefined) throw new ApiError('NOT_FOUND')
      assertCan(caller, 'user:reset-sign-in', { role: user.role, newRole: user.role })
      if (!user.hasSecondFactor) return refuse({ code: 'CONFLICT', text: 'secondFactorOff' })
      await this.factors.remove(tx, user.id)
      await this.sessions.revokeAll(tx, user.id)
      await this.audit.record(tx, caller, {
        action: 'user:reset-second-factor',
        targetKind: 'user',
        targetId: user.id,
        reason,
      })
      return { ...user, hasSecondFactor: false }
    })
  }

  async #reauthenticated<T>(
    caller: Caller,
    actor: SignedInActor,
    { password, code }: { password: string; code: string },
    work: (tx: Tx) => Promise<T>,
  ): Promise<Result<T>> {
    if (!(await this.login.isOwnPassword(caller, actor, password))) return failed([WRONG_PASSWORD])
    await this.attempts.begin(actor.userId)
    const result = await this.database.attempt(async (tx) => {
      const { confirmedAt } = await this.#lock(tx, actor.userId)
      if (confirmedAt === null) return refuse({ code: 'CONFLICT', text: 'secondFactorOff' })
      if (!(await this.#use(tx, caller, actor.userId, code))) return refuse(WRONG_CODE)
      return work(tx)
    })
    if (result.type === 'ok') await this.attempts.succeed(actor.userId)
    return result
  }

  async #lock(tx: Tx, userId: string) {
    await this.users.lock(tx, userId)
    return this.factors.find(tx, userId)
  }

  async #use(tx: Tx, caller: Caller, userId: string, code: string): Promise<boolean> {
    const recovery = parseHumanCode(RECOVERY_FORM, code)
    if (recovery === undefined) return this.#useTotp(tx, userId, code)
    const isRight = await this.factors.useRecoveryCode(tx, userId, hashHumanCode(recovery))
    if (isRight) await this.#record(tx, caller, 'user:use-recovery-code', userId)
    return isRight
  }

  async #useTotp(tx: Tx, userId: string, code: string): Promise<boolean> {
    const { sealedSecret, lastStep } = await this.factors.find(tx, userId)
    const secret =
      sealedSecret === null
        ? undefined
        : openSecret(sealedSecret, { secondFactorOf: userId }, this.config.env.masterKey)
    const step = secret === undefined ? undefined : await checkTotp(code, { secret, lastStep })
    if (step !== undefined) await this.factors.keepStep(tx, userId, step)
    return step !== undefined
  }

  async #newRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => mintHumanCode(RECOVERY_FORM))
    await this.factors.replaceRecoveryCodes(tx, userId, codes.map(hashHumanCode))
    return codes
  }

  #record(tx: Tx, caller: Caller, action: string, userId: string): Promise<void> {
    return this.audit.record(tx, caller, { action, targetKind: 'user', targetId: userId })
  }
}

/** The session goes on under a new id, and began as it began. */
const methodOf = ({ signIn }: SignedInActor): SignInMethod => signIn?.method ?? 'password'

/** Programs with a token have no second factor to set. */
function assertOwnSession(caller: Caller): SignedInActor {
  const actor = assertCan(caller, 'self:set-second-factor')
  if (actor.via !== 'session') throw new ApiError('FORBIDDEN')
  return actor
}
