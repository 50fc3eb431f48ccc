import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { restOfLots } from '@tollgate/pricing'
import { LOGGER, type Logger } from '../../logger.js'
import { oneAtATime } from '../../one-at-a-time.js'
import { LotsRepository } from './lots.repository.js'

const EVERY_MS = 15_000
const MAX_ACCOUNTS = 500

/**
 * Takes back what is left of lots whose end has passed: at once what is free, the rest when it is no longer held. Money
 * that leases hold stays theirs, so headroom never becomes negative by an expiry. Safe on any number of billings at once.
 */
@Injectable()
export class ExpireLotsJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'lots could not be expired; trying again'),
  )

  constructor(
    private readonly lots: LotsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  /** One look at all accounts; an account that fails does not stop the others. */
  async run(): Promise<void> {
    for (const accountId of await this.lots.listDueAccounts(MAX_ACCOUNTS)) {
      try {
        await this.#expireLotsOf(accountId)
      } catch (error) {
        this.logger.warn({ err: error, accountId }, 'lots of an account could not be expired; trying again')
      }
    }
  }

  async #expireLotsOf(accountId: string): Promise<void> {
    const { movements, lastEntryId, due } = await this.lots.readHistory(accountId)
    const { restNanosByLot } = restOfLots(movements)
    for (const { lotId, expiredNanos } of due) {
      const restNanos = restNanosByLot.get(lotId) ?? 0n
      const taken = await this.lots.expire({ lotId, accountId, restNanos, expiredNanos, lastEntryId })
      if (taken > 0n) this.logger.info({ accountId, lotId, takenNanos: taken.toString() }, 'money expired')
    }
  }
}
