import { expect, it } from 'vitest'
import { daysOf, startOfPeriod } from './usage-period'

const NOW = Date.parse('2026-11-20T17:30:00Z') // the 21st in Shanghai

it('ends a period today, in the campus zone', () => {
  expect(startOfPeriod('7d', 'Asia/Shanghai', NOW)).toBe('2026-11-14T16:00:00.000Z')
  expect(startOfPeriod('today', 'Asia/Shanghai', NOW)).toBe('2026-11-20T16:00:00.000Z')
})

it('names each of its days, oldest first', () => {
  const days = daysOf('7d', 'Asia/Shanghai', NOW)
  expect([days.length, days[0], days.at(-1)]).toEqual([7, '2026-11-15', '2026-11-21'])
})
