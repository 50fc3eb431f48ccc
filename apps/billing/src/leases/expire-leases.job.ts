import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { oneAtATime } from '../one-at-a-time.js'
import { LeasesRepository } from './leases.repository.js'

const EVERY_MS = 2_000
const CHUNK = 500

/**
 * Expired leases drain: their money stays held for those who are still settling on it. After the grace period what they
 * did not consume is free again. Safe on any number of billings at once: every step is idempotent under the row locks.
 */
@Injectable()
export class ExpireLeasesJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'leases could not be expired; trying again'),
  )

  constructor(
    private readonly leases: LeasesRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(ENV) private readonly env: BillingEnv,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    for (let drained = CHUNK; drained === CHUNK; ) drained = await this.leases.drainExpired(CHUNK)
    for (let ended = CHUNK; ended === CHUNK; ) ended = await this.#endGrace()
  }

  async #endGrace(): Promise<number> {
    const graceMs = this.env.LEASE_GRACE_MS
    const leases = await this.leases.listGraceEnded({ graceMs, limit: CHUNK })
    if (leases.length === 0) return 0
    const capNanosById = new Map(leases.map(({ id }) => [id, null]))
    const change = await this.leases.change({ leases, capNanosById, kind: 'end-grace', graceMs })
    if (change.freed > 0n) this.moneyChanged.announceIfRefused(change.payer_ids)
    this.logger.warn(
      { count: leases.length, freedNanos: change.freed.toString() },
      'leases outlived their grace period',
    )
    return leases.length
  }
}
