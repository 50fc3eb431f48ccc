import { describe, expect, it } from 'vitest'
import { type KeySpan, keySpansOf } from './key-spans.js'

const DAY_MS = 86_400_000
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Each day → how often its rows are counted. */
function daysOf(spans: readonly KeySpan[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { span, from, to, sign } of spans) {
    const end = span === 'day' ? to : dayOf(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)), 0))
    for (let day = from; day <= end; day = dayOf(Date.parse(day) + DAY_MS)) {
      const count = (counts.get(day) ?? 0) + sign
      if (count === 0) counts.delete(day)
      else counts.set(day, count)
    }
  }
  return counts
}

describe('spans of sums by key', () => {
  it('come to each day of the question once, whatever it is and whichever day is today', () => {
    const start = Date.UTC(2023, 10, 1)
    for (let offset = 0; offset < 130; offset += 3)
      for (const length of [1, 2, 7, 15, 29, 30, 31, 45, 61, 92, 400])
        for (const after of [-20, 0, 40]) {
          const [from, to] = [dayOf(start + offset * DAY_MS), dayOf(start + (offset + length - 1) * DAY_MS)]
          const counts = daysOf(keySpansOf({ from, to }, dayOf(Date.parse(to) + after * DAY_MS)))
          expect([counts.size, new Set(counts.values())], `${from} to ${to}`).toEqual([length, new Set([1])])
          expect([counts.has(from), counts.has(to)]).toEqual([true, true])
        }
  })

  it('are whole months where they can be, and the shorter side of those that are not', () => {
    expect(keySpansOf({ from: '2026-09-01', to: '2026-10-31' }, '2026-11-22')).toEqual([
      { span: 'month', from: '2026-09-01', to: '2026-10-01', sign: 1 },
    ])
    expect(keySpansOf({ from: '2026-08-05', to: '2026-10-03' }, '2026-11-22')).toEqual([
      { span: 'month', from: '2026-08-01', to: '2026-09-01', sign: 1 },
      { span: 'day', from: '2026-08-01', to: '2026-08-04', sign: -1 },
      { span: 'day', from: '2026-10-01', to: '2026-10-03', sign: 1 },
    ])
  })

  it('count the running month as a whole: nothing is after today', () => {
    expect(keySpansOf({ from: '2026-10-24', to: '2026-11-22' }, '2026-11-22')).toEqual([
      { span: 'month', from: '2026-11-01', to: '2026-11-01', sign: 1 },
      { span: 'day', from: '2026-10-24', to: '2026-10-31', sign: 1 },
      { span: 'day', from: '2026-11-23', to: '2026-11-30', sign: -1 },
    ])
  })
})
