import { expect, it } from 'vitest'
import { campusDay } from './campus-day.js'

it('the day follows the campus zone', () => {
  const at = new Date('2026-08-31T16:30:00Z')
  expect(campusDay(at, 'Asia/Shanghai')).toBe('2026-09-01')
  expect(campusDay(at, 'UTC')).toBe('2026-08-31')
})
