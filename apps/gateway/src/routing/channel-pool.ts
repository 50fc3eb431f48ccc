import type { ChannelTargets, Target } from '../catalog/target.js'
import type { UsageSubject } from '../limits/usage-subject.js'
import { type Availability, availabilityOf, type Circuit } from './circuit.js'
import { type ExclusionTally, exclude } from './exclusion.js'

/** A target with what is known of it now. */
export interface TargetSlot {
  readonly target: Target
  readonly pool: ChannelPool
  readonly use: UsageSubject
  /** Absent: healthy. */
  circuit: Circuit | undefined
  /** What last happened to it, in a few words without secrets. */
  note: string | undefined
  /** The one call that finds out whether it answers again is under way. */
  isProbed: boolean
  /** After it was away: see `returningLoadOf`. */
  lent: { load: number; atMs: number } | undefined
}

/**
 * One channel's targets, sorted by whether they can be called. Sorted anew only when something happened to one of them,
 * or when a rest ends: a decision reads the lists.
 */
export interface ChannelPool {
  readonly channel: ChannelTargets
  readonly slots: readonly TargetSlot[]
  /** Of the channel as a whole; absent where it has no limits. */
  readonly use: UsageSubject | undefined
  /** Of all its keys together; absent: healthy. */
  circuit: Circuit | undefined
  note: string | undefined
  isProbed: boolean
  /** Calls that wait for a place. */
  waiting: number
  open: TargetSlot[]
  /** Broken ones whose rest is over. */
  halfOpen: TargetSlot[]
  /** The last resort. */
  broken: TargetSlot[]
  /** Of targets that cannot be called at all, keys that are no targets included. */
  counts: ExclusionTally
  /** When the first of the cooling ones may be called again; Infinity: none cools. */
  coolUntilMs: number
  isDirty: boolean
  /** When the lists become wrong by themselves. */
  validUntilMs: number
}

export function createPool(
  channel: ChannelTargets,
  subjectOf: (id: string) => UsageSubject,
  channelSubject: UsageSubject | undefined,
): ChannelPool {
  const slots: TargetSlot[] = []
  const pool: ChannelPool = {
    channel,
    slots,
    use: channelSubject,
    circuit: undefined,
    note: undefined,
    isProbed: false,
    waiting: 0,
    open: [],
    halfOpen: [],
    broken: [],
    counts: {},
    coolUntilMs: Number.POSITIVE_INFINITY,
    isDirty: true,
    validUntilMs: 0,
  }
  for (const target of channel.targets) {
    slots.push({
      target,
      pool,
      use: subjectOf(target.id),
      circuit: undefined,
      note: undefined,
      isProbed: false,
      lent: undefined,
    })
  }
  return pool
}

/** @returns whether the lists were sorted anew */
export function refreshPool(pool: ChannelPool, nowMs: number): boolean {
  if (!pool.isDirty && nowMs < pool.validUntilMs) return false
  pool.isDirty = false
  pool.validUntilMs = Number.POSITIVE_INFINITY
  pool.coolUntilMs = Number.POSITIVE_INFINITY
  const lists: Record<Availability, TargetSlot[]> = { open: [], 'half-open': [], broken: [], cooling: [], disabled: [] }
  const whole = availabilityOf(pool.circuit, nowMs)
  if (pool.circuit !== undefined && pool.circuit.untilMs > nowMs) pool.validUntilMs = pool.circuit.untilMs
  for (const slot of pool.slots) {
    const { circuit } = slot
    lists[availabilityOf(circuit, nowMs)].push(slot)
    if (circuit !== undefined && circuit.untilMs > nowMs && circuit.untilMs < pool.validUntilMs) {
      pool.validUntilMs = circuit.untilMs
    }
    if (circuit?.state === 'cooling' && circuit.untilMs > nowMs) {
      pool.coolUntilMs = Math.min(pool.coolUntilMs, circuit.untilMs)
    }
  }
  const counts: ExclusionTally = {}
  for (const problem of pool.channel.problems) exclude(counts, problem)
  exclude(counts, 'cooling', lists.cooling.length)
  exclude(counts, 'disabled', lists.disabled.length)
  exclude(counts, 'broken', lists.broken.length)
  if (whole === 'open') {
    pool.open = lists.open
    pool.halfOpen = lists['half-open']
    pool.broken = lists.broken
  } else {
    // a channel that is down as a whole is probed by way of any of its keys
    const others = [...lists.open, ...lists['half-open']]
    pool.open = []
    pool.halfOpen = whole === 'half-open' ? others : []
    pool.broken = whole === 'half-open' ? lists.broken : [...others, ...lists.broken]
    if (whole !== 'half-open') exclude(counts, 'channel_broken', others.length)
  }
  pool.counts = counts
  return true
}
