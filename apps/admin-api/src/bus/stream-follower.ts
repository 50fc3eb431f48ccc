import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream'
import type { Logger } from '@nestjs/common'
import { ensureConsumer, ensureStream, type StreamOptions } from '@tollgate/messaging'
import type { BusService } from './bus.service.js'

const ACK_WAIT_MS = 30_000
const MAX_ACK_PENDING = 256
const RETRY_DELAY_MS = 2_000

export interface StreamFollowerOptions {
  stream: StreamOptions
  durable: string
  /** What the messages are, for the log: `health report`. */
  what: string
  /** Before stream and consumer are made sure of. */
  prepare?: (manager: JetStreamManager) => Promise<void>
  /** @returns what is to be done about a message; `undefined`: it cannot be read and is given up */
  read: (message: JsMsg) => (() => Promise<void>) | undefined
  /** Deliveries of a message that cannot be stored, before it is given up. Default: without end. */
  mostDeliveries?: number
  /** After a failure, before the next try. */
  retryMs: number
}

/** Reads one of our own streams, a message at a time, for as long as the process lives; makes it, and makes it again when it is gone. */
export class StreamFollower {
  readonly #stop = new AbortController()
  #messages: ConsumerMessages | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(
    private readonly bus: BusService,
    private readonly logger: Logger,
    private readonly options: StreamFollowerOptions,
  ) {}

  start(): void {
    this.#running = this.#run()
  }

  /** Waits for the message in hand. */
  async stop(): Promise<void> {
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
        this.logger.warn(`${this.options.what}s wait: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (!over.aborted) await sleep(this.options.retryMs, undefined, { signal: over }).catch(() => {})
    }
  }

  /** Ends when the stream or the consumer is gone; both are made again then. */
  async #consume(): Promise<void> {
    const { stream, durable, prepare } = this.options
    const { connection } = await this.bus.whenConnected()
    const manager = await jetstreamManager(connection)
    await prepare?.(manager)
    await ensureStream(manager, stream)
    const [subject = ''] = stream.subjects
    await ensureConsumer(manager, stream.name, {
      ...{ durable, subject },
      ackWaitMs: ACK_WAIT_MS,
      maxAckPending: MAX_ACK_PENDING,
    })
    const consumer = await jetstream(connection).consumers.get(stream.name, durable)
    this.#messages = await consumer.consume({ max_messages: MAX_ACK_PENDING, abort_on_missing_resource: true })
    for await (const message of this.#messages) await this.#store(message)
  }

  async #store(message: JsMsg): Promise<void> {
    const { what, read, mostDeliveries = Number.POSITIVE_INFINITY } = this.options
    const store = read(message)
    if (store === undefined) {
      this.logger.warn(`unreadable ${what} #${message.seq}`)
      message.term()
      return
    }
    try {
      await store()
      message.ack()
    } catch (error) {
      this.logger.warn(`${what} not stored: ${error instanceof Error ? error.name : 'unknown error'}`)
      if (message.info.deliveryCount >= mostDeliveries) message.term()
      else message.nak(RETRY_DELAY_MS)
    }
  }
}

/** @returns `undefined` for what is no JSON */
export function parseJson(message: JsMsg): unknown {
  try {
    return message.json()
  } catch {
    return undefined
  }
}
