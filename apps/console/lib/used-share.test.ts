import { expect, it } from 'vitest'
import { usedShareOf } from './used-share'

it.each([
  ['10', ['2.5', '2.5'], 50],
  ['10', ['12'], 100],
  ['10', ['-1'], 0],
  ['0', ['0'], 100],
  ['3', ['1'], 33],
])('of %s, %j is %i %%', (amount, parts, share) => {
  expect(usedShareOf(amount, parts)).toBe(share)
})
