import { describe, expect, it } from 'vitest'
import { type SumSpan, splitByMonths, sumSpansOf } from './sum-spans.js'

const DAY_MS = 86_400_000
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

function lastDayOf({ span, to }: SumSpan): string {
  const [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7))]
  return { day: to, month: dayOf(Date.UTC(year, month, 0)), year: `${year}-12-31` }[span]
}

/** Each day → how often its rows are counted. */
function daysOf(spans: readonly SumSpan[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const span of spans)
    for (let day = span.from; day <= lastDayOf(span); day = dayOf(Date.parse(day) + DAY_MS)) {
      const count = (counts.get(day) ?? 0) + span.sign
      if (count === 0) counts.delete(day)
      else counts.set(day, count)
    }
  return counts
}

describe('spans of sums', () => {
  it('come to each day of the question once, whatever it is and whichever day is today', () => {
    const start = Date.UTC(2023, 10, 1)
    for (let offset = 0; offset < 130; offset += 13)
      for (const length of [1, 2, 7, 15, 30, 31, 61, 92, 300, 400])
        for (const after of [-20, 0, 400]) {
          const [from, to] = [dayOf(start + offset * DAY_MS), dayOf(start + (offset + length - 1) * DAY_MS)]
          const counts = daysOf(sumSpansOf({ from, to }, dayOf(Date.parse(to) + after * DAY_MS)))
          expect([counts.size, new Set(counts.values())], `${from} to ${to}`).toEqual([length, new Set([1])])
          expect([counts.has(from), counts.has(to)]).toEqual([true, true])
        }
  })

  it('are whole months where they can be, and the shorter side of those that are not', () => {
    expect(sumSpansOf({ from: '2026-09-01', to: '2026-10-31' }, '2027-11-22')).toEqual([
      { span: 'month', from: '2026-09-01', to: '2026-10-01', sign: 1 },
    ])
    expect(sumSpansOf({ from: '2026-08-05', to: '2026-10-03' }, '2027-11-22')).toEqual([
      { span: 'month', from: '2026-08-01', to: '2026-09-01', sign: 1 },
      { span: 'day', from: '2026-08-01', to: '2026-08-04', sign: -1 },
      { span: 'day', from: '2026-10-01', to: '2026-10-03', sign: 1 },
    ])
  })

  it('count the running month and year as a whole: hardly anything is after today', () => {
    const read = (days: { from: string; to: string }) =>
      sumSpansOf(days, '2026-11-22').flatMap(({ span, from, to, sign }) =>
        from > '2026-11-22' ? [] : [[span, from, to, sign].join(' ')],
      )
    expect(read({ from: '2026-10-24', to: '2026-11-22' })).toEqual([
      'day 2026-10-24 2026-10-31 1',
      'month 2026-11-01 2026-11-01 1',
    ])
    expect(read({ from: '2025-12-01', to: '2026-11-22' })).toEqual([
      'month 2025-12-01 2025-12-01 1',
      'year 2026-01-01 2026-01-01 1',
    ])
  })
})

describe('days by months', () => {
  it('come to each day of the question once', () => {
    const start = Date.UTC(2023, 10, 1)
    for (let offset = 0; offset < 130; offset += 13)
      for (const length of [1, 2, 7, 15, 30, 31, 61, 92, 300, 400]) {
        const [from, to] = [dayOf(start + offset * DAY_MS), dayOf(start + (offset + length - 1) * DAY_MS)]
        const { before, months, rest } = splitByMonths({ from, to })
        const spans = [before, rest].flatMap((days) => (days ? [{ span: 'day', sign: 1, ...days } as const] : []))
        const counts = daysOf(months ? [...spans, { span: 'month', sign: 1, ...months }] : spans)
        expect([counts.size, new Set(counts.values())], `${from} to ${to}`).toEqual([length, new Set([1])])
        expect([counts.has(from), counts.has(to)]).toEqual([true, true])
        expect(rest?.from.slice(7) ?? '-01').toBe('-01')
      }
  })

  it('are whole months where they can be', () => {
    expect(splitByMonths({ from: '2026-09-01', to: '2026-10-31' })).toEqual({
      months: { from: '2026-09-01', to: '2026-10-01' },
    })
    expect(splitByMonths({ from: '2026-08-30', to: '2026-11-22' })).toEqual({
      before: { from: '2026-08-30', to: '2026-08-31' },
      months: { from: '2026-09-01', to: '2026-10-01' },
      rest: { from: '2026-11-01', to: '2026-11-22' },
    })
    expect(splitByMonths({ from: '2026-11-02', to: '2026-11-30' })).toEqual({
      before: { from: '2026-11-02', to: '2026-11-30' },
    })
  })
})
