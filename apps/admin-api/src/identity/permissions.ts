import type { Obstacle } from './obstacle.js'

/** The whole of who may do what. Pure: services call {@link can} through `assertCan` as their first statement. */

export const ROLES = ['student', 'finance', 'admin', 'root'] as const
export type Role = (typeof ROLES)[number]

export type UserState = 'pending' | 'active' | 'disabled'

/** Somebody who asks. */
export interface Actor {
  userId: string
  role: Role
  state: UserState
  /** What he has to do before the rules below are his. */
  obstacle: Obstacle | undefined
}

/** What is asked about; each action reads the fields it needs. */
export interface Target {
  /** Owner of the object, or the user himself. */
  ownerId?: string
  /** Present role of the user acted upon. */
  role?: Role
  /** Role that he is to get. */
  newRole?: Role
  /** The actor is an assistant of the course. */
  isAssistant?: boolean
}

export const ACTIONS = [
  'self:read',
  'self:update',
  'self:change-password',
  'self:show-second-factor',
  'self:set-second-factor',
  'self:accept-terms',
  'self:answer-recording',
  'token:manage',
  'playground:use',
  'conversation:use',
  'user:list',
  'user:read',
  'user:create',
  'user:update',
  'user:reset-sign-in',
  'group:list',
  'group:list-all',
  'group:write',
  'course:list',
  'course:list-all',
  'course:read-join-code',
  'course:write',
  'course:read-roster',
  'course:manage-roster',
  'course:grant',
  'key:read',
  'key:list-all',
  'key:create',
  'key:update',
  'key:revoke',
  'model:list',
  'model:list-all',
  'model:write',
  'price:write',
  'channel:read',
  'channel:write',
  'settings:read',
  'settings:write',
  'settings:egress',
  'usage:read',
  'usage:read-all',
  'ledger:read',
  'ledger:read-all',
  'grant:create',
  'correction:read',
  'correction:create',
  'correction:decide',
  'pool:list',
  'pool:list-all',
  'pool:write',
  'code:redeem',
  'code:read',
  'code:write',
  'reconciliation:read',
  'reconciliation:run',
  'dead-letter:read',
  'dead-letter:replay',
  'gateway-node:read',
  'gateway-node:force-close',
  'alert:read',
  'audit:read',
  'state:apply',
  'state:apply-dev',
] as const
export type Action = (typeof ACTIONS)[number]

type Rule = (actor: Actor, target: Target) => boolean

const RANK: Record<Role, number> = { student: 0, finance: 1, admin: 2, root: 3 }

const isActive: Rule = (actor) => actor.state === 'active'
const isSelf: Rule = (actor, target) => target.ownerId === actor.userId
const hasRole =
  (...roles: readonly Role[]): Rule =>
  (actor) =>
    isActive(actor, {}) && roles.includes(actor.role)
const isStaff = hasRole('finance', 'admin', 'root')
const isAdmin = hasRole('admin', 'root')
const isRoot = hasRole('root')
const isAssistant: Rule = (actor, target) => isActive(actor, target) && target.isAssistant === true
const isOwnAnd =
  (other: Rule): Rule =>
  (actor, target) =>
    (isActive(actor, target) && isSelf(actor, target)) || other(actor, target)

/** Admins manage students and finance; only root touches, or makes, admins and roots. */
const mayManage: Rule = (actor, target) => {
  if (!isAdmin(actor, target)) return false
  if (actor.role === 'root') return true
  const isBelow = (role: Role | undefined): boolean => RANK[role ?? 'student'] < RANK.admin
  return isBelow(target.role) && isBelow(target.newRole)
}

const RULES: Record<Action, Rule> = {
  // a pending account sees itself, and nothing else
  'self:read': (actor) => actor.state !== 'disabled',
  'self:update': (actor) => actor.state !== 'disabled',
  'self:change-password': (actor) => actor.state !== 'disabled',
  // answered by the obstacle alone
  'self:show-second-factor': () => false,
  'self:set-second-factor': (actor) => actor.state !== 'disabled',
  'self:accept-terms': (actor) => actor.state !== 'disabled',
  // nobody consents for somebody else
  'self:answer-recording': isOwnAnd(() => false),
  'token:manage': isOwnAnd(() => false),
  'playground:use': isActive,
  // one's own alone, whoever one is
  'conversation:use': isOwnAnd(() => false),
  'user:list': isStaff,
  'user:read': (actor, target) => isSelf(actor, target) || isStaff(actor, target),
  'user:create': mayManage,
  'user:update': mayManage,
  'user:reset-sign-in': mayManage,
  'group:list': isActive,
  'group:list-all': isStaff,
  'group:write': isAdmin,
  'course:list': isActive,
  'course:list-all': isStaff,
  'course:read-join-code': (actor, target) => isAdmin(actor, target) || isAssistant(actor, target),
  'course:write': isAdmin,
  'course:read-roster': (actor, target) => isStaff(actor, target) || isAssistant(actor, target),
  'course:manage-roster': (actor, target) => isAdmin(actor, target) || isAssistant(actor, target),
  // from the course's pool, which billing checks once more; never to oneself
  'course:grant': (actor, target) => (isAdmin(actor, target) || isAssistant(actor, target)) && !isSelf(actor, target),
  'key:read': isOwnAnd(isStaff),
  'key:list-all': isStaff,
  'key:create': isOwnAnd(mayManage),
  'key:update': isOwnAnd(mayManage),
  'key:revoke': isOwnAnd(mayManage),
  'model:list': isActive,
  'model:list-all': isStaff,
  'model:write': isAdmin,
  'price:write': isAdmin,
  'channel:read': isAdmin,
  'channel:write': isAdmin,
  'settings:read': isAdmin,
  'settings:write': isAdmin,
  'settings:egress': isRoot,
  'usage:read': isOwnAnd(isStaff),
  'usage:read-all': isStaff,
  'ledger:read': isOwnAnd(isStaff),
  'ledger:read-all': isStaff,
  // nobody below root gives money to himself
  'grant:create': (actor, target) => isAdmin(actor, target) && (!isSelf(actor, target) || isRoot(actor, target)),
  'correction:read': isStaff,
  'correction:create': isAdmin,
  'correction:decide': isAdmin,
  'pool:list': isActive,
  'pool:list-all': isStaff,
  'pool:write': isAdmin,
  'code:redeem': isActive,
  'code:read': isStaff,
  'code:write': isAdmin,
  'reconciliation:read': isStaff,
  // changes nothing: it only looks
  'reconciliation:run': isStaff,
  'dead-letter:read': isStaff,
  'dead-letter:replay': isAdmin,
  'gateway-node:read': isStaff,
  'gateway-node:force-close': isAdmin,
  'alert:read': isStaff,
  'audit:read': isAdmin,
  'state:apply': isAdmin,
  'state:apply-dev': isRoot,
}

const never: Rule = () => false

/** What is left to somebody with something in his way: the page on which he gets it out of there. */
const RULES_BEFORE: Record<Obstacle, Partial<Record<Action, Rule>>> = {
  'second-factor': { 'self:show-second-factor': () => true },
  password: {
    'self:read': RULES['self:read'],
    'self:change-password': RULES['self:change-password'],
    'ledger:read': isOwnAnd(() => false),
  },
  enrolment: {
    'self:read': RULES['self:read'],
    'self:change-password': RULES['self:change-password'],
    'self:set-second-factor': RULES['self:set-second-factor'],
    'ledger:read': isOwnAnd(() => false),
  },
  // keys that were made before go on: a new text must not stop a course in the middle of an exercise
  terms: { ...RULES, 'playground:use': never, 'key:create': never },
}

/** Whether the actor may do this to the target. Nobody may do anything while disabled. */
export function can(actor: Actor, action: Action, target: Target = {}): boolean {
  if (actor.state === 'disabled') return false
  const rules: Partial<Record<Action, Rule>> = actor.obstacle === undefined ? RULES : RULES_BEFORE[actor.obstacle]
  return rules[action]?.(actor, target) ?? false
}
