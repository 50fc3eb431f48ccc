import { expect, it } from 'vitest'
import { askedPeriodOf, offeredPeriods, runningPeriod } from './statement-period'

const NOW = Date.parse('2026-10-31T17:30:00Z') // November in Shanghai

it('reads a month that can be, and offers those up to the running one of the campus', () => {
  expect(['', '2026-11', '2026-13', 'x'].map((period) => askedPeriodOf({ period }))).toEqual([
    undefined,
    '2026-11',
    undefined,
    undefined,
  ])
  expect(runningPeriod('Asia/Shanghai', NOW)).toBe('2026-11')
  expect(offeredPeriods('Asia/Shanghai', NOW).slice(0, 2)).toEqual(['2026-11', '2026-10'])
})
