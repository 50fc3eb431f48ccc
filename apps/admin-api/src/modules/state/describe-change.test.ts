import { expect, it } from 'vitest'
import { describeChange } from './describe-change.js'

it('tells what became of an object, without secrets', () => {
  const before = { version: 1, ratio: '1', joinCode: 'old-code' }
  expect(describeChange('group', 'g', { before: undefined, after: before })).toMatchObject({ action: 'create' })
  expect(describeChange('group', 'g', { before, after: before })).toBeUndefined()
  const after = { version: 2, ratio: '1.5', joinCode: 'new-code' }
  expect(describeChange('group', 'g', { before, after })).toEqual({
    action: 'update',
    kind: 'group',
    name: 'g',
    detail: 'ratio: "1" → "1.5"',
  })
})
