import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { AlertsRepository } from '../alerts/alerts.repository.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { oneAtATime } from '../one-at-a-time.js'
import type { Finding } from './finding.js'
import { type Counts, ReconcileRepository } from './reconcile.repository.js'
import { ReconcileService } from './reconcile.service.js'

const EVERY_MS = 60_000
/** Of each check of the daily look at everything. */
const DAILY_TIMEOUT_MS = 600_000

/** Looks for drift every minute, at everything once a day, and tells of it: metric, log, alert, and a row for people to read. */
@Injectable()
export class ReconcileJob {
  readonly #tick = oneAtATime(
    () => this.#look(),
    (error) => this.logger.warn({ err: error }, 'the ledger could not be checked; trying again'),
  )

  constructor(
    private readonly service: ReconcileService,
    private readonly repository: ReconcileRepository,
    private readonly alerts: AlertsRepository,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async #look(): Promise<void> {
    await this.run()
    if (await this.repository.claimDailyLook()) await this.report(await this.service.checkAll(DAILY_TIMEOUT_MS))
  }

  async run(): Promise<void> {
    await this.report(await this.service.checkRecent())
    this.#count(await this.repository.readCounts())
  }

  /** An invariant that could not be looked at keeps what was last said of it. */
  async report(findings: readonly Finding[]): Promise<void> {
    for (const { id, says, brokenIds, failure } of findings) {
      if (failure !== undefined) {
        this.logger.warn({ err: failure, invariant: id }, 'an invariant could not be checked')
        continue
      }
      this.metrics.driftNow.set({ invariant: id }, brokenIds.length)
      this.metrics.drift.inc({ invariant: id }, brokenIds.length)
      if (brokenIds.length > 0)
        this.logger.error({ invariant: id, ids: brokenIds }, `drift: it is not true that ${says}`)
    }
    await this.repository.keep(findings)
    const looked = findings.filter(({ failure }) => failure === undefined)
    await this.alerts.sync(
      'drift',
      looked
        .filter(({ brokenIds }) => brokenIds.length > 0)
        .map(({ id, says, brokenIds }) => ({ subject_id: id, detail: { says, ids: brokenIds } })),
      looked.map(({ id }) => id),
    )
  }

  #count(counts: Counts): void {
    this.metrics.leasesOpen.set(counts.leases_open)
    this.metrics.leasesDraining.set(counts.leases_draining)
    this.metrics.deadLetters.set({ kind: 'poison' }, counts.poison)
    this.metrics.deadLetters.set({ kind: 'unresolved' }, counts.unresolved)
  }
}
