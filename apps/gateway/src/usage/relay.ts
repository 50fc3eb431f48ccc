import { usageSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { JournalFolder } from './journal-folder.js'
import type { CompletionPlace } from './recover.js'
import { createRelayQueue, type Queued } from './relay-queue.js'
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

export interface RelayOptions {
  bus: Pick<BusService, 'connected' | 'current' | 'inboxPrefix'>
  folder: Pick<JournalFolder, 'readEventTexts'>
  logger: Logger
  /** Milliseconds of a monotonic clock. */
  nowMs?: () => number
  publishTimeoutMs?: number
}

/**
 * Carries completions from the journal to stream USAGE, for ever: whatever goes wrong, the event stays in the journal and
 * is tried again. The stream drops repeats by message id, the ledger by request id.
 */
export class Relay {
  private readonly queue = createRelayQueue()
  private readonly inFlight = new Set<Queued>()
  private readonly nowMs: () => number
  private isReading = false
  private retryTimer: NodeJS.Timeout | undefined
  private gatherTimer: NodeJS.Timeout | undefined
  private failures = 0
  private isStopped = false
  private publisher: StreamPublisher | undefined
  private idleWaiters: (() => void)[] = []
  private tellStored: (place: CompletionPlace) => void = () => {}

  constructor(private readonly options: RelayOptions) {
    this.nowMs = options.nowMs ?? (() => performance.now())
  }

  /** Told of each event that the stream has stored: billing will have it, unless the stream's disk is lost. */
  onStored(listener: (place: CompletionPlace) => void): void {
    this.tellStored = listener
  }

  start(): void {
    const { bus, publishTimeoutMs: timeoutMs = PUBLISH_TIMEOUT_MS } = this.options
    void bus.connected.then(({ connection }) => {
      if (this.isStopped) return
      this.publisher = createStreamPublisher(connection, { inboxPrefix: bus.inboxPrefix, timeoutMs })
      this.pump()
    })
  }

  /** @param eventText JSON of the event; absent: it is read at its place */
  enqueue(place: CompletionPlace, eventText?: string): void {
    const keepsText = this.pendingCount() < MAX_EVENTS_IN_MEMORY
    this.queue.add({ place, eventText: keepsText ? eventText : undefined, queuedAtMs: this.nowMs() })
    this.gatherTimer ??= setTimeout(() => {
      this.gatherTimer = undefined
      this.pump()
    }, GATHER_MS)
  }

  pendingCount(): number {
    return this.queue.count() + this.inFlight.size
  }

  oldestAgeMs(): number {
    const [flying] = this.inFlight
    const oldest = [flying, this.queue.first()].flatMap((queued) => queued?.queuedAtMs ?? [])
    return oldest.length === 0 ? 0 : this.nowMs() - Math.min(...oldest)
  }

  isAmber(): boolean {
    return this.pendingCount() > AMBER_PENDING || this.oldestAgeMs() > AMBER_AGE_MS
  }

  /** Resolves when everything is published, or after `timeoutMs`; then nothing is published any more. */
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
    this.stop()
  }

  /** At once. What is not published stays in the journal. */
  stop(): void {
    this.isStopped = true
    clearTimeout(this.retryTimer)
    clearTimeout(this.gatherTimer)
    this.publisher?.close()
  }

  private pump(): void {
    if (this.retryTimer !== undefined || this.isStopped) return
    const { publisher } = this
    if (publisher === undefined || this.options.bus.current() === undefined) {
      if (publisher !== undefined) this.backOff()
      return
    }
    while (this.inFlight.size < MAX_IN_FLIGHT) {
      const next = this.queue.first()
      if (next === undefined) break
      if (next.eventText === undefined) return void this.read()
      this.queue.takeFirst()
      this.inFlight.add(next)
      void this.publish(publisher, next, next.eventText)
    }
  }

  private async publish(publisher: StreamPublisher, queued: Queued, text: string): Promise<void> {
    const { requestId } = queued.place
    try {
      await publisher.publish(usageSubject(requestId), text, requestId)
      this.inFlight.delete(queued)
      this.tellStored(queued.place)
      this.failures = 0
    } catch (error) {
      this.inFlight.delete(queued)
      this.queue.putBack(queued)
      if (this.failures === 0) this.options.logger.warn({ error: String(error) }, 'usage events wait in the journal')
      this.backOff()
    } finally {
      if (this.inFlight.size < MAX_IN_FLIGHT / 2) this.pump()
      if (this.pendingCount() === 0) for (const resolve of this.idleWaiters.splice(0)) resolve()
    }
  }

  /** Brings the next events' texts from the journal: many that lie close together by one read. */
  private async read(): Promise<void> {
    if (this.isReading) return
    this.isReading = true
    try {
      const run = this.queue.firstUnread()
      const texts = await this.options.folder.readEventTexts(run.map(({ place }) => place))
      for (const [index, queued] of run.entries()) {
        queued.eventText = texts[index]
        if (queued.eventText === undefined) this.dropDamaged(queued)
      }
      this.isReading = false
      this.pump()
    } catch (error) {
      this.isReading = false
      // a segment goes only when billing knows all that is in it
      if (isGone(error)) this.queue.dropSegment(this.queue.first()?.place.segment)
      else this.options.logger.error({ error: String(error) }, 'the journal cannot be read')
      this.backOff()
    }
    if (this.pendingCount() === 0) for (const resolve of this.idleWaiters.splice(0)) resolve()
  }

  private dropDamaged(queued: Queued): void {
    this.options.logger.error({ requestId: queued.place.requestId }, 'a completion in the journal is damaged')
    this.queue.drop(queued)
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
