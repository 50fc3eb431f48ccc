import { expect, it } from 'vitest'
import { completedShareOf, successShareOf } from './success-share'

it('never rounds a failure away', () => {
  expect(successShareOf({ calls: '10000', failedCalls: '1' })).toBe(99.9)
  expect(successShareOf({ calls: '0', failedCalls: '0' })).toBeUndefined()
})

it('counts what completed the same way', () => {
  expect(completedShareOf({ calls: '3', completedCalls: '2' })).toBe(66.6)
})
