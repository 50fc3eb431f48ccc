/** Largest value of a bigint column. */
const MAX_BIGINT = 2n ** 63n - 1n
/** A slab covers this many calls of the size asked for, where recent spend says nothing. */
const CALLS_PER_SLAB = 10n

export interface SlabAsk {
  /** r: the reservation at the head of the gateway's queue. */
  neededNanos: bigint
  /** What the path spent on that gateway in the last LEASE_SLAB_SECONDS. */
  recentSpendNanos: bigint
  slabMaxNanos: bigint
  /** False where the gateway's outbox is AMBER. */
  mayGrantSlab: boolean
}

/**
 * The part of the slab rule that needs no row: `min(slabMax, max(recent spend, 10 r))`. The statement grants
 * `max(r, min(this, ⌊headroom / 10⌋))`, which is exactly r where headroom < 10 r.
 */
export function slabCap({ neededNanos, recentSpendNanos, slabMaxNanos, mayGrantSlab }: SlabAsk): bigint {
  if (!mayGrantSlab) return 0n
  const wanted = larger(recentSpendNanos, neededNanos * CALLS_PER_SLAB)
  return fitBigint(wanted < slabMaxNanos ? wanted : slabMaxNanos)
}

/** Amounts on the bus have up to 19 digits, columns a little less: what exceeds them is refused all the same. */
export const fitBigint = (nanos: bigint): bigint => (nanos > MAX_BIGINT ? MAX_BIGINT : nanos)

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
