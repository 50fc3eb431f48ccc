const SMALLEST_MS = 10
const BOUND_COUNT = 34

/**
 * Upper bounds of the buckets in which rollups count how long calls took: from 10 ms to a quarter of an hour, each √2 times
 * the one before. A figure equal to a bound is above it. Rollups store counts by position: a change here needs new rollups.
 */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from({ length: BOUND_COUNT }, (_, i) =>
  Math.round(SMALLEST_MS * 2 ** (i / 2)),
)

/** The last bucket has no upper bound. */
export const LATENCY_BUCKET_COUNT = BOUND_COUNT + 1
