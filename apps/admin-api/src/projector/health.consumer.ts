import { setTimeout as sleep } from 'node:timers/promises'
import { type ConsumerMessages, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import {
  CONSUMERS,
  ensureConsumer,
  ensureStream,
  healthStream,
  STREAM_SUBJECTS,
  STREAMS,
  stashStream,
} from '@tollgate/messaging'
import { channelHealthSchema, isJournalHealth, journalHealthSchema } from '@tollgate/protocols/events'
import { BusService } from '../bus/bus.service.js'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { ChannelKeysRepository } from '../modules/channels/channel-keys.repository.js'
import { JournalAlertsRepository } from './journal-alerts.repository.js'

const ACK_WAIT_MS = 30_000
const MAX_ACK_PENDING = 256
const RETRY_DELAY_MS = 2_000

/** Stores what gateways say of channels, their keys and their own journals. The latest word counts; a lost one is said again. */
@Injectable()
export class HealthConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(HealthConsumer.name)
  readonly #stop = new AbortController()
  #messages: ConsumerMessages | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly bus: BusService,
    private readonly channelKeys: ChannelKeysRepository,
    private readonly journalAlerts: JournalAlertsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run()
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    this.#messages?.stop()
    await this.#running
  }

  async #run(): Promise<void> {
    const over = this.#stop.signal
    const isOver = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true }))
    while (!over.aborted) {
      try {
        await Promise.race([this.#consume(), isOver])
      } catch (error) {
        this.#logger.warn(`health reports wait: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (!over.aborted) await sleep(this.config.projector.retryMs, undefined, { signal: over }).catch(() => {})
    }
  }

  /** Ends when the stream or the consumer is gone; both are made again then. */
  async #consume(): Promise<void> {
    const { connection } = await this.bus.whenConnected()
    const manager = await jetstreamManager(connection)
    await ensureStream(manager, healthStream())
    await ensureStream(manager, stashStream()) // gateways fill it, but none of them may make it
    await ensureConsumer(manager, STREAMS.health, {
      durable: CONSUMERS.health,
      subject: STREAM_SUBJECTS[STREAMS.health],
      ackWaitMs: ACK_WAIT_MS,
      maxAckPending: MAX_ACK_PENDING,
    })
    const consumer = await jetstream(connection).consumers.get(STREAMS.health, CONSUMERS.health)
    this.#messages = await consumer.consume({ max_messages: MAX_ACK_PENDING, abort_on_missing_resource: true })
    for await (const message of this.#messages) await this.#store(message)
  }

  async #store(message: JsMsg): Promise<void> {
    const noteIt = this.#read(message)
    if (noteIt === undefined) {
      this.#logger.warn(`unreadable health report #${message.seq}`)
      message.term()
      return
    }
    try {
      await noteIt()
      message.ack()
    } catch (error) {
      this.#logger.warn(`health report not stored: ${error instanceof Error ? error.name : 'unknown error'}`)
      message.nak(RETRY_DELAY_MS)
    }
  }

  /** @returns what is to be done about it; `undefined`: it cannot be read */
  #read(message: JsMsg): (() => Promise<void>) | undefined {
    if (isJournalHealth(message.subject)) {
      const report = journalHealthSchema.safeParse(parseJson(message))
      return report.success ? () => this.journalAlerts.note(report.data) : undefined
    }
    const report = channelHealthSchema.safeParse(parseJson(message))
    if (!report.success) return undefined
    const { channelId, channelKeyId, state, reason, until } = report.data
    return async () => {
      await this.channelKeys.setHealth({
        channelId,
        channelKeyId: channelKeyId ?? undefined,
        state,
        note: reason,
        until: until == null ? null : new Date(until),
      })
    }
  }
}

function parseJson(message: JsMsg): unknown {
  try {
    return message.json()
  } catch {
    return undefined
  }
}
