import { expect, it } from 'vitest'
import { readInvariantId } from './invariant-id'

it.each([
  ['L1', { rule: 'L1', isSample: false }],
  ['L9s', { rule: 'L9', isSample: true }],
  ['L11ps', { rule: 'L11p', isSample: true }],
  ['L7w', { rule: 'L7w', isSample: false }],
  ['L7x', { rule: undefined, isSample: false }],
  ['L99', { rule: undefined, isSample: false }],
  ['other', { rule: undefined, isSample: false }],
])('%s', (id, name) => {
  expect(readInvariantId(id)).toEqual(name)
})
