import { expect, it } from 'vitest'
import { LATENCY_BOUNDS_MS, LATENCY_BUCKET_COUNT } from './latency-buckets.js'

it('has fixed bounds, each about 1.41 times the one before: stored rollups depend on them', () => {
  expect(LATENCY_BOUNDS_MS.slice(0, 6)).toEqual([10, 14, 20, 28, 40, 57])
  expect([LATENCY_BOUNDS_MS.length, LATENCY_BOUNDS_MS.at(-1), LATENCY_BUCKET_COUNT]).toEqual([34, 926_819, 35])
})
