import type { ChannelPool, TargetSlot } from './channel-pool.js'
import { addCounts, type ExclusionTally } from './exclusion.js'
import { type Picked, type PickWorld, pickFrom } from './pick-usage.js'
import type { TierView } from './tier-view.js'

/**
 * Targets of channels that are drawn by their weight; inside a channel the least used. A channel is drawn again for the
 * next place only once every other one has had its turn. Weight 0: when there is nobody else.
 */
export function pickWeighted(view: TierView, count: number, world: PickWorld): Picked {
  const slots: TargetSlot[] = []
  const counts: ExclusionTally = {}
  let left: readonly ChannelPool[] = view.pools
  const drawn: { pool: ChannelPool; others: TargetSlot[] }[] = []
  while (slots.length < count && left.length > 0) {
    const pool = draw(left, world)
    left = left.filter((other) => other !== pool)
    const picked = pickFrom(pool.open, count, world)
    addCounts(counts, picked.counts)
    const [first, ...others] = picked.slots
    if (first === undefined) continue
    slots.push(first)
    drawn.push({ pool, others })
  }
  for (let place = 0; slots.length < count && drawn.some(({ others }) => others.length > place); place++) {
    for (const { others } of drawn) {
      const slot = others[place]
      if (slot !== undefined && slots.length < count) slots.push(slot)
    }
  }
  return { slots, counts }
}

function draw(pools: readonly ChannelPool[], { random }: PickWorld): ChannelPool {
  let sum = 0
  for (const { channel } of pools) sum += channel.record.weight
  let at = random() * sum
  for (const pool of pools) {
    at -= pool.channel.record.weight
    if (at < 0) return pool
  }
  return pools[Math.floor(random() * pools.length)] as ChannelPool
}
