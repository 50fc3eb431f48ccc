const SECOND_MS = 1_000

/** What a path spent in the last seconds, in buckets of one second. */
export function createSpendWindow(seconds: number): {
  add(nanos: bigint, nowMs: number): void
  sumNanos(nowMs: number): bigint
} {
  const buckets: { second: number; nanos: bigint }[] = []
  const dropOld = (second: number): void => {
    while (buckets[0] !== undefined && buckets[0].second <= second - seconds) buckets.shift()
  }
  return {
    add(nanos, nowMs) {
      const second = Math.floor(nowMs / SECOND_MS)
      const last = buckets.at(-1)
      if (last?.second === second) last.nanos += nanos
      else buckets.push({ second, nanos })
      dropOld(second)
    },
    sumNanos(nowMs) {
      dropOld(Math.floor(nowMs / SECOND_MS))
      return buckets.reduce((sum, { nanos }) => sum + nanos, 0n)
    },
  }
}
