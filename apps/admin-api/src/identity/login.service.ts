import { Inject, Injectable } from '@nestjs/common'
import { z } from 'zod'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { Database, refuse, type Tx } from '../database/database.repository.js'
import { isStorable, passwordField, textField } from '../graphql/fields.js'
import { LOCALES } from '../graphql/locale.js'
import { badInput, failed, problemsOf, type Result } from '../graphql/problem.js'
import { AuditRepository } from '../modules/audit/audit.repository.js'
import { type CourseRow, CoursesRepository } from '../modules/courses/courses.repository.js'
import { SettingsRepository } from '../modules/settings/settings.repository.js'
import { type UserRow, UsersRepository } from '../modules/users/users.repository.js'
import { UsersService } from '../modules/users/users.service.js'
import { assertCan } from './assert-can.js'
import { type Attempt, AttemptLimiter } from './attempts.js'
import type { Caller, SignedInActor } from './caller.js'
import { campusDay } from './campus-day.js'
import { clientNetwork } from './client-network.js'
import { expiredSessionCookie, openDeviceMark } from './cookies.js'
import type { ChangePasswordInput, LogInInput, RegisterInput } from './login.inputs.js'
import { PasswordHasher } from './password.js'
import { SessionRepository } from './session.repository.js'
import { SessionOpener, type SignIn } from './session-opener.js'
import { TokenRepository } from './token.repository.js'

const MAX_INPUT_LENGTH = 256
const registerSchema = z.object({
  password: passwordField,
  displayName: textField(64),
  locale: z.enum(LOCALES, 'invalidLocale').nullish(),
})

@Injectable()
export class LoginService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly usersService: UsersService,
    private readonly courses: CoursesRepository,
    private readonly settings: SettingsRepository,
    private readonly sessions: SessionRepository,
    private readonly opener: SessionOpener,
    private readonly tokens: TokenRepository,
    private readonly passwords: PasswordHasher,
    private readonly attempts: AttemptLimiter,
    private readonly audit: AuditRepository,
  ) {}

  /** One answer, and one time, for an unknown user and a wrong password. */
  async logIn(caller: Caller, input: LogInInput): Promise<Result<SignIn>> {
    const username = input.username.trim().toLowerCase().slice(0, MAX_INPUT_LENGTH)
    const found = isStorable(username) ? await this.users.findPasswordHash(username) : undefined
    const attempt = this.#attemptAt(caller, username, found?.user.id)
    await this.attempts.begin(attempt)
    const password = input.password.slice(0, MAX_INPUT_LENGTH)
    const isRight = await this.passwords.verify(password, found?.passwordHash)
    if (!isRight || found === undefined) return failed([{ code: 'WRONG_CREDENTIALS', text: 'wrongCredentials' }])
    await this.attempts.succeed(attempt)
    if (found.user.state === 'disabled') return failed([{ code: 'ACCOUNT_DISABLED', text: 'accountDisabled' }])
    const isWeak = found.passwordHash !== null && this.passwords.needsRehash(found.passwordHash)
    const passwordHash = isWeak ? await this.passwords.hash(password) : undefined
    return this.database.attempt(async (tx) => {
      if (passwordHash !== undefined) await this.users.update(tx, found.user.id, { passwordHash })
      return this.opener.open(tx, caller, found.user, { method: 'password' })
    })
  }

  /**
   * With the join code of a course the account is active at once; without one it waits for an admin. Somebody's pending
   * account under this name is no obstacle to him who has the code: whoever took it proved nothing. An account that an
   * admin made, changed or gave something to is nobody's to take.
   */
  async register(caller: Caller, input: RegisterInput): Promise<Result<SignIn>> {
    const settings = await this.settings.get()
    const username = input.username.trim().toLowerCase()
    if (username.length > 64 || !isStorable(username) || !new RegExp(settings.usernamePattern).test(username))
      return failed([badInput('usernamePattern', ['username'])])
    const parsed = registerSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const course = await this.#courseToJoin(caller, input.joinCode, settings.timeZone)
    if (course === 'unknown') return failed([badInput('unknownJoinCode', ['joinCode'])])
    const { displayName = null, locale = null } = parsed.data
    const passwordHash = await this.passwords.hash(parsed.data.password)
    return this.database.attempt(async (tx) => {
      const user = await this.#account(tx, { username, displayName, locale, passwordHash }, course)
      if (course !== undefined)
        await this.courses.setMember(tx, { courseId: course.id, userId: user.id, role: 'student' })
      await this.usersService.ensurePlaygroundKey(tx, user)
      await this.audit.record(tx, caller, {
        action: 'user:register',
        targetKind: 'user',
        targetId: user.id,
        after: { username, state: user.state, courseId: course?.id ?? null },
      })
      return this.opener.open(tx, caller, user, { method: 'password' })
    })
  }

  /** @returns `undefined` without a code. @throws ApiError RATE_LIMITED, never for a right code */
  async #courseToJoin(
    caller: Caller,
    given: string | null | undefined,
    timeZone: string,
  ): Promise<CourseRow | 'unknown' | undefined> {
    const network = clientNetwork(caller.address)
    const joinCode = given?.trim() ?? ''
    if (joinCode === '') return void (await this.attempts.countPending(network))
    const course = isStorable(joinCode)
      ? await this.courses.findByJoinCode(joinCode, campusDay(new Date(), timeZone))
      : undefined
    if (course === undefined) await this.attempts.countWrongJoinCode(network)
    return course ?? 'unknown'
  }

  async #account(
    tx: Tx,
    account: { username: string; displayName: string | null; locale: string | null; passwordHash: string },
    course: CourseRow | undefined,
  ): Promise<UserRow> {
    const state = course === undefined ? 'pending' : 'active'
    const found = await this.users.findByUsername(account.username, tx)
    const existing = found && (await this.users.lock(tx, found.id))
    if (existing === undefined)
      return this.users.insert(tx, { ...account, role: 'student', state, mustChangePassword: false })
    const isFree = existing.state === 'pending' && course !== undefined
    if (!isFree || !(await this.users.isBareRegistration(tx, existing)))
      return refuse({ code: 'CONFLICT', text: 'usernameTaken', path: ['username'] })
    await this.sessions.revokeAll(tx, existing.id)
    const { displayName, locale, passwordHash } = account
    return this.users.update(tx, existing.id, { displayName, locale, passwordHash, state })
  }

  async logOut(caller: Caller): Promise<boolean> {
    caller.setCookies([expiredSessionCookie(this.config.env.publicUrl)])
    if (caller.actor?.via !== 'session') return false
    const { credentialId: id, userId } = caller.actor
    return this.database.transaction((tx) => this.sessions.revoke(tx, { id, userId }))
  }

  /**
   * Whether this is the password of the caller, as every act asks that must not be done by whoever finds an open browser.
   * Whoever has none and came from the organisation's log-in just now has proved himself there.
   * @throws ApiError RATE_LIMITED
   */
  async isOwnPassword(caller: Caller, actor: SignedInActor, password: string): Promise<boolean> {
    const found = await this.users.findPasswordHash(actor.username)
    if (found?.passwordHash === null && isFreshFromProvider(actor)) return true
    const attempt = this.#attemptAt(caller, actor.username, actor.userId)
    await this.attempts.begin(attempt)
    const isRight = await this.passwords.verify(password.slice(0, MAX_INPUT_LENGTH), found?.passwordHash)
    if (isRight) await this.attempts.succeed(attempt)
    return isRight
  }

  /** Ends all other sessions and all tokens; this session goes on under a new id. */
  async changePassword(caller: Caller, input: ChangePasswordInput): Promise<Result<SignIn>> {
    const actor = assertCan(caller, 'self:change-password')
    const parsed = z.object({ newPassword: passwordField }).safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    if (!(await this.isOwnPassword(caller, actor, input.currentPassword)))
      return failed([{ code: 'WRONG_CREDENTIALS', text: 'wrongPassword', path: ['currentPassword'] }])
    const passwordHash = await this.passwords.hash(parsed.data.newPassword)
    return this.database.attempt(async (tx) => {
      await this.sessions.revokeAll(tx, actor.userId)
      await this.tokens.revokeAll(tx, actor.userId)
      const user = await this.users.update(tx, actor.userId, { passwordHash, mustChangePassword: false })
      await this.audit.record(tx, caller, { action: 'user:change-password', targetKind: 'user', targetId: user.id })
      if (actor.via === 'token') return { user, obstacle: undefined }
      // whoever has a second factor showed it before he came here
      return this.opener.open(tx, caller, user, { method: 'password', isSecondFactorShown: user.hasSecondFactor })
    })
  }

  #attemptAt(caller: Caller, account: string, userId: string | undefined): Attempt {
    const { masterKey } = this.config.env
    const device = userId === undefined ? undefined : openDeviceMark(caller.deviceCookie, userId, masterKey)
    return { account, network: clientNetwork(caller.address), device }
  }
}

/** How long a log-in at the provider stands for a password that somebody does not have. */
export const PROVIDER_PROOF_MS = 600_000

const isFreshFromProvider = ({ signIn }: SignedInActor): boolean =>
  signIn?.method === 'oidc' && Date.now() - signIn.at.getTime() < PROVIDER_PROOF_MS
