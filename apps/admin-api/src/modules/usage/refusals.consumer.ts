import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { CONSUMERS, refusalStream } from '@tollgate/messaging'
import { refusalsSchema } from '@tollgate/protocols/events'
import { BusService } from '../../bus/bus.service.js'
import { parseJson, StreamFollower } from '../../bus/stream-follower.js'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { RefusalsRepository } from './refusals.repository.js'

const MOST_DELIVERIES = 5
const BETWEEN_SWEEPS_MS = 600_000

/** Stores which calls gateways turned away, for receipts, and takes old ones away. */
@Injectable()
export class RefusalsConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(RefusalsConsumer.name)
  readonly #follower: StreamFollower
  #sweeps: NodeJS.Timeout | undefined

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    bus: BusService,
    private readonly refusals: RefusalsRepository,
  ) {
    this.#follower = new StreamFollower(bus, this.#logger, {
      stream: refusalStream(),
      durable: CONSUMERS.refusals,
      what: 'batch of refused call',
      read: (message) => {
        const told = refusalsSchema.safeParse(parseJson(message))
        return told.success ? () => this.refusals.add(told.data) : undefined
      },
      mostDeliveries: MOST_DELIVERIES,
      retryMs: config.projector.retryMs,
    })
  }

  onApplicationBootstrap(): void {
    this.#follower.start()
    this.#sweeps = setInterval(() => void this.#sweep(), BETWEEN_SWEEPS_MS).unref()
  }

  onModuleDestroy(): Promise<void> {
    clearInterval(this.#sweeps)
    return this.#follower.stop()
  }

  /** Several of us do no harm. */
  async #sweep(): Promise<void> {
    try {
      await this.refusals.sweep()
    } catch {
      this.#logger.warn('old refused calls could not be taken away; the next look does it')
    }
  }
}
