import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { LOGGER, type Logger } from '../logger.js'
import { oneAtATime } from '../one-at-a-time.js'
import { RollupsRepository } from './rollups.repository.js'

const EVERY_MS = 3_000
const LARGEST_FOLD = 10_000
/** A backlog is worked off over several ticks: settlement shares the pool and comes first. */
const MOST_FOLDS = 10

/** Brings the rollups of dashboards up to date, a few seconds behind the ledger. */
@Injectable()
export class RollupsJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'rollups are behind; trying again'),
  )

  constructor(
    private readonly rollups: RollupsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    await this.rollups.foldRevenue()
    for (let folds = 0; folds < MOST_FOLDS; folds += 1) {
      if ((await this.rollups.fold(LARGEST_FOLD)) < LARGEST_FOLD) return
    }
  }
}
