import { expect, it } from 'vitest'
import { availabilityOf } from './availability'

it('says how a day went, and nothing of a day without calls', () => {
  expect([100, 99, 98.9, 95, 94.9, 0, undefined].map(availabilityOf)).toEqual([
    ...['good', 'good', 'fair', 'fair', 'poor', 'poor', 'unknown'],
  ])
})
