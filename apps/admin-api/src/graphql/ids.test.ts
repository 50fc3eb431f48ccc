import { expect, it } from 'vitest'
import { parseId, toId, toIds } from './ids.js'

const WRITTEN_LARGE = 'ABCDEF00-0000-7000-8000-000000000001'

it('an id is written as the database writes it', () => {
  expect(parseId(WRITTEN_LARGE)).toBe('abcdef00-0000-7000-8000-000000000001')
  expect(toId(WRITTEN_LARGE)).toBe('abcdef00-0000-7000-8000-000000000001')
})

it.each(["' OR 1=1", '', `${WRITTEN_LARGE}\n`, WRITTEN_LARGE.slice(1)])('%j cannot be one of ours', (text) => {
  expect(() => parseId(text)).toThrow('no such object')
  expect(toId(text)).toBeUndefined()
})

it('a list names everybody once, however he is written', () => {
  const id = WRITTEN_LARGE.toLowerCase()
  expect(toIds([WRITTEN_LARGE, id], 1)).toEqual([id])
  expect(toIds([id, id.replace('1', '2')], 1)).toBeUndefined()
  expect(toIds([], 1)).toBeUndefined()
  expect(toIds([id, 'x'], 2)).toBeUndefined()
})
