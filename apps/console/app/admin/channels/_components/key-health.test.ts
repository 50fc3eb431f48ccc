import { expect, it } from 'vitest'
import { countKeys, keyStateOf } from './key-health'

it('tells keys that are well from those that rest and those that are out', () => {
  const keys = [
    { isActive: true, health: null },
    { isActive: true, health: 'ok' },
    { isActive: true, health: 'cooling' },
    { isActive: true, health: 'disabled' },
    { isActive: false, health: 'ok' },
    { isActive: true, health: 'a word of tomorrow' },
  ]
  expect(keys.map(keyStateOf)).toEqual(['unknown', 'ok', 'cooling', 'disabled', 'off', 'cooling'])
  expect(countKeys(keys)).toEqual({ ok: 2, cooling: 2, off: 2 })
})
