import { expect, it } from 'vitest'
import { type KeyCircumstances, toEffectiveState } from './key-state.js'

const NOW = new Date('2026-09-01T00:00:00Z')
const working: KeyCircumstances = { storedState: 'active', expiresAt: null, isOwnerActive: true, mayUseGroup: true }

it.each<[string, Partial<KeyCircumstances>]>([
  ['active', {}],
  ['active', { expiresAt: new Date(NOW.getTime() + 1) }],
  ['expired', { expiresAt: NOW }],
  ['disabled', { isOwnerActive: false }],
  ['disabled', { mayUseGroup: false, expiresAt: NOW }],
  ['revoked', { storedState: 'revoked', isOwnerActive: false }],
  ['leaked', { storedState: 'leaked' }],
])('%s with %o', (state, change) => expect(toEffectiveState({ ...working, ...change }, NOW)).toBe(state))
