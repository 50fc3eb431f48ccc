import { expect, it } from 'vitest'
import { heightOf, sumByDay } from './usage-days'

it('sums the models of a day, and keeps empty days', () => {
  const days = sumByDay(
    [
      { date: 'b', amount: '0.1', calls: '1' },
      { date: 'b', amount: '0.2', calls: '2' },
      { date: 'z', amount: '9', calls: '9' },
    ],
    ['a', 'b'],
  )
  expect(days).toEqual([
    { date: 'a', amountNanos: 0n, calls: 0n },
    { date: 'b', amountNanos: 300_000_000n, calls: 3n },
  ])
})

it('draws bars in proportion, from zero', () => {
  expect([heightOf(1n, 3n), heightOf(3n, 3n), heightOf(0n, 0n)]).toEqual([33.3, 100, 0])
})
