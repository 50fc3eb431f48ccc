import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { LOGGER, type Logger } from '../logger.js'
import { oneAtATime } from '../one-at-a-time.js'
import { AllocationsRepository } from './allocations.repository.js'

const EVERY_MS = 10_000
const CHUNK = 100

/**
 * Gives unused chunks back: of windows that have ended, of limits that were switched off or lowered. What leases still
 * hold comes back after them. Safe on any number of billings at once.
 */
@Injectable()
export class ReturnChunksJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'unused chunks could not be given back; trying again'),
  )

  constructor(
    private readonly allocations: AllocationsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    for (let due = await this.allocations.listDue(CHUNK); due.length > 0; ) {
      let returned = 0n
      for (const { parent_id, child_id } of due) {
        returned += await this.allocations.takeBack({ parentId: parent_id, childIds: [child_id], isAll: false })
      }
      if (due.length < CHUNK || returned === 0n) return
      due = await this.allocations.listDue(CHUNK)
    }
  }
}
