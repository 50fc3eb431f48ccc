import { SETTLED_MAX_IDS } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { LeaseClient } from '../admission/lease.client.js'
import type { Journal } from './journal.js'
import type { CompletionPlace } from './recover.js'
import type { Relay } from './relay.js'

const MAX_INTERVAL_MS = 60_000
const ASK_TIMEOUT_MS = 5_000
/** Billing may have a backlog: what it does not know is not sent again each time it is asked. */
const REPUBLISH_MS = 600_000

export interface RetentionOptions {
  /** OUTBOX_KEEP_MS */
  keepMs: number
  /** OUTBOX_MAX_BYTES: beyond it settled segments go before their time. */
  maxBytes: number
}

/**
 * Deletes segments of which billing knows every id, after their time; an id that it does not know is published again.
 * Neither age nor an acknowledgement of the stream is ever reason enough.
 */
export class RetentionJob {
  private timer: NodeJS.Timeout | undefined
  private isRunning = false
  private readonly publishedAtMsBySegment = new Map<number, number>()

  constructor(
    private readonly journal: Journal,
    private readonly relay: Pick<Relay, 'enqueue'>,
    private readonly client: Pick<LeaseClient, 'settled'>,
    private readonly logger: Logger,
    private readonly options: RetentionOptions,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.run(), Math.min(this.options.keepMs, MAX_INTERVAL_MS)).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Asks about every segment, whatever its age: the database or the stream is another one than before. */
  async recheck(): Promise<void> {
    this.publishedAtMsBySegment.clear()
    for (const seq of this.journal.segments()) {
      await this.publishUnknown(seq).catch((error) =>
        this.logger.warn({ error: String(error) }, 'cannot recheck a segment'),
      )
    }
  }

  /** Deletes what is due. */
  async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    try {
      this.journal.rollOlderThan(Date.now() - this.options.keepMs)
      const segments = [...this.journal.folder.closedSegments()]
      let excessBytes = segments.reduce((sum, { bytes }) => sum + bytes, 0) - this.options.maxBytes
      for (const { seq, bytes, closedAtMs } of segments) {
        const isDue = Date.now() - closedAtMs >= this.options.keepMs || excessBytes > 0
        // only the oldest go: an intent that outlives its completion would be settled as an orphan at the next start
        if (!isDue || this.journal.hasOpenIntents(seq)) break
        if ((await this.publishUnknown(seq)) > 0) break
        this.journal.folder.removeClosed(seq)
        this.publishedAtMsBySegment.delete(seq)
        excessBytes -= bytes
      }
    } catch (error) {
      this.logger.debug({ error: String(error) }, 'billing was not asked about old segments') // kept, asked again later
    } finally {
      this.isRunning = false
    }
  }

  /** @returns how many ids neither the ledger nor the dead letters know */
  private async publishUnknown(seq: number): Promise<number> {
    const listed = await this.journal.folder.listCompletions(seq)
    const places = new Map(listed.map((place) => [place.requestId, place]))
    const ids = [...places.keys()]
    const unknown: CompletionPlace[] = []
    for (let from = 0; from < ids.length; from += SETTLED_MAX_IDS) {
      const { unknownIds } = await this.client.settled(ids.slice(from, from + SETTLED_MAX_IDS), ASK_TIMEOUT_MS)
      unknown.push(...unknownIds.flatMap((id) => places.get(id) ?? []))
    }
    if (unknown.length > 0 && this.mayPublish(seq)) for (const place of unknown) this.relay.enqueue(place)
    return unknown.length
  }

  private mayPublish(seq: number): boolean {
    const nowMs = performance.now()
    if (nowMs - (this.publishedAtMsBySegment.get(seq) ?? Number.NEGATIVE_INFINITY) < REPUBLISH_MS) return false
    this.publishedAtMsBySegment.set(seq, nowMs)
    return true
  }
}
