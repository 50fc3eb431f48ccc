import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { CONSUMERS, STREAMS } from '@tollgate/messaging'
import { BusService } from '../bus/bus.service.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { oneAtATime } from '../one-at-a-time.js'
import { LedgerPosition } from '../restore/ledger-position.js'
import { isMissing } from '../restore/stream-reads.js'
import { findFirstYoung, planPurge } from './purge-plan.js'
import { UsageConsumer } from './usage.consumer.js'

const EVERY_MS = 1_000
/** Nothing delivered for that long although the stream is ahead: the consumer is rebuilt. */
const STALLED_MS = 15_000
const RETENTION_EVERY_MS = 600_000

/** Keeps room in USAGE and sees to it that it is read. */
@Injectable()
export class UsageStreamJob {
  readonly #tick = oneAtATime(
    async () => {
      if (this.bus.isConnected()) await this.run()
    },
    async (error) => {
      if (isMissing(error))
        await this.consumer.restart() // deleted under our hands: opening creates both again
      else this.logger.warn({ err: error }, 'USAGE could not be looked after; trying again')
    },
  )
  #retainedAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly bus: BusService,
    private readonly consumer: UsageConsumer,
    private readonly position: LedgerPosition,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: BillingEnv,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  async run(): Promise<void> {
    const { connection } = await this.bus.whenConnected()
    const manager = await jetstreamManager(connection, { checkAPI: false })
    const { state, config, created } = await manager.streams.info(STREAMS.usage)
    const { ack_floor, num_pending } = await manager.consumers.info(STREAMS.usage, CONSUMERS.usage)
    this.metrics.backlog.set(num_pending)
    const use = { firstSeq: state.first_seq, ackFloorSeq: Math.min(ack_floor.stream_seq, this.#storedSeq(created)) }
    const keepFrom =
      planPurge({ ...use, bytes: state.bytes, maxBytes: config.max_bytes }) ?? (await this.#planRetention(manager, use))
    if (keepFrom !== undefined) {
      const { purged } = await manager.streams.purge(STREAMS.usage, { seq: keepFrom })
      this.logger.info({ purged }, 'purged settled events from USAGE')
    }
    if (num_pending > 0 && this.consumer.idleMs() > STALLED_MS) {
      this.logger.error({ waiting: num_pending }, 'USAGE delivers nothing: rebuilding connection and consumer')
      await connection.reconnect()
      await this.consumer.restart()
    }
  }

  /** What is acked and not stored as settled is kept: by it an older database shows (RELIABILITY 4.13). */
  #storedSeq(created: string): number {
    const { stored } = this.position
    return stored?.streamCreated === created ? stored.settledSeq : 0
  }

  /** Settled events are kept for a while after they were settled, and no longer. */
  async #planRetention(
    manager: JetStreamManager,
    use: { firstSeq: number; ackFloorSeq: number },
  ): Promise<number | undefined> {
    const isEmpty = use.firstSeq === 0 || use.ackFloorSeq < use.firstSeq
    if (isEmpty || performance.now() - this.#retainedAt < RETENTION_EVERY_MS) return undefined
    this.#retainedAt = performance.now()
    const oldestMs = Date.now() - this.env.USAGE_KEEP_MS
    return findFirstYoung(use, async (seq) => {
      const message = await manager.streams.getMessage(STREAMS.usage, { seq })
      return message === null ? undefined : message.time.getTime() < oldestMs
    })
  }
}
