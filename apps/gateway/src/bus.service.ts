import { type Bus, connectBus, connectionOptions, type NatsAccess, streamsAccess } from '@tollgate/messaging'
import type { Logger } from 'pino'

const RETRY_MS = 1_000

/**
 * The connections to NATS: one that asks, answers and publishes, one that reads buckets. Nothing awaits them at boot: a
 * gateway lives without NATS, it is only not ready.
 */
export class BusService {
  private bus: Bus | undefined
  private reader: Bus | undefined
  private isClosing = false
  private markConnected: (bus: Bus) => void = () => {}
  private markReading: (bus: Bus) => void = () => {}
  /** Resolves at the first connection, however late it comes. */
  readonly connected = new Promise<Bus>((resolve) => {
    this.markConnected = resolve
  })
  /** The same of the connection that buckets are read on. */
  readonly reading = new Promise<Bus>((resolve) => {
    this.markReading = resolve
  })

  constructor(
    private readonly access: NatsAccess,
    private readonly logger: Logger,
  ) {}

  /** Of the only inbox that the server lets this user listen to; absent: any. */
  get inboxPrefix(): string | undefined {
    return connectionOptions(this.access).inboxPrefix
  }

  start(): void {
    void this.connect(this.access, (bus) => {
      this.bus = bus
      this.markConnected(bus)
    })
    void this.connect(streamsAccess(this.access), (bus) => {
      this.reader = bus
      this.markReading(bus)
    })
  }

  /** `undefined` while there is no connection: a question would only run into its time-out. */
  current(): Bus | undefined {
    return this.bus?.isConnected() ? this.bus : undefined
  }

  /** Told each time that the connection is there again: the server may have lost what it had stored. */
  onReconnect(listener: () => void): void {
    void this.connected.then(async ({ connection }) => {
      for await (const { type } of connection.status()) if (type === 'reconnect') listener()
    })
  }

  async close(): Promise<void> {
    this.isClosing = true
    await Promise.all([this.bus, this.reader].map((bus) => bus?.close().catch(() => {})))
  }

  private async connect(access: NatsAccess, take: (bus: Bus) => void): Promise<void> {
    try {
      const bus = await connectBus(access)
      if (this.isClosing) await bus.close()
      else take(bus)
    } catch (error) {
      this.logger.error({ error: String(error), user: access.user }, 'NATS refuses the connection')
      if (!this.isClosing) setTimeout(() => void this.connect(access, take), RETRY_MS).unref()
    }
  }
}
