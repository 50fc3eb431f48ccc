import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { INVARIANTS } from './invariants.js'
import { ReconcileRepository } from './reconcile.repository.js'

const EVERY_MS = 60_000

/** Looks for drift and says so. Never repairs: a correction is a transaction with a reason and an actor. */
@Injectable()
export class ReconcileJob {
  #isRunning = false

  constructor(
    private readonly repository: ReconcileRepository,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  async tick(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      await this.run()
    } catch (error) {
      this.logger.warn({ err: error }, 'the ledger could not be checked; trying again')
    } finally {
      this.#isRunning = false
    }
  }

  async run(): Promise<void> {
    for (const invariant of INVARIANTS) {
      const ids = await this.repository.findBreaks(invariant)
      this.metrics.driftNow.set({ invariant: invariant.id }, ids.length)
      this.metrics.drift.inc({ invariant: invariant.id }, ids.length)
      if (ids.length > 0)
        this.logger.error({ invariant: invariant.id, ids }, `drift: it is not true that ${invariant.says}`)
    }
    const counts = await this.repository.readCounts()
    this.metrics.leasesOpen.set(counts.leases_open)
    this.metrics.leasesDraining.set(counts.leases_draining)
    this.metrics.deadLetters.set({ kind: 'poison' }, counts.poison)
    this.metrics.deadLetters.set({ kind: 'unresolved' }, counts.unresolved)
  }
}
