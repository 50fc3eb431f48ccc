import { Inject, Injectable } from '@nestjs/common'
import { classifyApiKey } from '@tollgate/protocols/credentials'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { selectLocale } from '../graphql/locale.js'
import { SettingsRepository } from '../modules/settings/settings.repository.js'
import type { Caller, SignedInActor } from './caller.js'
import { type CookieNames, cookieNames, readCookie } from './cookies.js'
import { type Obstacle, obstacleFor } from './obstacle.js'
import { type CredentialUser, SessionRepository } from './session.repository.js'
import { TokenRepository } from './token.repository.js'

/** What the authenticator needs of an HTTP request and its answer. */
export interface HttpExchange {
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Client address behind trusted proxies. */
  address: string
  requestId: string
  setCookies(cookies: readonly string[]): void
}

interface Proof {
  actor: SignedInActor | undefined
  locale: string | null
  hasBadToken: boolean
}

const NOBODY: Proof = { actor: undefined, locale: null, hasBadToken: false }
const TOKEN = /^Bearer +(sk-a[\x21-\x7e]{1,200}) *$/i
/** Use is noted at most this often: one write a minute, not one a request. */
const TOUCH_MS = 60_000
const MAX_TOKEN_LENGTH = 256

/** Cookie or personal access token → who asks. API keys are not looked at: they open models, not this API. */
@Injectable()
export class Authenticator {
  readonly #cookies: CookieNames

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenRepository,
    private readonly settings: SettingsRepository,
  ) {
    this.#cookies = cookieNames(config.env.publicUrl)
  }

  async identify(exchange: HttpExchange): Promise<Caller> {
    const header = (name: string): string | undefined => {
      const value = exchange.headers[name]
      return Array.isArray(value) ? value[0] : value
    }
    const token = TOKEN.exec(header('authorization') ?? '')?.[1]
    const proof =
      token === undefined
        ? await this.#bySession(readCookie(header('cookie'), this.#cookies.session))
        : await this.#byToken(token)
    return {
      actor: proof.actor,
      hasBadToken: proof.hasBadToken,
      locale: selectLocale(proof.locale, header('accept-language')),
      address: exchange.address,
      userAgent: header('user-agent'),
      requestId: exchange.requestId,
      origin: header('origin'),
      deviceCookie: readCookie(header('cookie'), this.#cookies.device),
      flowCookie: readCookie(header('cookie'), this.#cookies.flow),
      setCookies: exchange.setCookies,
    }
  }

  async #bySession(value: string | undefined): Promise<Proof> {
    if (value === undefined || value === '' || value.length > MAX_TOKEN_LENGTH) return NOBODY
    const [session, settings] = await Promise.all([this.sessions.findLive(value), this.settings.get()])
    if (session === undefined || session.user.state === 'disabled') return NOBODY
    if (Date.now() - session.lastSeenAt.getTime() > TOUCH_MS) await this.sessions.touch(session.id)
    const facts = { ...session.user, isSecondFactorShown: session.secondFactorAt !== null }
    const obstacle = obstacleFor(facts, {
      isSecondFactorRequired: settings.secondFactorRequired,
      termsVersion: settings.termsVersion,
    })
    const signIn = { method: session.method, at: session.createdAt }
    return prove(session.user, { via: 'session', credentialId: session.id, obstacle, signIn })
  }

  async #byToken(secret: string): Promise<Proof> {
    const token = classifyApiKey(secret) === 'minted' ? await this.tokens.findLive(secret) : undefined
    if (token === undefined || token.user.state !== 'active') return { ...NOBODY, hasBadToken: true }
    if (Date.now() - (token.lastUsedAt?.getTime() ?? 0) > TOUCH_MS) await this.tokens.touch(token.id)
    // a token was made by somebody with nothing in his way, and proves its owner as it is
    return prove(token.user, { via: 'token', credentialId: token.id, obstacle: undefined, signIn: undefined })
  }
}

const prove = (
  { id: userId, username, role, state, locale }: CredentialUser,
  how: Pick<SignedInActor, 'via' | 'credentialId' | 'signIn'> & { obstacle: Obstacle | undefined },
): Proof => ({ actor: { userId, username, role, state, ...how }, locale, hasBadToken: false })
