import { jetstream } from '@nats-io/jetstream'
import { MAX_REFUSALS, REFUSAL_VERSION, type Refusals, refusalSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import { RefusalBook } from './refusal-book.js'
import { type FailedCall, toRefusal } from './to-refusal.js'

const TELL_MS = 1_000
const PUBLISH_TIMEOUT_MS = 2_000

/**
 * Tells admin-api which calls were turned away before anything was reserved, so that whoever owns the key can ask about the
 * request id. A sample, in batches, once a second at most; what the bus does not take waits in memory, within bounds.
 */
export class RefusalPublisher {
  private readonly book = new RefusalBook()
  private timer: NodeJS.Timeout | undefined
  private telling: Promise<void> | undefined

  constructor(
    private readonly bus: Pick<BusService, 'current'>,
    private readonly nodeId: string,
    private readonly logger: Logger,
  ) {}

  note(call: FailedCall): void {
    const refusal = toRefusal(call, Date.now())
    if (refusal !== undefined && this.book.note(refusal, performance.now())) this.tellLater()
  }

  /** Tells what waits, as far as the bus takes it now. */
  async stop(): Promise<void> {
    await (this.telling ?? this.tell())
    clearTimeout(this.timer)
  }

  private tellLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.telling ??= this.tell().finally(() => {
        this.telling = undefined
      })
    }, TELL_MS).unref()
  }

  private async tell(): Promise<void> {
    const connected = this.bus.current()
    const refusals = this.book.take(MAX_REFUSALS)
    if (refusals.length === 0) return
    try {
      if (connected === undefined) throw new Error('not connected')
      const message: Refusals = { v: REFUSAL_VERSION, nodeId: this.nodeId, refusals }
      await jetstream(connected.connection, { timeout: PUBLISH_TIMEOUT_MS }).publish(
        refusalSubject(this.nodeId),
        JSON.stringify(message),
      )
    } catch (error) {
      this.book.putBack(refusals)
      this.logger.debug({ error: String(error) }, 'refused calls were not stored')
    }
    if (this.book.isWaiting()) this.tellLater()
  }
}
