import type { Role } from './permissions.js'

/**
 * What stands between somebody who is signed in and the rest of the API, the nearest first: show the second factor,
 * choose an own password, set a second factor up, accept the terms of use.
 */
export const OBSTACLES = ['second-factor', 'password', 'enrolment', 'terms'] as const
export type Obstacle = (typeof OBSTACLES)[number]

/** What is known of a session and its user. */
export interface SignInFacts {
  role: Role
  hasSecondFactor: boolean
  /** In this session. */
  isSecondFactorShown: boolean
  mustChangePassword: boolean
  /** Version of the terms that he accepted; null: none. */
  termsVersion: string | null
}

/** What the installation asks of everybody. */
export interface SignInPolicy {
  /** Of finance, admins and roots; students may have one. */
  isSecondFactorRequired: boolean
  /** Null: there is nothing to accept. */
  termsVersion: string | null
}

/** The first thing that is in the way. */
export function obstacleFor(facts: SignInFacts, policy: SignInPolicy): Obstacle | undefined {
  if (facts.hasSecondFactor && !facts.isSecondFactorShown) return 'second-factor'
  if (facts.mustChangePassword) return 'password'
  if (policy.isSecondFactorRequired && facts.role !== 'student' && !facts.hasSecondFactor) return 'enrolment'
  if (policy.termsVersion !== null && facts.termsVersion !== policy.termsVersion) return 'terms'
  return undefined
}

/** Why something is refused until then. */
export const OBSTACLE_MESSAGES: Record<Obstacle, string> = {
  'second-factor': 'Show your second factor first.',
  password: 'Change your password first.',
  enrolment: 'Set up a second factor first.',
  terms: 'Accept the terms of use first.',
}
