import { Inject, Injectable } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../config.js'
import type { Tx } from '../database/database.repository.js'
import { SettingsRepository } from '../modules/settings/settings.repository.js'
import type { UserRow } from '../modules/users/users.repository.js'
import type { Caller } from './caller.js'
import { deviceCookie, newDeviceMark, newSessionToken, openDeviceMark, sessionCookie } from './cookies.js'
import { type Obstacle, obstacleFor } from './obstacle.js'
import { SessionRepository, type SignInMethod } from './session.repository.js'

/** Who is signed in now, and what he has to do next. */
export interface SignIn {
  /** Absent until the second factor was shown: nothing of the account is told before. */
  user: UserRow | undefined
  obstacle: Obstacle | undefined
}

/** Begins sessions: every way to sign in ends here. */
@Injectable()
export class SessionOpener {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly sessions: SessionRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** A new session in place of the request's own one, as a part of the transaction that proved who asks. */
  async open(
    tx: Tx,
    caller: Caller,
    user: UserRow,
    { method, isSecondFactorShown = false }: { method: SignInMethod; isSecondFactorShown?: boolean },
  ): Promise<SignIn> {
    const { absoluteMs } = this.config.session
    const { publicUrl, masterKey } = this.config.env
    if (caller.actor?.via === 'session')
      await this.sessions.revoke(tx, { ...caller.actor, id: caller.actor.credentialId })
    const token = newSessionToken()
    await this.sessions.insert(tx, {
      userId: user.id,
      token,
      expiresAt: new Date(Date.now() + absoluteMs),
      address: caller.address,
      userAgent: caller.userAgent,
      method,
      secondFactorAt: isSecondFactorShown ? new Date() : null,
    })
    const isKnownDevice = openDeviceMark(caller.deviceCookie, user.id, masterKey) !== undefined
    const mark = isKnownDevice ? [] : [deviceCookie(publicUrl, newDeviceMark(user.id, masterKey))]
    caller.setCookies([sessionCookie(publicUrl, token, absoluteMs), ...mark])
    return this.#signIn(tx, user, isSecondFactorShown)
  }

  async #signIn(tx: Tx, user: UserRow, isSecondFactorShown: boolean): Promise<SignIn> {
    const { secondFactorRequired, termsVersion } = await this.settings.get(tx)
    const obstacle = obstacleFor(
      { ...user, isSecondFactorShown },
      { isSecondFactorRequired: secondFactorRequired, termsVersion },
    )
    return { user: obstacle === 'second-factor' ? undefined : user, obstacle }
  }
}
