import { expect, it } from 'vitest'
import { sortSteps } from './receipt-steps'

it('orders the steps of a call as they happened', () => {
  const steps = [{ name: 'attempt' }, { name: 'novel' }, { name: 'identify' }]
  expect(sortSteps(steps).map(({ name }) => name)).toEqual(['identify', 'attempt', 'novel'])
})
