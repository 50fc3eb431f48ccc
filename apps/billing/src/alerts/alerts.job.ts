import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { LOGGER, type Logger } from '../logger.js'
import { oneAtATime } from '../one-at-a-time.js'
import { ALERT_QUERIES } from './alert-queries.js'
import { type AlertKind, AlertsRepository } from './alerts.repository.js'

const EVERY_MS = 30_000

/** Opens and closes what somebody should look at. Sending it is another's work. */
@Injectable()
export class AlertsJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'alerts could not be looked for; trying again'),
  )

  constructor(
    private readonly alerts: AlertsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    for (const [kind, query] of Object.entries(ALERT_QUERIES)) await this.alerts.syncQuery(kind as AlertKind, query)
  }
}
