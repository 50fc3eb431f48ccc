import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { LOGGER, type Logger } from '../logger.js'
import { oneAtATime } from '../one-at-a-time.js'
import { DeadLettersRepository, type ParkedRow } from './dead-letters.repository.js'
import { RecordUsageService } from './record-usage.service.js'

const EVERY_MS = 60_000
const PAGE = 500

/** Parked events name what was unknown; once it exists they are settled as if they had just come. */
@Injectable()
export class RetryParkedJob {
  readonly #tick = oneAtATime(
    () => this.run(),
    (error) => this.logger.warn({ err: error }, 'parked events could not be tried; trying again'),
  )

  constructor(
    private readonly deadLetters: DeadLettersRepository,
    private readonly usage: RecordUsageService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    for (let afterId = 0n; ; ) {
      const page = await this.deadLetters.listParked(afterId, PAGE)
      const last = page.at(-1)
      if (last === undefined) return
      await this.#retry(page)
      afterId = last.id
    }
  }

  async #retry(page: readonly ParkedRow[]): Promise<void> {
    const encoder = new TextEncoder()
    const verdicts = await this.usage.record(page.map(({ text }) => encoder.encode(text)))
    await this.deadLetters.markTried(page.map(({ id }) => id))
    const settled: bigint[] = []
    for (const [i, { id }] of page.entries()) {
      const verdict = verdicts[i]
      if (verdict?.type === 'settled') settled.push(id)
      if (verdict?.type === 'poison') await this.deadLetters.markPoison(id, verdict.reason)
    }
    if (settled.length > 0) await this.deadLetters.markResolved(settled)
  }
}
