import type { TargetSlot } from './channel-pool.js'
import { type ExclusionTally, exclude } from './exclusion.js'
import { fullnessOf, hasQueue, loadOf, poolFullnessOf, returningLoadOf } from './slot-load.js'
import { openSlotAt, type TierView } from './tier-view.js'

/** Up to so many targets are compared one by one; of more, so many are drawn. */
const MOST_COMPARED = 32
const DRAWN = 16
/** Of very many, whose figures lie all over the memory, fewer: the least used of six is hardly ever a busy one. */
const MANY = 1_000
const DRAWN_OF_MANY = 6

export interface PickWorld {
  nowMs: number
  /** 0 up to 1. */
  random: () => number
}

/** Targets in the order of their use, and what was met on the way. */
export interface Picked {
  slots: TargetSlot[]
  /** Of those that were looked at: all of a small tier, a sample of a large one. */
  counts: ExclusionTally
}

/**
 * The `count` least used targets of a tier. Equally used ones in any order, so that gateways which start at once do not all
 * begin with the same key. In a large tier the least used of a random sample: whoever is drawn often enough is found, and
 * a decision does not take longer the more keys there are.
 */
export function pickUsage(view: TierView, count: number, world: PickWorld): Picked {
  const isSmall = view.openCount <= MOST_COMPARED
  const picked = pickFrom(isSmall ? allOf(view) : drawn(view, world), count, world)
  // a sample of nothing but full ones says nothing of the others
  return isSmall || picked.slots.length > 0 ? picked : pickFrom(allOf(view), count, world)
}

const allOf = ({ pools: [first, ...others] }: TierView): readonly TargetSlot[] =>
  others.length === 0 ? (first?.open ?? []) : [...(first?.open ?? []), ...others.flatMap(({ open }) => open)]

function drawn(view: TierView, { random }: PickWorld): TargetSlot[] {
  const slots: TargetSlot[] = []
  const count = view.openCount > MANY ? DRAWN_OF_MANY : DRAWN
  for (let index = 0; index < count; index++) {
    const slot = openSlotAt(view, Math.floor(random() * view.openCount))
    if (slot !== undefined && !slots.includes(slot)) slots.push(slot)
  }
  return slots
}

interface Ranked {
  slot: TargetSlot
  load: number
}

/** Less than one request of any limit: only the order of equals depends on it. */
const JITTER = 1e-12
/** A call that would have to wait comes after all that would not. */
const QUEUE_LOAD = 1e6

export function pickFrom(slots: readonly TargetSlot[], count: number, { nowMs, random }: PickWorld): Picked {
  const best: Ranked[] = []
  const counts: ExclusionTally = {}
  const returning: TargetSlot[] = []
  for (const slot of slots) {
    const { pool } = slot
    const reason = (pool.use && poolFullnessOf(pool, nowMs)) ?? fullnessOf(slot, nowMs)
    if (reason !== undefined) exclude(counts, reason)
    else if (slot.circuit !== undefined) returning.push(slot)
    else insert(best, { slot, load: loadOf(slot, nowMs) + queueLoad(slot, nowMs) + random() * JITTER }, count)
  }
  const leastLoad = best[0]?.load ?? 0
  const shy: TargetSlot[] = []
  for (const slot of returning) {
    const load = returningLoadOf(slot, { leastLoad, nowMs, random })
    if (load === undefined) shy.push(slot)
    else insert(best, { slot, load: load + queueLoad(slot, nowMs) + random() * JITTER }, count)
  }
  const picked = best.map(({ slot }) => slot)
  return { slots: [...picked, ...shy].slice(0, count), counts }
}

const queueLoad = ({ pool }: TargetSlot, nowMs: number): number =>
  pool.use !== undefined && hasQueue(pool, nowMs) ? QUEUE_LOAD + pool.waiting : 0

/** Keeps `best` sorted and short. */
function insert(best: Ranked[], entry: Ranked, count: number): void {
  const last = best[best.length - 1]
  if (best.length >= count) {
    if (last === undefined || entry.load >= last.load) return
    best.pop()
  }
  let place = best.length
  while (place > 0 && (best[place - 1]?.load ?? 0) > entry.load) place--
  best.splice(place, 0, entry)
}
