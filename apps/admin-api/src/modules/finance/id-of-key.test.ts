import { expect, it } from 'vitest'
import { idOfKey } from './id-of-key.js'

it('is a UUID, the same for the same key, and another for any other', () => {
  const id = idOfKey('pool', 'ann', 'k')
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(idOfKey('pool', 'ann', 'k')).toBe(id)
  const others = [idOfKey('batch', 'ann', 'k'), idOfKey('pool', 'bob', 'k'), idOfKey('pool', 'ann', 'l')]
  expect(new Set([id, ...others]).size).toBe(4)
})
