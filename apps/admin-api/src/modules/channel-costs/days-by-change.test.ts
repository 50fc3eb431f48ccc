import { expect, it } from 'vitest'
import { daysByChange } from './days-by-change.js'

const MONTH = { from: '2026-02-25', to: '2026-03-05' }

it('is one run where nothing changed', () => {
  expect(daysByChange(MONTH, [])).toEqual({ unchanged: [MONTH], changed: [] })
  expect(daysByChange(MONTH, ['2026-02-24', '2026-03-06'])).toEqual({ unchanged: [MONTH], changed: [] })
})

it('leaves days of changes out, wherever they are, and each day is in it once', () => {
  expect(daysByChange(MONTH, ['2026-03-01', '2026-02-28', '2026-03-01'])).toEqual({
    unchanged: [
      { from: '2026-02-25', to: '2026-02-27' },
      { from: '2026-03-02', to: '2026-03-05' },
    ],
    changed: ['2026-02-28', '2026-03-01'],
  })
  expect(daysByChange(MONTH, ['2026-02-25', '2026-03-05'])).toEqual({
    unchanged: [{ from: '2026-02-26', to: '2026-03-04' }],
    changed: ['2026-02-25', '2026-03-05'],
  })
  const day = { from: '2026-02-25', to: '2026-02-25' }
  expect(daysByChange(day, ['2026-02-25'])).toEqual({ unchanged: [], changed: ['2026-02-25'] })
})
