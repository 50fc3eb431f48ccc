import { expect, it } from 'vitest'
import { offeredPeriods, statementPeriodOf } from './statement-period'

const NOW = Date.parse('2026-10-31T17:30:00Z') // November in Shanghai

it('shows the last month that is over unless asked for another one', () => {
  const of = (period: string) => statementPeriodOf({ period }, 'Asia/Shanghai', NOW)
  expect([of(''), of('2026-11'), of('2026-13'), of('x')]).toEqual(['2026-10', '2026-11', '2026-10', '2026-10'])
  expect(offeredPeriods('Asia/Shanghai', NOW).slice(0, 2)).toEqual(['2026-11', '2026-10'])
})
