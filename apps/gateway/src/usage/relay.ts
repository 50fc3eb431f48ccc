import { type UsageEventMessage, usageSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { Journal } from './journal.js'
import type { CompletionRecord } from './journal-records.js'
import type { CompletionPlace } from './recover.js'
import { createStreamPublisher, type StreamPublisher } from './stream-publisher.js'

const MAX_IN_FLIGHT = 256
const PUBLISH_TIMEOUT_MS = 5_000
/** Events of this long leave together: one system call for all of them, and one for their acknowledgements. */
const GATHER_MS = 5
const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 5_000
/** Beyond this backlog events are read from the journal when their turn comes. */
const MAX_EVENTS_IN_MEMORY = 10_000
const AMBER_PENDING = 50_000
const AMBER_AGE_MS = 60_000

interface Queued {
  place: CompletionPlace
  eventText: string | undefined
  queuedAtMs: number
}

/**
 * Carries completions from the journal to stream USAGE, for ever: whatever goes wrong, the event stays in the journal and
 * is tried again. The stream drops repeats by message id, the ledger by request id.
 */
export class Relay {
  private queue: Queued[] = []
  private head = 0
  private inFlight = 0
  private retryTimer: NodeJS.Timeout | undefined
  private gatherTimer: NodeJS.Timeout | undefined
  private failures = 0
  private isStopped = false
  private publisher: StreamPublisher | undefined
  private idleWaiters: (() => void)[] = []
  private tellStored: (place: CompletionPlace) => void = () => {}

  constructor(
    private readonly bus: BusService,
    private readonly journal: Journal,
    private readonly logger: Logger,
  ) {}

  /** Told of each event that the stream has stored: billing will have it, unless the stream's disk is lost. */
  onStored(listener: (place: CompletionPlace) => void): void {
    this.tellStored = listener
  }

  start(): void {
    void this.bus.connected.then((bus) => {
      const { inboxPrefix } = this.bus
      this.publisher = createStreamPublisher(bus.connection, { inboxPrefix, timeoutMs: PUBLISH_TIMEOUT_MS })
      this.pump()
    })
  }

  /** @param eventText JSON of the event; absent: it is read at its place */
  enqueue(place: CompletionPlace, eventText?: string): void {
    const keepsText = this.pendingCount() < MAX_EVENTS_IN_MEMORY
    this.queue.push({ place, eventText: keepsText ? eventText : undefined, queuedAtMs: performance.now() })
    this.gatherTimer ??= setTimeout(() => {
      this.gatherTimer = undefined
      this.pump()
    }, GATHER_MS)
  }

  pendingCount(): number {
    return this.queue.length - this.head + this.inFlight
  }

  oldestAgeMs(): number {
    const oldest = this.queue[this.head]
    return oldest === undefined ? 0 : performance.now() - oldest.queuedAtMs
  }

  isAmber(): boolean {
    return this.pendingCount() > AMBER_PENDING || this.oldestAgeMs() > AMBER_AGE_MS
  }

  /** Resolves when everything is published, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.pendingCount() > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs)
        this.idleWaiters.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    this.isStopped = true
    clearTimeout(this.retryTimer)
    this.publisher?.close()
  }

  private pump(): void {
    if (this.retryTimer !== undefined || this.isStopped) return
    if (this.publisher === undefined || this.bus.current() === undefined) {
      if (this.publisher !== undefined) this.backOff()
      return
    }
    while (this.inFlight < MAX_IN_FLIGHT) {
      const next = this.queue[this.head]
      if (next === undefined) break
      this.head++
      this.inFlight++
      void this.publish(this.publisher, next)
    }
    if (this.head > 1_024 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head)
      this.head = 0
    }
  }

  private async publish(publisher: StreamPublisher, queued: Queued): Promise<void> {
    const { requestId } = queued.place
    try {
      const text = queued.eventText ?? (await this.readText(queued.place))
      if (text !== undefined) {
        await publisher.publish(usageSubject(requestId), text, requestId)
        this.tellStored(queued.place)
      }
      this.failures = 0
    } catch (error) {
      this.queue.push(queued)
      if (this.failures === 0) this.logger.warn({ error: String(error) }, 'usage events wait in the journal')
      this.backOff()
    } finally {
      this.inFlight--
      if (this.inFlight < MAX_IN_FLIGHT / 2) this.pump()
      if (this.pendingCount() === 0) for (const resolve of this.idleWaiters.splice(0)) resolve()
    }
  }

  private async readText(place: CompletionPlace): Promise<string | undefined> {
    let record: CompletionRecord | undefined
    try {
      record = await this.journal.readCompletion(place)
    } catch (error) {
      if (!isGone(error)) throw error
      return undefined // a segment goes only when billing knows all that is in it
    }
    if (record === undefined) {
      this.logger.error({ requestId: place.requestId }, 'a completion in the journal is damaged')
      return undefined
    }
    return JSON.stringify(record.event satisfies UsageEventMessage)
  }

  private backOff(): void {
    if (this.retryTimer !== undefined || this.isStopped) return
    const ceilingMs = Math.min(FIRST_BACKOFF_MS * 2 ** this.failures++, MAX_BACKOFF_MS)
    this.retryTimer = setTimeout(
      () => {
        this.retryTimer = undefined
        this.pump()
      },
      ceilingMs * (0.5 + Math.random() / 2),
    ).unref()
  }
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
