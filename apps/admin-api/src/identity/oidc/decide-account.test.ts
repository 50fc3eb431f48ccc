import { describe, expect, it } from 'vitest'
import { decideAccount, type NamedAccount, type SignUpRules } from './decide-account.js'
import { groupMapSchema } from './group-map.js'

const map = groupMapSchema.parse({ physics: { groups: ['vip'] } })
const rules = (more: Partial<SignUpRules> = {}): SignUpRules => ({ signUp: 'mapped', map, values: [], ...more })
const account = (more: Partial<NamedAccount> = {}): NamedAccount => ({
  role: 'student',
  state: 'active',
  hasPassword: false,
  isConnected: false,
  isBareRegistration: false,
  ...more,
})

describe('nobody has the name', () => {
  it.each([
    ['mapped', ['physics'], { type: 'make', state: 'active' }],
    ['mapped', ['chemistry'], { type: 'make', state: 'pending' }],
    ['all', [], { type: 'make', state: 'active' }],
    ['none', ['physics'], { type: 'refuse', text: 'oidcNoAccount' }],
  ] as const)('%s, with %j', (signUp, values, decision) =>
    expect(decideAccount(undefined, rules({ signUp, values }))).toEqual(decision),
  )
})

describe('somebody has it', () => {
  it('an account that nobody used yet is its owner’s', () => {
    expect(decideAccount(account(), rules())).toEqual({ type: 'claim' })
    expect(decideAccount(account(), rules({ signUp: 'none' }))).toEqual({ type: 'claim' })
  })

  it('a registration without proof is nobody’s', () => {
    const bare = account({ state: 'pending', hasPassword: true, isBareRegistration: true })
    expect(decideAccount(bare, rules({ values: ['physics'] }))).toEqual({ type: 'take-over', state: 'active' })
    expect(decideAccount(bare, rules())).toEqual({ type: 'take-over', state: 'pending' })
  })

  it.each([
    ['has a password', { hasPassword: true }, 'oidcHasPassword'],
    ['is pending for another reason and has a password', { state: 'pending', hasPassword: true }, 'oidcHasPassword'],
    ['is another identity’s', { isConnected: true }, 'oidcOtherPerson'],
    ['is another identity’s, with a password', { isConnected: true, hasPassword: true }, 'oidcOtherPerson'],
    ['is an admin’s without a password', { role: 'admin' }, 'oidcStaff'],
    ['is finance’s without a password', { role: 'finance' }, 'oidcStaff'],
    ['is disabled', { state: 'disabled' }, 'accountDisabled'],
    ['is disabled, whatever else', { state: 'disabled', isConnected: true }, 'accountDisabled'],
  ] as const)('an account that %s is not handed over', (_, more, text) =>
    expect(decideAccount(account(more), rules({ signUp: 'all', values: ['physics'] }))).toEqual({
      type: 'refuse',
      text,
    }),
  )
})
