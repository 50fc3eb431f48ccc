import { expect, it } from 'vitest'
import { toActivity } from './to-activity.js'

it('tells what was measured, and of nothing that there was nothing', () => {
  const none = { samples: 0, p50Ms: null, p95Ms: null }
  expect(toActivity(null)).toEqual({ calls: 0n, completedCalls: 0n, duration: none, firstByte: none })
  const row = { calls: 3n, completedCalls: 2n, durationCounts: [2], firstByteCounts: [] }
  expect(toActivity(row)).toEqual({
    ...{ calls: 3n, completedCalls: 2n, firstByte: none },
    duration: { samples: 2, p50Ms: 5, p95Ms: 10 },
  })
})
