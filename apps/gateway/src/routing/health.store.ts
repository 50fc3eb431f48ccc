import type { UpstreamFailure } from '@tollgate/protocols/dialects'
import type { ChannelHealth, HealthFact } from '@tollgate/protocols/events'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'
import type { ChannelTargets, Target } from '../catalog/target.js'
import type { ChannelPool, TargetSlot } from './channel-pool.js'
import { afterFailure, afterSuccess, availabilityOf, CHANNEL_BREAKS, type Circuit, HEALTHY } from './circuit.js'
import type { PoolStore } from './pool.store.js'

const MAX_REASON_CHARACTERS = 200
/** News that came before the channel's record did; more than all keys that rest at once anywhere. */
const MAX_EARLY_NEWS = 10_000

/** A change of a target's state, for `health.v1`: without node and time of day, which the publisher adds. */
export type HealthReport = Pick<ChannelHealth, 'channelId' | 'channelKeyId' | 'state' | 'reason'> & {
  /** Milliseconds from now until it is tried again; absent where an administrator must act. */
  restMs?: number
}

/** Where a circuit hangs: on a target, or on a channel as a whole. */
type Holder = TargetSlot | ChannelPool

/** Circuits of targets and channels: what answers and failures, own and others', make of them. */
export class HealthStore {
  /** By target or channel. The monotonic clock's end of the rest, because it goes on meanwhile. */
  private readonly early = new Map<string, { fact: HealthFact; untilMs: number }>()

  constructor(
    private readonly pools: PoolStore,
    /** As the catalog has it now. */
    private readonly channelOf: (channelId: string) => ChannelTargets | undefined,
    /** admin-api is told of what this gateway saw itself. */
    private readonly report: (report: HealthReport) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** The other gateways are told. */
  share: (fact: HealthFact) => void = () => {}

  /** A call is about to be made. @returns false where it should go elsewhere: another one is finding out just now */
  enter(target: Target): boolean {
    const slot = this.pools.slotOf(target)
    if (slot === undefined) return true
    const now = this.nowMs()
    const whole = availabilityOf(slot.pool.circuit, now)
    const own = availabilityOf(slot.circuit, now)
    if (own === 'disabled' || own === 'cooling') return false
    if ((whole === 'half-open' && slot.pool.isProbed) || (own === 'half-open' && slot.isProbed)) return false
    if (whole === 'half-open') slot.pool.isProbed = true
    if (own === 'half-open') slot.isProbed = true
    return true
  }

  onSuccess(target: Target): void {
    const slot = this.leave(target)
    if (slot === undefined) return
    this.succeed(slot)
    this.succeed(slot.pool)
  }

  onFailure(target: Target, failure: UpstreamFailure, settings: RoutingSettings): void {
    const slot = this.leave(target)
    if (slot === undefined) return
    const { kind, retryAfterSeconds } = failure
    const nowMs = this.nowMs()
    const retryAfterMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000
    const reason = `${failure.error.code}, status ${failure.status}`
    this.set(slot, afterFailure(slot.circuit ?? HEALTHY, { kind, retryAfterMs, nowMs }, { settings }), reason)
    const speaksOfChannel = kind === 'failed' || kind === 'timeout' || kind === 'overloaded'
    if (!speaksOfChannel || slot.pool.slots.length === 1) return
    const before = slot.pool.circuit ?? HEALTHY
    const after = afterFailure(before, { kind: 'failed', nowMs }, { settings, breaks: CHANNEL_BREAKS })
    this.set(slot.pool, after, reason)
  }

  /** An administrator's test was answered: whatever was held against the target is over. */
  heal(target: Target): void {
    const slot = this.leave(target)
    if (slot?.circuit !== undefined) this.set(slot, HEALTHY, 'answered a test')
  }

  /** The call said nothing of the target's health. */
  leave(target: Target): TargetSlot | undefined {
    const slot = this.pools.slotOf(target)
    if (slot === undefined) return undefined
    slot.isProbed = false
    slot.pool.isProbed = false
    return slot
  }

  /** What another gateway saw: of a channel that nobody here has asked for yet, too, and of one whose record is still to come. */
  hear(fact: HealthFact): void {
    const { id, recordVersion, restMs } = fact
    const channel = this.channelOf(channelIdOf(id))
    const untilMs = restMs === null ? Number.POSITIVE_INFINITY : this.nowMs() + restMs
    this.early.delete(id)
    if (channel === undefined || channel.record.version < recordVersion) {
      if (this.early.size < MAX_EARLY_NEWS) this.early.set(id, { fact, untilMs })
      return
    }
    const pool = this.pools.poolOf(channel)
    const holder = id === channel.record.channelId ? pool : this.pools.findSlot(id)
    if (holder === undefined || versionOf(holder) !== recordVersion) return
    const before = holder.circuit ?? HEALTHY
    const nowMs = this.nowMs()
    const { state } = fact
    const after: Circuit = state === 'closed' ? { ...HEALTHY, returnedMs: nowMs } : { ...before, state, untilMs }
    this.put(holder, state === 'broken' ? { ...after, breaks: Math.max(1, before.breaks), probes: 0 } : after)
  }

  /** The catalog has changed: news that came before it may be understood now. */
  hearAgain(): void {
    const nowMs = this.nowMs()
    for (const [id, { fact, untilMs }] of [...this.early]) {
      if (untilMs <= nowMs) this.early.delete(id)
      else this.hear({ ...fact, restMs: Number.isFinite(untilMs) ? Math.round(untilMs - nowMs) : null })
    }
  }

  /** All that a gateway which has just started should know. */
  *facts(): Generator<HealthFact> {
    for (const holder of this.pools.holders()) {
      if (holder.circuit !== undefined && holder.circuit.state !== 'closed') {
        yield this.toFact(holder, holder.circuit)
      }
    }
  }

  private succeed(holder: Holder): void {
    const { circuit } = holder
    if (circuit !== undefined) this.set(holder, afterSuccess(circuit, this.nowMs()), 'answers again')
  }

  private set(holder: Holder, after: Circuit, reason: string): void {
    const before = holder.circuit ?? HEALTHY
    if (after === before) return
    this.put(holder, after)
    holder.note = reason
    const isRest = after.state !== 'closed' && (after.state !== before.state || after.untilMs > before.untilMs)
    const isReturn = after.state === 'closed' && before.state !== 'closed'
    if (!isRest && !isReturn) return
    this.share(this.toFact(holder, after))
    this.report(this.toReport(holder, after, reason))
  }

  private put(holder: Holder, circuit: Circuit): void {
    const before = holder.circuit ?? HEALTHY
    holder.circuit = circuit === HEALTHY ? undefined : circuit
    const isSame = circuit.state === before.state && circuit.untilMs === before.untilMs
    if (!isSame) this.pools.touch(poolOf(holder))
  }

  private restMs(circuit: Circuit): number | null {
    return Number.isFinite(circuit.untilMs) ? Math.max(0, Math.round(circuit.untilMs - this.nowMs())) : null
  }

  private toFact(holder: Holder, circuit: Circuit): HealthFact {
    const id = 'target' in holder ? holder.target.id : holder.channel.record.channelId
    return { id, recordVersion: versionOf(holder), state: circuit.state, restMs: this.restMs(circuit) }
  }

  private toReport(holder: Holder, circuit: Circuit, reason: string): HealthReport {
    const restMs = this.restMs(circuit)
    return {
      channelId: poolOf(holder).channel.record.channelId,
      channelKeyId: 'target' in holder ? (holder.target.channelKeyId ?? null) : null,
      state: circuit.state === 'closed' ? 'ok' : circuit.state === 'disabled' ? 'disabled' : 'cooling',
      reason: reason.slice(0, MAX_REASON_CHARACTERS),
      ...(circuit.state !== 'closed' && restMs !== null && { restMs }),
    }
  }
}

const poolOf = (holder: Holder): ChannelPool => ('target' in holder ? holder.pool : holder)

/** See `Target.id`. */
const channelIdOf = (id: string): string => id.split('/', 1)[0] ?? id

const versionOf = (holder: Holder): number =>
  'target' in holder ? holder.target.recordVersion : holder.channel.record.version
