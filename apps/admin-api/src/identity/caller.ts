import type { Locale } from '../graphql/locale.js'
import type { Actor } from './permissions.js'
import type { SignInMethod } from './session.repository.js'

/** Who and what stands behind one HTTP request. */
export interface Caller {
  /** Absent: a visitor. */
  actor: SignedInActor | undefined
  /** A token of ours was presented and is not valid: nothing is answered, not even as a visitor. */
  hasBadToken: boolean
  locale: Locale
  /** Client address, as far as the proxies we trust tell. */
  address: string
  userAgent: string | undefined
  requestId: string
  /** The `Origin` header. */
  origin: string | undefined
  /** Marks a browser that this user logged in from before, if its cookie is genuine. */
  deviceCookie: string | undefined
  /** A log-in that this browser began at the organisation's provider; sealed. */
  flowCookie: string | undefined
  setCookies(cookies: readonly string[]): void
}

/** An actor together with how he proved it. */
export interface SignedInActor extends Actor {
  username: string
  /** session: cookie of a browser; token: personal access token. */
  via: 'session' | 'token'
  /** Id of the session or token row. */
  credentialId: string
  /** How and when his session began; of a token: undefined. */
  signIn: { method: SignInMethod; at: Date } | undefined
}
