import { describe, expect, it } from 'vitest'
import { ACTIONS, type Action, type Actor, can, ROLES, type Role } from './permissions.js'

const actor = (role: Role, state: Actor['state'] = 'active'): Actor => ({
  userId: 'me',
  role,
  state,
  obstacle: undefined,
})
const allowed = (who: Actor, target = {}): Action[] => ACTIONS.filter((action) => can(who, action, target))
const mine = { ownerId: 'me' }
const theirs = { ownerId: 'other' }

describe('permissions', () => {
  it('a disabled account may do nothing, a pending one sees itself', () => {
    for (const role of ROLES) expect(allowed(actor(role, 'disabled'), mine)).toEqual([])
    for (const role of ROLES)
      expect(allowed(actor(role, 'pending'), mine)).toEqual([
        'self:read',
        'self:update',
        'self:change-password',
        'self:set-second-factor',
        'self:accept-terms',
        'user:read',
      ])
  })

  it('before the first password is changed: nothing but that and one’s own account', () => {
    for (const role of ROLES) {
      const newcomer = { ...actor(role), obstacle: 'password' as const }
      expect(allowed(newcomer, mine)).toEqual(['self:read', 'self:change-password', 'ledger:read'])
      expect(allowed(newcomer, theirs)).toEqual(['self:read', 'self:change-password'])
      expect(allowed({ ...newcomer, state: 'disabled' }, mine)).toEqual([])
    }
  })

  it('K15 P1: before the second factor is shown: nothing but to show it', () => {
    for (const role of ROLES) {
      const halfway = { ...actor(role), obstacle: 'second-factor' as const }
      expect(allowed(halfway, mine)).toEqual(['self:show-second-factor'])
      expect(allowed({ ...halfway, state: 'disabled' }, mine)).toEqual([])
    }
  })

  it('before a required second factor is set up: nothing but that and one’s own account', () => {
    const enrolling = { ...actor('admin'), obstacle: 'enrolment' as const }
    expect(allowed(enrolling, mine)).toEqual([
      'self:read',
      'self:change-password',
      'self:set-second-factor',
      'ledger:read',
    ])
  })

  it('G1: before the terms are accepted: everything but new keys and the playground', () => {
    for (const role of ROLES) {
      const reader = { ...actor(role), obstacle: 'terms' as const }
      const missing = allowed(actor(role), mine).filter((action) => !allowed(reader, mine).includes(action))
      expect(missing.toSorted()).toEqual(['key:create', 'playground:use'])
    }
  })

  it('a student acts on what is his own', () => {
    const common = [
      'self:read',
      'self:update',
      'self:change-password',
      'self:set-second-factor',
      'self:accept-terms',
      'playground:use',
      'group:list',
      'course:list',
      'model:list',
      'pool:list',
      'code:redeem',
    ]
    const own = [
      'self:answer-recording',
      'token:manage',
      'conversation:use',
      'user:read',
      'key:read',
      'key:create',
      'key:update',
      'key:revoke',
      'usage:read',
      'ledger:read',
    ]
    expect(allowed(actor('student'), mine).toSorted()).toEqual([...common, ...own].toSorted())
    expect(allowed(actor('student'), theirs).toSorted()).toEqual(common.toSorted())
  })

  it('G2: an assistant runs his course and grants from its pool, to others; elsewhere he is a student', () => {
    const more = allowed(actor('student'), { ...theirs, isAssistant: true }).filter(
      (action) => !can(actor('student'), action, theirs),
    )
    expect(more.toSorted()).toEqual([
      'course:grant',
      'course:manage-roster',
      'course:read-join-code',
      'course:read-roster',
    ])
    expect(can(actor('student'), 'course:grant', { ...mine, isAssistant: true })).toBe(false)
    expect(can(actor('student', 'pending'), 'course:manage-roster', { ...theirs, isAssistant: true })).toBe(false)
  })

  it('G4: finance reads and writes nothing of others', () => {
    const more = allowed(actor('finance'), theirs).filter((action) => !can(actor('student'), action, theirs))
    expect(more.toSorted()).toEqual(
      [
        'alert:read',
        'code:read',
        'dead-letter:read',
        'gateway-node:read',
        'reconciliation:read',
        'reconciliation:run',
        'correction:read',
        'course:list-all',
        'course:read-roster',
        'group:list-all',
        'key:list-all',
        'key:read',
        'ledger:read',
        'ledger:read-all',
        'model:list-all',
        'pool:list-all',
        'usage:read',
        'usage:read-all',
        'user:list',
        'user:read',
      ].toSorted(),
    )
  })

  it('tokens and kept conversations are nobody else’s, not even for root', () => {
    for (const action of ['token:manage', 'conversation:use'] as const)
      for (const role of ROLES) expect(can(actor(role), action, theirs)).toBe(false)
  })

  it.each(['user:create', 'user:update', 'key:create', 'key:update', 'key:revoke'] as const)(
    '%s: only root touches or makes admins and roots',
    (action) => {
      for (const role of ['admin', 'root'] as const) {
        expect(can(actor('admin'), action, { ...theirs, role })).toBe(false)
        expect(can(actor('admin'), action, { ...theirs, newRole: role })).toBe(false)
        expect(can(actor('root'), action, { ...theirs, role, newRole: role })).toBe(true)
      }
      expect(can(actor('admin'), action, { ...theirs, role: 'finance', newRole: 'student' })).toBe(true)
      expect(can(actor('finance'), action, theirs)).toBe(false)
    },
  )

  it('only root allows private addresses and given keys', () => {
    for (const action of ['settings:egress', 'state:apply-dev'] as const)
      expect(ROLES.filter((role) => can(actor(role), action))).toEqual(['root'])
  })

  it('grants: admins to others, root to anybody', () => {
    expect(ROLES.filter((role) => can(actor(role), 'grant:create', theirs))).toEqual(['admin', 'root'])
    expect(ROLES.filter((role) => can(actor(role), 'grant:create', mine))).toEqual(['root'])
  })

  it('corrections, pools and redeem codes: made by admins, looked at by finance too', () => {
    for (const action of ['correction:create', 'correction:decide', 'pool:write', 'code:write'] as const)
      expect(ROLES.filter((role) => can(actor(role), action))).toEqual(['admin', 'root'])
    for (const action of ['correction:read', 'pool:list-all', 'code:read'] as const)
      expect(ROLES.filter((role) => can(actor(role), action))).toEqual(['finance', 'admin', 'root'])
  })

  it('join codes: admins and assistants', () => {
    expect(can(actor('student'), 'course:read-join-code', { isAssistant: true })).toBe(true)
    expect(can(actor('student'), 'course:read-join-code')).toBe(false)
    expect(can(actor('finance'), 'course:read-join-code')).toBe(false)
  })
})
