import { expect, it } from 'vitest'
import { heightOf, sumByDay } from './usage-days'

const row = (date: string, modelName: string, amount: string, calls = '1') => ({ date, modelName, amount, calls })

it('sums the models of a day, dearest first, and keeps empty days', () => {
  const rows = [row('b', 'x', '0.1'), row('b', 'y', '0.2', '2'), row('z', 'x', '9', '9')]
  expect(sumByDay(rows, ['a', 'b'])).toEqual({
    ...{ names: ['x', 'y'], hasOthers: false },
    days: [
      { date: 'a', amountNanos: 0n, calls: 0n, partsNanos: [0n, 0n] },
      { date: 'b', amountNanos: 300_000_000n, calls: 3n, partsNanos: [100_000_000n, 200_000_000n] },
    ],
  })
})

it('puts what is beyond five models into the last part', () => {
  const rows = ['6', '5', '4', '3', '2', '1'].map((amount) => row('a', `m${amount}`, amount))
  const { names, hasOthers, days } = sumByDay(rows, ['a'])
  expect([names, hasOthers]).toEqual([['m6', 'm5', 'm4', 'm3', 'm2'], true])
  expect(days[0]?.partsNanos.at(-1)).toBe(3_000_000_000n)
})

it('draws bars in proportion, from zero', () => {
  expect([heightOf(1n, 3n), heightOf(3n, 3n), heightOf(0n, 0n), heightOf(-1n, 3n)]).toEqual([33.3, 100, 0, 0])
})
