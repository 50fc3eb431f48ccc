import { type Bus, connectBus, connectionOptions, type NatsAccess } from '@tollgate/messaging'
import type { Logger } from 'pino'

const RETRY_MS = 1_000

/** The one connection to NATS. Nothing awaits it at boot: a gateway lives without NATS, it is only not ready. */
export class BusService {
  private bus: Bus | undefined
  private isClosing = false
  private markConnected: (bus: Bus) => void = () => {}
  /** Resolves at the first connection, however late it comes. */
  readonly connected = new Promise<Bus>((resolve) => {
    this.markConnected = resolve
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
    void this.connect()
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
    await this.bus?.close().catch(() => {})
  }

  private async connect(): Promise<void> {
    try {
      this.bus = await connectBus(this.access)
      if (this.isClosing) await this.bus.close()
      else this.markConnected(this.bus)
    } catch (error) {
      this.logger.error({ error: String(error) }, 'NATS refuses the connection')
      if (!this.isClosing) setTimeout(() => void this.connect(), RETRY_MS).unref()
    }
  }
}
