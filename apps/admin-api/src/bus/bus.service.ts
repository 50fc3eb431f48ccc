import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { type Bus, connectBus } from '@tollgate/messaging'
import { APP_CONFIG, type AppConfig } from '../config.js'

/** This process's connection to NATS. Comes up by itself whenever NATS does; the API answers without it. */
@Injectable()
export class BusService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(BusService.name)
  #connecting: Promise<Bus> | undefined
  #bus: Bus | undefined

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  onApplicationBootstrap(): void {
    void this.whenConnected().catch((error: unknown) => this.#logger.error(`NATS: ${String(error)}`))
  }

  /** Stays open while NATS is away. @throws on a wrong user or password; the next call tries again */
  whenConnected(): Promise<Bus> {
    this.#connecting ??= connectBus(this.config.env.nats).then(
      (bus) => {
        this.#bus = bus
        return bus
      },
      (error) => {
        this.#connecting = undefined
        throw error
      },
    )
    return this.#connecting
  }

  isConnected(): boolean {
    return this.#bus?.isConnected() ?? false
  }

  /** The connection, if it is up now. */
  current(): Bus | undefined {
    return this.isConnected() ? this.#bus : undefined
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#bus?.close()
  }
}
