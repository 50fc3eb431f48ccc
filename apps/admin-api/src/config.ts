import type { Env } from './env.js'
import { PASSWORD_COST, type PasswordCost } from './identity/password.js'

export const APP_CONFIG = Symbol('APP_CONFIG')

export interface SessionPolicy {
  /** A session not used for this long is over. */
  idleMs: number
  /** A session ends this long after the log-in, however busy. */
  absoluteMs: number
}

export interface ProjectorPolicy {
  /** Longest wait for the next look at changed rows when nobody nudges. */
  pollMs: number
  heartbeatMs: number
  /** Between two comparisons of everything. */
  compareMs: number
  /** Before the next try to become the projector, or after a failure. */
  retryMs: number
}

export interface AppConfig {
  env: Env
  passwordCost: PasswordCost
  session: SessionPolicy
  projector: ProjectorPolicy
  /** Longest wait for an answer of billing. */
  billingTimeoutMs: number
}

const HOUR_MS = 3_600_000

export const defaultConfig = (env: Env): AppConfig => ({
  env,
  passwordCost: PASSWORD_COST,
  session: { idleMs: 12 * HOUR_MS, absoluteMs: 7 * 24 * HOUR_MS },
  projector: { pollMs: 1_000, heartbeatMs: 5_000, compareMs: 60_000, retryMs: 1_000 },
  billingTimeoutMs: 5_000,
})
