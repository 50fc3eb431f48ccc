import { type ChannelPool, refreshPool, type TargetSlot } from './channel-pool.js'
import { addCounts, type ExclusionTally } from './exclusion.js'
import type { LaneTier } from './lane.js'

/** What can be called of one priority, as it is until something happens to one of its channels. */
export interface TierView {
  /** Those with open targets, and how many targets all before each have. */
  readonly pools: readonly ChannelPool[]
  readonly starts: readonly number[]
  /** Open targets in all. */
  readonly openCount: number
  readonly halfOpen: readonly TargetSlot[]
  readonly broken: readonly TargetSlot[]
  readonly counts: ExclusionTally
  readonly coolUntilMs: number
  /** Of the pools at that time. */
  readonly change: number
  readonly validUntilMs: number
}

/** Reads every channel of a tier: done after a change, not for each decision. */
export function viewTier({ pools }: LaneTier, { nowMs, change }: { nowMs: number; change: number }): TierView {
  const open: ChannelPool[] = []
  const starts: number[] = []
  const halfOpen: TargetSlot[] = []
  const broken: TargetSlot[] = []
  const counts: ExclusionTally = {}
  let openCount = 0
  let coolUntilMs = Number.POSITIVE_INFINITY
  let validUntilMs = Number.POSITIVE_INFINITY
  for (const pool of pools) {
    refreshPool(pool, nowMs)
    if (pool.open.length > 0) {
      open.push(pool)
      starts.push(openCount)
      openCount += pool.open.length
    }
    halfOpen.push(...pool.halfOpen)
    broken.push(...pool.broken)
    addCounts(counts, pool.counts)
    coolUntilMs = Math.min(coolUntilMs, pool.coolUntilMs)
    validUntilMs = Math.min(validUntilMs, pool.validUntilMs)
  }
  return { pools: open, starts, openCount, halfOpen, broken, counts, coolUntilMs, change, validUntilMs }
}

/** The open target number `index` of a tier, 0 to `openCount` - 1. */
export function openSlotAt({ pools, starts }: TierView, index: number): TargetSlot | undefined {
  let low = 0
  let high = pools.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return pools[low]?.open[index - (starts[low] ?? 0)]
}
