import { LATENCY_BOUNDS_MS, LATENCY_BUCKET_COUNT } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { addCounts, spreadOf } from './spread.js'

/** As the rollup counts: a figure equal to a bound is above it. */
function countsOf(durationsMs: readonly number[]): number[] {
  const counts = new Array<number>(LATENCY_BUCKET_COUNT).fill(0)
  for (const ms of durationsMs) {
    const bucket = LATENCY_BOUNDS_MS.filter((bound) => ms >= bound).length
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return counts
}

describe('spreadOf', () => {
  it('says nothing where nothing was measured', () => {
    const nothing = { samples: 0, p50Ms: null, p95Ms: null }
    expect([spreadOf(null), spreadOf(countsOf([]))]).toEqual([nothing, nothing])
  })

  it('comes within a bucket of the exact percentiles', () => {
    const durations = Array.from({ length: 1_000 }, (_, i) => 20 + i * 7)
    const { samples, p50Ms, p95Ms } = spreadOf(countsOf(durations))
    expect(samples).toBe(1_000)
    expect(Math.abs((p50Ms ?? 0) / 3_520 - 1)).toBeLessThan(0.2)
    expect(Math.abs((p95Ms ?? 0) / 6_670 - 1)).toBeLessThan(0.2)
  })

  it('keeps a single sample, the shortest and the longest in their buckets', () => {
    expect(spreadOf(countsOf([100])).p50Ms).toBeGreaterThanOrEqual(80)
    expect(spreadOf(countsOf([100])).p95Ms).toBeLessThanOrEqual(113)
    expect(spreadOf(countsOf([0])).p95Ms).toBeLessThanOrEqual(10)
    expect(spreadOf(countsOf([5_000_000])).p50Ms).toBe(LATENCY_BOUNDS_MS.at(-1))
  })

  it('of two times together is that of their sum', () => {
    const [one, other] = [countsOf([10, 20, 30]), countsOf([4_000, 5_000])]
    expect(addCounts(one, other)).toEqual(countsOf([10, 20, 30, 4_000, 5_000]))
    expect([addCounts(null, one), addCounts(one, null), addCounts(null, null)]).toEqual([one, one, null])
  })
})
