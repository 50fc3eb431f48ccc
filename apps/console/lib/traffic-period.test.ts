import { describe, expect, it } from 'vitest'
import type { SearchParameters } from './table-address'
import { monthBefore, periodBefore, trafficPeriodOf } from './traffic-period'

const NOW = Date.parse('2026-11-20T17:30:00Z') // Saturday the 21st in Shanghai
const of = (parameters: SearchParameters) => trafficPeriodOf(parameters, 'Asia/Shanghai', NOW)

describe('trafficPeriodOf', () => {
  it('ends today in the campus zone, and begins with whole weeks and months', () => {
    expect(of({})).toEqual({ from: '2026-11-15', to: '2026-11-21', interval: 'DAY', preset: '7d' })
    expect(of({ period: 'today' })).toMatchObject({ from: '2026-11-21', to: '2026-11-21', interval: 'HOUR' })
    expect(of({ period: '12w' })).toMatchObject({ from: '2026-08-31', interval: 'WEEK' })
    expect(of({ period: '12m' })).toMatchObject({ from: '2025-12-01', interval: 'MONTH' })
  })

  it('takes chosen days, with points as fine as is readable unless told otherwise', () => {
    expect(of({ from: '2026-10-01', to: '2026-10-31' })).toEqual({
      ...{ from: '2026-10-01', to: '2026-10-31', interval: 'DAY', preset: undefined },
    })
    expect(of({ from: '2026-10-01', to: '2026-10-31', interval: 'WEEK' }).interval).toBe('WEEK')
    expect(of({ from: '2026-11-20' })).toMatchObject({ to: '2026-11-21', interval: 'HOUR' })
  })

  it('is compared with as many days before it', () => {
    expect(periodBefore(of({}))).toEqual({ from: '2026-11-08', to: '2026-11-14', days: 7 })
    expect(periodBefore(of({ period: 'today' }))).toEqual({ from: '2026-11-20', to: '2026-11-20', days: 1 })
  })

  it('asks for no more than the API gives', () => {
    expect(of({ from: '2020-01-01', to: '2026-11-21', interval: 'HOUR' })).toMatchObject({
      ...{ from: '2025-10-18', interval: 'MONTH' },
    })
  })

  it('falls back where the days cannot be', () => {
    for (const parameters of [{ from: '2026-02-30' }, { from: 'x' }, { from: '2026-11-22', to: '2026-11-21' }])
      expect(of(parameters).preset).toBe('7d')
  })
})

it('counts months across years', () => {
  expect([monthBefore('2026-01', 1), monthBefore('2026-11', 0), monthBefore('2026-11', 23)]).toEqual([
    '2025-12',
    '2026-11',
    '2024-12',
  ])
})
