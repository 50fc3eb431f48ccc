import { jetstream } from '@nats-io/jetstream'
import { type ChannelHealth, healthSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { HealthReport } from '../routing/health.store.js'

const PUBLISH_TIMEOUT_MS = 2_000
const HEALTH_VERSION = 1

/** Tells admin-api what became of a channel or key. Lost reports are repeated by the next change. */
export class HealthPublisher {
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
    const bus = this.bus.current()
    if (bus === undefined) return
    jetstream(bus.connection, { timeout: PUBLISH_TIMEOUT_MS })
      .publish(healthSubject(told.channelId), JSON.stringify(message))
      .catch((error) => this.logger.debug({ error: String(error) }, 'a health report was not stored'))
  }
}
