import { expect, it } from 'vitest'
import { describeDifference, describeNew } from './describe-draft.js'

it('tells what a new channel has, and counts its keys', () => {
  const fields = { id: 'x', name: 'a', description: null, tags: [], models: ['m'], modelMapping: {}, priority: 0 }
  expect(describeNew(fields, 3)).toEqual(['name: "a"', 'models: ["m"]', 'priority: 0', 'keys: 3'])
})

it('tells what differs, without secrets', () => {
  const before = { version: 1, priority: 0, tags: ['a'], secret: 'one', weight: 1 }
  expect(describeDifference(before, { ...before, version: 2, priority: 5, tags: [], secret: 'two' })).toEqual([
    'priority: 0 → 5',
    'tags: ["a"] → []',
  ])
})
