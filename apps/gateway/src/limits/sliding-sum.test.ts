import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SlidingSum, WINDOW_MS } from './sliding-sum.js'

it('is never less than any minute held, and forgets after it', () => {
  const entry = fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), amount: fc.integer({ min: 1, max: 50 }) })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 80 }), (entries) => {
      const sum = new SlidingSum()
      const seen: { atMs: number; amount: number }[] = []
      let nowMs = 12_345
      for (const { afterMs, amount } of entries) {
        nowMs += afterMs
        sum.add(amount, nowMs)
        seen.push({ atMs: nowMs, amount })
        const of = (ms: number): number =>
          seen.reduce((total, { atMs, amount: each }) => total + (atMs > nowMs - ms ? each : 0), 0)
        expect(sum.sum(nowMs)).toBeGreaterThanOrEqual(of(WINDOW_MS))
        expect(sum.sum(nowMs)).toBeLessThanOrEqual(of(WINDOW_MS + 1_000))
      }
      expect(sum.sum(nowMs + WINDOW_MS + 1_000)).toBe(0)
    }),
  )
})

it('says when it will have room, and keeps that word', () => {
  const sum = new SlidingSum()
  sum.add(3, 1_500)
  sum.add(2, 31_500)
  expect(sum.msUntil(5, 31_500)).toBe(0)
  const waitMs = sum.msUntil(4, 31_500)
  expect(sum.sum(31_500 + waitMs - 1)).toBe(5)
  expect(sum.sum(31_500 + waitMs)).toBe(2)
  expect(sum.sum(31_500 + sum.msUntil(0, 31_500))).toBe(0)
})

it('takes back what was not used, and never more than is there', () => {
  const sum = new SlidingSum()
  sum.add(100, 1_000)
  sum.add(10, 5_000)
  sum.add(-60, 6_000, 1_000)
  expect(sum.sum(6_000)).toBe(50)
  sum.add(-500, 6_000, 1_000)
  expect(sum.sum(6_000)).toBe(10)
  sum.add(-10, 70_000, 5_000) // has left the window by itself
  expect(sum.sum(70_000)).toBe(0)
})
