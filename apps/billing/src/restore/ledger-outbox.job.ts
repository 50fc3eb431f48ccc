import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { type Bus, ensureStream, ledgerStream, STREAMS } from '@tollgate/messaging'
import {
  LEDGER_RECORD_VERSION,
  type LedgerRecord,
  type LedgerRecordKind,
  ledgerSubject,
} from '@tollgate/protocols/events'
import { BusService } from '../bus/bus.service.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { oneAtATime } from '../one-at-a-time.js'
import { LedgerOutboxRepository, type OutboxRow } from './ledger-outbox.repository.js'

const EVERY_MS = 1_000
const BATCH = 200
const PUBLISH_TIMEOUT_MS = 5_000

/**
 * Outbox → stream LEDGER: what a database restored from a backup lacks can be read there. A row counts as published after
 * its PubAck. Two billings may publish the same row: within the stream's window its message id tells, later its reader.
 */
@Injectable()
export class LedgerOutboxJob {
  readonly #tick = oneAtATime(
    async () => {
      if (this.bus.isConnected()) await this.run()
    },
    (error) => {
      this.#ensured = undefined
      this.logger.warn({ err: error }, 'the outbox of LEDGER waits; trying again')
    },
  )
  #ensured: Bus['connection'] | undefined

  constructor(
    private readonly bus: BusService,
    private readonly outbox: LedgerOutboxRepository,
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
    if (this.#ensured !== connection) {
      await ensureStream(manager, ledgerStream({ maxBytes: this.env.LEDGER_MAX_BYTES }))
      this.#ensured = connection
    }
    const { created } = await manager.streams.info(STREAMS.ledger)
    if (await this.outbox.adoptStream(created)) this.logger.info({ created }, 'stream LEDGER is new: all of it again')
    const client = jetstream(connection, { timeout: PUBLISH_TIMEOUT_MS })
    for (
      let rows = await this.outbox.listWaiting(BATCH);
      rows.length > 0;
      rows = await this.outbox.listWaiting(BATCH)
    ) {
      const published = await Promise.allSettled(
        rows.map(async (row) => {
          await client.publish(ledgerSubject(row.kind as LedgerRecordKind), JSON.stringify(messageOf(row)), {
            msgID: `${row.kind}:${row.subject_id}:${row.id}`,
            expect: { streamName: STREAMS.ledger },
          })
          return row.id
        }),
      )
      const ids = published.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      if (ids.length > 0) await this.outbox.markPublished(ids)
      const failed = published.find((one) => one.status === 'rejected')
      if (failed !== undefined) {
        this.metrics.outboxPending.set(await this.outbox.countWaiting())
        throw failed.reason
      }
    }
    this.metrics.outboxPending.set(0)
  }
}

const messageOf = (row: OutboxRow): LedgerRecord => ({
  v: LEDGER_RECORD_VERSION,
  kind: row.kind as LedgerRecordKind,
  outboxId: row.id.toString(),
  record: row.record,
})
