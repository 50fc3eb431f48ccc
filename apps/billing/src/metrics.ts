import { Injectable } from '@nestjs/common'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10]

/** Everything that `/metrics` shows. Labels have few values: no ids. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()

  readonly usageEvents = this.counter('usage_events_total', 'Usage events by what became of them', ['outcome'])
  readonly overruns = this.counter('usage_overruns_total', 'Settled calls that cost more than their reservation')
  readonly conflicts = this.counter('usage_conflicts_total', 'Events that contradict what is settled under their id')
  readonly settleSeconds = this.histogram('usage_settle_seconds', 'Duration of one settlement batch')
  readonly backlog = this.gauge('usage_backlog', 'Events in USAGE that wait for settlement')
  readonly leaseAnswers = this.counter('lease_answers_total', 'Answers to billing.lease.acquire', ['type', 'code'])
  readonly leaseSeconds = this.histogram('lease_acquire_seconds', 'Duration of an acquire')
  readonly moneyAnswers = this.counter('money_answers_total', 'Answers to billing.money.*', [
    'operation',
    'type',
    'code',
  ])
  readonly drift = this.counter('ledger_drift_total', 'Rows found to break an invariant', ['invariant'])
  readonly driftNow = this.gauge('ledger_drift', 'Rows that break an invariant at the last look', ['invariant'])
  readonly deadLetters = this.gauge('dead_letters', 'Events given up on (poison) or parked (unresolved)', ['kind'])
  readonly ledgerEpoch = this.gauge('ledger_epoch', 'Epoch of the ledger; each rise drops the leases of all gateways')
  readonly recovering = this.gauge('ledger_recovering', '1 while a database older than the bus catches up')
  readonly recoveries = this.counter('ledger_recoveries_total', 'Recoveries that this process has begun')
  readonly outboxPending = this.gauge('ledger_outbox_pending', 'Records that stream LEDGER does not have yet')
  readonly leasesOpen = this.gauge('leases_open', 'Open leases')
  readonly leasesDraining = this.gauge('leases_draining', 'Leases that drain for more than 10 minutes')

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  private counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  private gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] })
  }

  private histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: SECONDS_BUCKETS, registers: [this.registry] })
  }
}
