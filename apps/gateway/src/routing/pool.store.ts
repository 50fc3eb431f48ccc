import type { ChannelTargets } from '../catalog/target.js'
import type { LimitBook } from '../limits/limit-book.js'
import { carryOver } from './carry-over.js'
import { type ChannelPool, createPool, type TargetSlot } from './channel-pool.js'
import { type Availability, availabilityOf } from './circuit.js'

export const channelSubjectId = (channelId: string): string => `c/${channelId}`

/** The pools of all channels that anybody asked for, in this gateway's memory. A channel that was changed starts afresh, see `carryOver`. */
export class PoolStore {
  private readonly pools = new Map<string, ChannelPool>()
  private readonly slots = new Map<string, TargetSlot>()
  /** Grows whenever something happened to any pool: views of an earlier number are stale. */
  change = 0

  constructor(private readonly book: LimitBook) {}

  poolOf = (channel: ChannelTargets): ChannelPool => {
    const { channelId, settings } = channel.record
    const known = this.pools.get(channelId)
    if (known?.channel === channel) return known
    if (known !== undefined) this.drop(known)
    const own = settings.limits == null ? undefined : this.book.subject(channelSubjectId(channelId))
    const pool = createPool(channel, (id) => this.book.subject(id), own)
    if (known !== undefined) carryOver(known, pool)
    if (own !== undefined) this.book.pin(own)
    for (const slot of pool.slots) {
      this.book.pin(slot.use)
      this.slots.set(slot.target.id, slot)
    }
    this.pools.set(channelId, pool)
    this.change++
    return pool
  }

  /** Of the channel as it is now. */
  slotOf(target: { id: string; recordVersion: number }): TargetSlot | undefined {
    const slot = this.slots.get(target.id)
    return slot?.target.recordVersion === target.recordVersion ? slot : undefined
  }

  findSlot(targetId: string): TargetSlot | undefined {
    return this.slots.get(targetId)
  }

  findPool(channelId: string): ChannelPool | undefined {
    return this.pools.get(channelId)
  }

  *holders(): Generator<TargetSlot | ChannelPool> {
    yield* this.pools.values()
    yield* this.slots.values()
  }

  /** How many keys of all channels are well, rest, are broken or out; broken whole channels apart. For metrics. */
  tally(nowMs: number): Record<Availability, number> & { brokenChannels: number } {
    const counts = { open: 0, 'half-open': 0, broken: 0, cooling: 0, disabled: 0, brokenChannels: 0 }
    for (const { circuit } of this.slots.values()) counts[availabilityOf(circuit, nowMs)]++
    for (const { circuit } of this.pools.values())
      if (availabilityOf(circuit, nowMs) !== 'open') counts.brokenChannels++
    return counts
  }

  touch(pool: ChannelPool): void {
    pool.isDirty = true
    this.change++
  }

  /** Forgets channels that are gone. */
  keepOnly(channelIds: { has(channelId: string): boolean }): void {
    for (const [channelId, pool] of this.pools) {
      if (channelIds.has(channelId)) continue
      this.drop(pool)
      this.pools.delete(channelId)
    }
  }

  private drop(pool: ChannelPool): void {
    if (pool.use !== undefined) this.book.unpin(pool.use)
    for (const slot of pool.slots) {
      this.book.unpin(slot.use)
      this.slots.delete(slot.target.id)
    }
    this.change++
  }
}
