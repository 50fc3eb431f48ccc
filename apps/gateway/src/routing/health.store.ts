import type { UpstreamFailure } from '@tollgate/protocols/dialects'
import type { ChannelHealth } from '@tollgate/protocols/events'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'
import type { Target } from '../catalog/target.js'
import { afterFailure, afterSuccess, type Circuit, HEALTHY } from './circuit.js'

const MAX_CIRCUITS = 20_000

/** A change of a target's state, for `health.v1`: without node and time of day, which the publisher adds. */
export type HealthReport = Pick<ChannelHealth, 'channelId' | 'channelKeyId' | 'state' | 'reason'> & {
  /** Milliseconds from now until it is tried again; absent where an administrator must act. */
  restMs?: number
}

interface Entry {
  circuit: Circuit
  recordVersion: number
}

/** Circuits of all targets, in this gateway's memory. A channel that was changed starts afresh. */
export class HealthStore {
  private readonly entries = new Map<string, Entry>()

  constructor(
    private readonly report: (report: HealthReport) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  circuitOf = (target: Target): Circuit => {
    const entry = this.entries.get(target.id)
    return entry !== undefined && entry.recordVersion === target.recordVersion ? entry.circuit : HEALTHY
  }

  onSuccess(target: Target): void {
    if (!this.entries.has(target.id)) return
    const before = this.circuitOf(target)
    const after = afterSuccess(before)
    if (after === HEALTHY) this.entries.delete(target.id)
    if (before.state !== 'closed' && after.state === 'closed') this.tell(target, after, 'answers again')
  }

  onFailure(target: Target, failure: UpstreamFailure, settings: RoutingSettings): void {
    const before = this.circuitOf(target)
    const retryAfterMs = failure.retryAfterSeconds === undefined ? undefined : failure.retryAfterSeconds * 1_000
    const after = afterFailure(before, { kind: failure.kind, retryAfterMs, nowMs: this.nowMs() }, settings)
    if (after === before) return
    if (this.entries.size >= MAX_CIRCUITS && !this.entries.has(target.id)) this.entries.clear()
    this.entries.set(target.id, { circuit: after, recordVersion: target.recordVersion })
    const isNews = after.state !== before.state || after.untilMs > before.untilMs
    if (isNews && after.state !== 'closed') this.tell(target, after, `${failure.error.code}, status ${failure.status}`)
  }

  private tell(target: Target, circuit: Circuit, reason: string): void {
    const restMs = circuit.untilMs - this.nowMs()
    this.report({
      channelId: target.channelId,
      channelKeyId: target.channelKeyId ?? null,
      state: circuit.state === 'closed' ? 'ok' : circuit.state === 'disabled' ? 'disabled' : 'cooling',
      reason,
      ...(circuit.state !== 'closed' && Number.isFinite(restMs) && { restMs }),
    })
  }
}
