import { expect, it } from 'vitest'
import { leftOf } from './money-left'

it.each([
  ['0.006', '0', '0.006'],
  ['0.006', '0.002000001', '0.003999999'],
  ['0.006', '0.006', '0'],
  ['0.006', '1', '0'],
])('of %s with %s given back there is %s left', (amount, refunded, left) => {
  expect(leftOf(amount, refunded)).toBe(left)
})
