import { expect, it } from 'vitest'
import { BULK_KINDS, type BulkKind, toBulkInput } from './bulk-change'

it.each<[BulkKind, string, object]>([
  ['disable', '', { state: 'DISABLED' }],
  ['enable', 'ignored', { state: 'ACTIVE' }],
  ['addGroup', 'g', { addGroupIds: ['g'] }],
  ['removeGroup', 'g', { removeGroupIds: ['g'] }],
  ['tier', 'pro', { tier: 'pro' }],
  ['tier', '', { tier: null }],
  ['course', 'c', { addToCourseId: 'c' }],
])('%s with "%s"', (kind, value, change) =>
  expect(toBulkInput(['a', 'b'], { kind, value, partial: true })).toEqual({
    userIds: ['a', 'b'],
    partial: true,
    ...change,
  }),
)

it('changes one thing at a time', () => {
  for (const kind of BULK_KINDS)
    expect(Object.keys(toBulkInput([], { kind, value: 'v', partial: false }))).toHaveLength(3)
})
