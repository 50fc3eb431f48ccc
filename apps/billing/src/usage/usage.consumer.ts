import { type Consumer, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import {
  CONSUMERS,
  type DeadLetter,
  ensureStream,
  STREAMS,
  startBatchPull,
  usageStream,
  type Verdict,
  type VerdictPolicy,
} from '@tollgate/messaging'
import { BusService } from '../bus/bus.service.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { LedgerPosition } from '../restore/ledger-position.js'
import { LedgerStateRepository } from '../restore/ledger-state.repository.js'
import { DeadLettersRepository } from './dead-letters.repository.js'
import { ACK_WAIT_MS, ensureDurable } from './durable-consumer.js'
import { requestIdOf } from './parse-usage.js'
import { RecordUsageService } from './record-usage.service.js'

/** One batch is read and rated while another is in the database; together as many as may be unacknowledged. */
const WORKERS = 2
/** Shorter steps than the default: after an outage of any length all is settled within half a minute. */
const POLICY: VerdictPolicy = { backoffMs: [500, 1_000, 2_000, 5_000, 10_000], parkAfterMs: 600_000 }
/** Waiting messages count against max_ack_pending: more of them would hold up those that can be settled. */
const MAX_UNRESOLVED = 200
/** Longer than the longest wait between two deliveries. */
const UNRESOLVED_COUNTS_MS = 60_000
const PARKED: Verdict = { type: 'settled' }

/** Pulls USAGE, which billing alone creates, and settles it. Starts and comes back by itself, whatever is away. */
@Injectable()
export class UsageConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #pull: ReturnType<typeof startBatchPull> | undefined
  /** Identity of the stream that is read. */
  #created = ''
  #batchesInHand = 0
  #lastDeliveryAt = performance.now()
  /** Stream sequences that wait as unresolved, with the instant until which each counts. */
  readonly #unresolved = new Map<number, number>()

  constructor(
    private readonly bus: BusService,
    private readonly usage: RecordUsageService,
    private readonly deadLetters: DeadLettersRepository,
    private readonly position: LedgerPosition,
    private readonly states: LedgerStateRepository,
    @Inject(ENV) private readonly env: BillingEnv,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#pull = this.#start()
  }

  /** Before the connection is drained: the batch in hand is committed and acked. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#pull?.close()
  }

  /** Since when nothing came, although nothing is in hand; 0 while a batch is worked on. */
  idleMs(): number {
    return this.#batchesInHand > 0 ? 0 : performance.now() - this.#lastDeliveryAt
  }

  /** A consumer that delivers nothing although the stream is ahead is given up for a new one. */
  async restart(): Promise<void> {
    this.#lastDeliveryAt = performance.now()
    await this.#pull?.close()
    this.#pull = this.#start()
  }

  #start() {
    return startBatchPull({
      open: () => this.#open(),
      handle: (messages) => this.#handle(messages),
      storeDeadLetters: (letters) => this.#store(letters),
      ackWaitMs: ACK_WAIT_MS,
      workers: WORKERS,
      policy: POLICY,
      onError: (what, error) => this.logger.warn({ err: error, what }, 'usage is not settled at the moment'),
    })
  }

  async #open(): Promise<Consumer> {
    const { connection } = await this.bus.whenConnected()
    const manager = await jetstreamManager(connection)
    const { limits } = await manager.getAccountInfo()
    // -1: a server without accounts names no limit
    const fileLimitBytes = limits.max_storage > 0 ? limits.max_storage : Number.MAX_SAFE_INTEGER
    await ensureStream(manager, usageStream({ maxBytes: this.env.USAGE_MAX_BYTES, fileLimitBytes }))
    const { created } = await manager.streams.info(STREAMS.usage)
    const { epoch, streamCreated, settledSeq } = await this.states.read()
    await ensureDurable(manager, { epoch, fromSeq: streamCreated === created ? settledSeq + 1 : 1 })
    this.#created = created
    this.#lastDeliveryAt = performance.now()
    return jetstream(connection).consumers.get(STREAMS.usage, CONSUMERS.usage)
  }

  async #handle(messages: readonly JsMsg[]): Promise<readonly Verdict[]> {
    this.#batchesInHand += 1
    try {
      const created = this.#created
      const bodies = messages.map((message) => message.data)
      const verdicts = await this.usage.record(bodies, this.position.mark(created))
      const limited = await this.#limitUnresolved(messages, verdicts)
      this.position.settled(created, sequencesOf(messages, limited))
      return limited
    } finally {
      this.#batchesInHand -= 1
      this.#lastDeliveryAt = performance.now()
    }
  }

  /** Unresolved messages beyond the limit are parked at once. */
  async #limitUnresolved(messages: readonly JsMsg[], verdicts: readonly Verdict[]): Promise<readonly Verdict[]> {
    const now = performance.now()
    const parked = new Map<JsMsg, DeadLetter>()
    // another billing may have taken over what waited here
    for (const [seq, until] of this.#unresolved) if (until <= now) this.#unresolved.delete(seq)
    messages.forEach((message, i) => {
      const verdict = verdicts[i]
      if (verdict?.type !== 'unresolved') {
        this.#unresolved.delete(message.seq)
      } else if (this.#unresolved.has(message.seq) || this.#unresolved.size < MAX_UNRESOLVED) {
        this.#unresolved.set(message.seq, now + UNRESOLVED_COUNTS_MS)
      } else {
        parked.set(message, { message, kind: 'unresolved', reason: verdict.reason })
      }
    })
    if (parked.size === 0) return verdicts
    await this.#store([...parked.values()])
    return messages.map((message, i) => (parked.has(message) ? PARKED : (verdicts[i] ?? PARKED)))
  }

  async #store(letters: readonly DeadLetter[]): Promise<void> {
    await this.deadLetters.store(
      letters.map(({ message, kind, reason }) => ({
        stream: `${STREAMS.usage}/${this.#created}`,
        streamSeq: message.seq,
        requestId: requestIdOf(message.data, message.headers?.get('Nats-Msg-Id')),
        kind,
        reason,
        text: new TextDecoder().decode(message.data),
      })),
    )
    this.logger.error({ count: letters.length, reason: letters[0]?.reason }, 'usage events put aside')
    for (const { message } of letters) this.#unresolved.delete(message.seq)
    this.position.settled(
      this.#created,
      letters.map(({ message }) => message.seq),
    )
  }
}

/** Of the messages that are in the ledger or parked. */
const sequencesOf = (messages: readonly JsMsg[], verdicts: readonly Verdict[]): number[] =>
  messages.flatMap(({ seq }, i) => (verdicts[i]?.type === 'settled' ? [seq] : []))
