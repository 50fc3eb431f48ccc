import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { CONSUMERS, STREAMS } from '@tollgate/messaging'
import { BusService } from '../bus/bus.service.js'
import { LedgerRepository } from '../ledger/ledger.repository.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { oneAtATime } from '../one-at-a-time.js'
import { isMadeFor, rebuildDurable } from '../usage/durable-consumer.js'
import { requestIdOf } from '../usage/parse-usage.js'
import { UsageConsumer } from '../usage/usage.consumer.js'
import { sampleAcked } from './acked-sample.js'
import { type BusPosition, decideRecovery, type RecoveryStep, type StoredPosition } from './decide-recovery.js'
import { LedgerPosition } from './ledger-position.js'
import { LedgerStateRepository } from './ledger-state.repository.js'
import { findMessage, isMissing, readBusEpoch } from './stream-reads.js'

const EVERY_MS = 500

/**
 * Compares the database with the bus at the start and ever after, and brings one that is older up to date before anything
 * is granted on it (RELIABILITY 4.13). Several billings do the same: each step names what it was decided on.
 */
@Injectable()
export class RecoveryJob {
  readonly #tick = oneAtATime(
    async () => {
      if (this.bus.isConnected()) await this.run()
    },
    (error) => {
      // a stream or consumer that is missing is made by the usage consumer; the next look finds it
      if (!isMissing(error)) this.logger.warn({ err: error }, 'database and bus could not be compared; trying again')
    },
  )

  constructor(
    private readonly bus: BusService,
    private readonly position: LedgerPosition,
    private readonly states: LedgerStateRepository,
    private readonly ledger: LedgerRepository,
    private readonly consumer: UsageConsumer,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  tick(): Promise<void> {
    return this.#tick()
  }

  /** One look and the step that follows from it. */
  async run(): Promise<void> {
    const { connection } = await this.bus.whenConnected()
    const manager = await jetstreamManager(connection, { checkAPI: false })
    const stored = await this.states.read()
    const onBus = await this.#readBus(manager, stored)
    const step = decideRecovery(stored, onBus, this.position.stored)
    await this.#take(step, { manager, stored, onBus })
    this.metrics.ledgerEpoch.set(Number(stored.epoch))
    this.metrics.recovering.set(stored.recoveringUntilSeq === null ? 0 : 1)
  }

  async #readBus(manager: JetStreamManager, stored: StoredPosition): Promise<BusPosition> {
    const consumer = await manager.consumers.info(STREAMS.usage, CONSUMERS.usage)
    const { created, state } = await manager.streams.info(STREAMS.usage)
    return {
      created,
      firstSeq: state.first_seq,
      lastSeq: state.last_seq,
      ackFloorSeq: consumer.ack_floor.stream_seq,
      isDrained: consumer.num_pending === 0 && consumer.num_ack_pending === 0,
      isRebuilt: isMadeFor(consumer, stored.epoch),
    }
  }

  async #take(step: RecoveryStep, look: Look): Promise<void> {
    const { manager, stored, onBus } = look
    switch (step.type) {
      case 'none':
      case 'wait':
        return this.#observe(stored)
      case 'adopt':
        return this.#adopt(look, step.settledSeq)
      case 'verify':
        return (await this.#areSettled(look, step))
          ? this.#adopt(look, onBus.ackFloorSeq)
          : this.#begin(look, step.fromSeq)
      case 'recover':
        return this.#begin(look, step.fromSeq)
      case 'move':
        await this.states.moveRecovery(stored, { created: onBus.created, untilSeq: onBus.lastSeq })
        return
      case 'rebuild':
        this.#observe(stored)
        await rebuildDurable(manager, { fromSeq: step.fromSeq, epoch: stored.epoch })
        await this.consumer.restart()
        return
      case 'end':
        if (!(await this.states.endRecovery(stored))) return
        this.logger.warn({ epoch: stored.epoch.toString() }, 'the gap to the bus is settled: money is granted again')
        return this.#observe(await this.states.read())
      default:
        throw new Error(`unknown step ${JSON.stringify(step satisfies never)}`)
    }
  }

  /** Remembers what is stored, and stores what this process settled since. */
  async #observe(stored: StoredPosition): Promise<void> {
    this.position.observe(stored)
    const mark = stored.streamCreated === null ? undefined : this.position.mark(stored.streamCreated)
    if (mark !== undefined) await this.states.remember(mark)
  }

  async #adopt({ stored, onBus }: Look, settledSeq: number): Promise<void> {
    await this.states.adopt(stored, { created: onBus.created, settledSeq })
    // what stands there now is this or what another billing wrote meanwhile
    this.position.observe(await this.states.read())
  }

  /** Whether the ledger has, or has put aside, what was acked in this range. */
  async #areSettled({ manager, stored, onBus }: Look, range: { fromSeq: number; toSeq: number }): Promise<boolean> {
    const sequences = sampleAcked(range, onBus.firstSeq)
    if (sequences.length === 0) return stored.streamCreated === null
    const messages = await Promise.all(sequences.map((seq) => findMessage(manager, STREAMS.usage, seq)))
    const ids = messages.flatMap((message) => {
      const id = message && requestIdOf(message.data, message.header.get('Nats-Msg-Id'))
      return id === undefined ? [] : [id]
    })
    return (await this.ledger.findUnknown(ids)).length === 0
  }

  async #begin({ manager, stored, onBus }: Look, fromSeq: number): Promise<void> {
    const busEpoch = await readBusEpoch(manager)
    const known = this.position.stored?.epoch ?? 0n
    const next = { created: onBus.created, fromSeq, untilSeq: onBus.lastSeq }
    const hasBegun = await this.states.beginRecovery(stored, { ...next, busEpoch: busEpoch > known ? busEpoch : known })
    if (!hasBegun) return
    this.metrics.recoveries.inc()
    this.logger.error(
      { fromSeq, untilSeq: onBus.lastSeq },
      'the database is older than the bus: nothing is granted until the gap is settled',
    )
    await this.run()
  }
}

interface Look {
  manager: JetStreamManager
  stored: StoredPosition
  onBus: BusPosition
}
