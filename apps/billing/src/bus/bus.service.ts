import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common'
import { type Bus, connectBus, streamsAccess } from '@tollgate/messaging'
import { type BillingEnv, ENV } from '../env.js'

/** Access of this process, as its NATS user; a fresh object each time. */
export const natsAccess = (env: BillingEnv) => ({
  url: env.NATS_URL,
  ...(env.NATS_USER !== undefined && { user: env.NATS_USER, password: env.NATS_PASSWORD ?? '' }),
})

/** The connection for JetStream and for questions and news to gateways; it answers nobody. Comes up by itself whenever NATS does. */
@Injectable()
export class BusService implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #closing = new AbortController()
  #connecting: Promise<Bus> | undefined
  #bus: Bus | undefined

  constructor(@Inject(ENV) private readonly env: BillingEnv) {}

  onApplicationBootstrap(): void {
    // a wrong password is fatal: whoever needs the bus awaits this and reports it
    void this.whenConnected().catch(() => {})
  }

  /** Stays open while NATS is away. @throws on a wrong user or password; the next call tries again; and on shutdown */
  whenConnected(): Promise<Bus> {
    return Promise.race([this.#connect(), this.#whenClosing()])
  }

  #connect(): Promise<Bus> {
    this.#connecting ??= connectBus(streamsAccess(natsAccess(this.env))).then(
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

  #whenClosing(): Promise<never> {
    const { signal } = this.#closing
    return new Promise((_, reject) => {
      if (this.#bus !== undefined) return
      if (signal.aborted) reject(new Error('billing stops'))
      signal.addEventListener('abort', () => reject(new Error('billing stops')), { once: true })
    })
  }

  isConnected(): boolean {
    return this.#bus?.isConnected() ?? false
  }

  /** Best effort: `false` where there is no connection. */
  publish(subject: string, payload: unknown): boolean {
    if (this.#bus === undefined || !this.#bus.isConnected()) return false
    this.#bus.connection.publish(subject, JSON.stringify(payload))
    return true
  }

  /** Whoever still waits for NATS waits no longer. */
  onModuleDestroy(): void {
    this.#closing.abort()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#bus?.close()
  }
}
