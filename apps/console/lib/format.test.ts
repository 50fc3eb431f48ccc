import { describe, expect, it } from 'vitest'
import { dayOf, formatDuration, startOfDay } from './format'

describe('days in the campus zone', () => {
  it('begin at its midnight, also where clocks change', () => {
    expect(startOfDay('2026-11-21', 'Asia/Shanghai')).toBe('2026-11-20T16:00:00.000Z')
    expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
    expect(startOfDay('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z')
  })

  it('are named by that zone', () => {
    expect(dayOf(Date.parse('2026-11-20T17:30:00Z'), 'Asia/Shanghai')).toBe('2026-11-21')
  })
})

it('says durations', () => {
  expect([0.4, 340, 2_400, 185_000].map(formatDuration)).toEqual(['0 ms', '340 ms', '2.4 s', '3 min 05 s'])
})
