import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const DURATION_BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300]
const FSYNC_BUCKETS_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 1]

/** What is read only when somebody scrapes. */
export interface GaugeSources {
  gateway_inflight: () => number
  gateway_streams: () => number
  outbox_pending: () => number
  outbox_oldest_age_seconds: () => number
  outbox_unsettled: () => number
  outbox_amber: () => number
  outbox_red: () => number
  outbox_adopted: () => number
  gossip_peers: () => number
  gossip_sent_bytes: () => number
  gossip_heard_bytes: () => number
  channel_queue: () => number
  channel_keys_cooling: () => number
  channel_keys_broken: () => number
  channel_keys_disabled: () => number
  channels_broken: () => number
  limit_subjects: () => number
  leases: () => number
  leases_unacknowledged: () => number
  projection_stale_seconds: () => number
}

/** Everything that this gateway counts, with a registry of its own. */
export class Metrics {
  readonly registry = new Registry()
  private readonly calls = this.counter('gateway_calls_total', 'Concluded calls', ['status', 'provenance'])
  private readonly reasons = this.counter('gateway_usage_total', 'Why calls are billed what they are', ['reason'])
  private readonly errors = this.counter('gateway_errors_total', 'Errors told to callers', ['code'])
  private readonly attempts = this.counter('gateway_upstream_attempts_total', 'Upstream calls', ['outcome', 'code'])
  private readonly corrupt = this.counter('journal_corrupt_total', 'Damaged stretches found in the journal', [])
  private readonly torn = this.counter('journal_torn_tail_total', 'Torn tails found in the journal', [])
  private readonly durations = new Histogram({
    name: 'gateway_call_duration_seconds',
    help: 'From the door to the record',
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.registry],
  })
  private readonly fsyncs = new Histogram({
    name: 'journal_fdatasync_seconds',
    help: 'Duration of one fdatasync',
    buckets: FSYNC_BUCKETS_SECONDS,
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  onConcluded = (call: { status: string; provenance: string; reason: string; durationMs: number }): void => {
    this.calls.inc({ status: call.status, provenance: call.provenance })
    this.reasons.inc({ reason: call.reason })
    this.durations.observe(call.durationMs / 1_000)
  }

  onError = (code: string): void => this.errors.inc({ code })

  onAttempt = (outcome: string, code: string | undefined): void => this.attempts.inc({ outcome, code: code ?? '' })

  onFsync = (durationMs: number): void => this.fsyncs.observe(durationMs / 1_000)

  onRecovered = (found: { corruptStretches: number; unreadable: number; tornBytes: number }): void => {
    this.corrupt.inc(found.corruptStretches + found.unreadable)
    if (found.tornBytes > 0) this.torn.inc()
  }

  addGauges(sources: GaugeSources): void {
    for (const [name, read] of Object.entries(sources) as [keyof GaugeSources, () => number][]) {
      new Gauge({
        name,
        help: name.replaceAll('_', ' '),
        registers: [this.registry],
        collect() {
          const value = read()
          this.set(Number.isFinite(value) ? value : -1)
        },
      })
    }
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }
}
