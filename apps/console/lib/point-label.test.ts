import { expect, it } from 'vitest'
import { pointLabel } from './point-label'

it('names hours, days, weeks and months in the campus zone', () => {
  const point = { startsAt: '2026-11-20T16:00:00.000Z', date: '2026-11-21' }
  const label = (interval: 'HOUR' | 'DAY' | 'WEEK' | 'MONTH') =>
    pointLabel(point, { interval, timeZone: 'Asia/Shanghai' })
  expect([label('HOUR'), label('DAY'), label('WEEK'), label('MONTH')]).toEqual([
    ...['11-21 00:00', '2026-11-21', '2026-11-21', '2026-11'],
  ])
})
