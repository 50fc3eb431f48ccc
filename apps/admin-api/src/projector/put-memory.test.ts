import { expect, it } from 'vitest'
import { createPutMemory } from './put-memory.js'

it('knows what the last look put, by bucket, key and version', () => {
  const memory = createPutMemory()
  const record = { key: 'k', epoch: 1, version: 1 }
  expect(memory.isNew('keys', record)).toBe(true)
  memory.keep([['keys', [record]]])
  expect(memory.isNew('keys', record)).toBe(false)
  expect(memory.isNew('catalog', record)).toBe(true)
  expect(memory.isNew('keys', { ...record, version: 2 })).toBe(true)
  expect(memory.isNew('keys', { ...record, epoch: 2 })).toBe(true)
  memory.keep([])
  expect(memory.isNew('keys', record)).toBe(true)
})
