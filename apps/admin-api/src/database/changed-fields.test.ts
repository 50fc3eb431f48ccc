import { expect, it } from 'vitest'
import { changedFields, fieldsOf } from './changed-fields.js'

it('keeps what is given and differs', () => {
  const row = { a: 1, b: null, c: ['x'], d: { p: 1, q: 2 }, e: 5n, f: new Date(0) }
  const patch = { a: 2, b: undefined, c: ['x'], d: { q: 2, p: 1 }, e: 6n, f: new Date(0) }
  expect(changedFields(row, patch)).toEqual({ a: 2, e: 6n })
  expect(changedFields(row, { b: 'new', c: ['y'] })).toEqual({ b: 'new', c: ['y'] })
  expect(fieldsOf(row, { a: 0, e: 0 })).toEqual({ a: 1, e: 5n })
})
