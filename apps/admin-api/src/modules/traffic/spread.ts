import { LATENCY_BOUNDS_MS, LATENCY_BUCKET_COUNT } from '@tollgate/protocols/events'

/** How long calls took, from counts by bucket: figures are within a bucket of the truth, 41 % at most. */
export interface Spread {
  samples: number
  /** Milliseconds; null: there are no samples. */
  p50Ms: number | null
  p95Ms: number | null
}

/** Counts by bucket of LATENCY_BOUNDS_MS, or none → median and 95th percentile. */
export function spreadOf(counts: readonly number[] | null): Spread {
  const samples = (counts ?? []).reduce((sum, count) => sum + count, 0)
  if (counts === null || samples === 0) return { samples: 0, p50Ms: null, p95Ms: null }
  return { samples, p50Ms: quantileOf(counts, samples * 0.5), p95Ms: quantileOf(counts, samples * 0.95) }
}

/** Position by position; `null` is nothing. */
export function addCounts(one: readonly number[] | null, other: readonly number[] | null): readonly number[] | null {
  if (one === null || other === null) return one ?? other
  return Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => (one[i] ?? 0) + (other[i] ?? 0))
}

/** The place of a rank among sorted samples, as if those of a bucket were spread evenly over it. */
function quantileOf(counts: readonly number[], rank: number): number {
  let below = 0
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) return within(bucket, (rank - below) / count)
    below += count
  }
  return LATENCY_BOUNDS_MS.at(-1) ?? 0
}

/** The last bucket has no end: at least its beginning. */
function within(bucket: number, share: number): number {
  const from = bucket === 0 ? 0 : (LATENCY_BOUNDS_MS[bucket - 1] ?? 0)
  const to = LATENCY_BOUNDS_MS[bucket] ?? from
  return Math.round(from + (to - from) * share)
}
