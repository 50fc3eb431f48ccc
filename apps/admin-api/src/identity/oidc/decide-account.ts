import type { ProblemText } from '../../graphql/problem-texts/problem-texts.js'
import type { Role, UserState } from '../permissions.js'
import { type GroupMap, isMapped } from './group-map.js'
import type { SignUpPolicy } from './oidc-settings.js'

/** The account that has the user name which the provider tells, where there is one. */
export interface NamedAccount {
  role: Role
  state: UserState
  hasPassword: boolean
  /** Somebody's identity at the provider opens it already. */
  isConnected: boolean
  /** Pending and nothing else: whoever registered it proved nothing. */
  isBareRegistration: boolean
}

/** What the first log-in of an identity does. */
export type AccountDecision =
  | { type: 'make'; state: 'active' | 'pending' }
  /** An account that a roster or an admin made and that nobody has used yet. */
  | { type: 'claim' }
  /** A registration without proof goes to the owner of the name; the password of whoever made it ends. */
  | { type: 'take-over'; state: 'active' | 'pending' }
  | { type: 'refuse'; text: ProblemText }

/** Who may have an account, and whether it works at once. */
export interface SignUpRules {
  signUp: SignUpPolicy
  map: GroupMap
  /** Of the groups claim. */
  values: readonly string[]
}

/**
 * A name alone opens no account in which somebody may already be at home: neither one with a password, nor one of
 * staff, nor one that another identity opens. Their owners connect themselves.
 */
export function decideAccount(account: NamedAccount | undefined, rules: SignUpRules): AccountDecision {
  if (account === undefined)
    return rules.signUp === 'none'
      ? { type: 'refuse', text: 'oidcNoAccount' }
      : { type: 'make', state: stateFor(rules) }
  if (account.state === 'disabled') return { type: 'refuse', text: 'accountDisabled' }
  if (account.isConnected) return { type: 'refuse', text: 'oidcOtherPerson' }
  if (account.isBareRegistration) return { type: 'take-over', state: stateFor(rules) }
  if (account.hasPassword) return { type: 'refuse', text: 'oidcHasPassword' }
  if (account.role !== 'student') return { type: 'refuse', text: 'oidcStaff' }
  return { type: 'claim' }
}

/** What somebody is who proved his name and nothing else. */
export const stateFor = ({ signUp, map, values }: SignUpRules): 'active' | 'pending' =>
  signUp === 'all' || (signUp === 'mapped' && isMapped(map, values)) ? 'active' : 'pending'
