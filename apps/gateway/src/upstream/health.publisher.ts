import { jetstream } from '@nats-io/jetstream'
import { type ChannelHealth, healthSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { HealthReport } from '../routing/health.store.js'

const PUBLISH_TIMEOUT_MS = 2_000
const RETRY_MS = 1_000
/** More keys than any campus has; of more, the oldest news are given up. */
const MAX_WAITING = 10_000
const HEALTH_VERSION = 1

/**
 * Tells admin-api what became of a channel or key. What the bus does not take is told again, the last state of each key
 * alone: a key that is out until somebody acts has no next change that would tell it.
 */
export class HealthPublisher {
  /** By channel and key what was not taken yet. */
  private readonly waiting = new Map<string, ChannelHealth>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly bus: BusService,
    private readonly nodeId: string,
    private readonly logger: Logger,
  ) {}

  publish = (report: HealthReport): void => {
    const { restMs, ...told } = report
    const nowMs = Date.now()
    const message: ChannelHealth = {
      v: HEALTH_VERSION,
      nodeId: this.nodeId,
      ...told,
      ...(restMs !== undefined && { until: new Date(nowMs + restMs).toISOString() }),
      at: new Date(nowMs).toISOString(),
    }
    this.logger.warn(
      { channelId: told.channelId, channelKeyId: told.channelKeyId, state: told.state, reason: told.reason },
      'channel health',
    )
    const name = `${told.channelId}/${told.channelKeyId ?? ''}`
    this.waiting.delete(name)
    this.waiting.set(name, message)
    for (const oldest of this.waiting.keys()) {
      if (this.waiting.size <= MAX_WAITING) break
      this.waiting.delete(oldest)
    }
    this.send(name, message)
  }

  waitingCount(): number {
    return this.waiting.size
  }

  private send(name: string, message: ChannelHealth): void {
    const bus = this.bus.current()
    if (bus === undefined) {
      this.retryLater()
      return
    }
    jetstream(bus.connection, { timeout: PUBLISH_TIMEOUT_MS })
      .publish(healthSubject(message.channelId), JSON.stringify(message))
      .then(
        () => {
          if (this.waiting.get(name) === message) this.waiting.delete(name)
        },
        (error) => {
          this.logger.debug({ error: String(error) }, 'a health report was not stored')
          this.retryLater()
        },
      )
  }

  private retryLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      for (const [name, message] of [...this.waiting]) this.send(name, message)
    }, RETRY_MS).unref()
  }
}
