import { type Projection, watchProjection } from '@tollgate/messaging'
import { type ApiKeyRecord, apiKeyRecordSchema, BUCKETS } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'

/** A feed that proved nothing for so long is taken for dead. */
const STALE_MS = 30_000

/** Bucket `keys` in memory, by record name. */
export class ApiKeysProjection {
  private projection: Projection<ApiKeyRecord> | undefined
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly bus: BusService,
    private readonly logger: Logger,
  ) {}

  start(): void {
    void this.bus.reading.then(({ connection }) => {
      this.projection = watchProjection(connection, {
        bucket: BUCKETS.keys,
        parse: (value) => apiKeyRecordSchema.parse(value),
        onEvent: ({ type, detail }) => this.logger.info({ bucket: BUCKETS.keys, type, detail }, 'projection'),
      })
      this.projection.onChange(() => {
        for (const listener of this.listeners) listener()
      })
    })
  }

  find(recordName: string): ApiKeyRecord | undefined {
    return this.projection?.get(recordName)
  }

  /** Asks the bucket itself. @throws where NATS does not answer */
  async lookUp(recordName: string): Promise<ApiKeyRecord | undefined> {
    return this.projection?.lookUp(recordName)
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener)
  }

  isReady(): boolean {
    return this.projection?.isReady() === true
  }

  /** Whether a key that is not here is unknown, or whether nobody can say. */
  isFeedAlive(): boolean {
    return this.bus.current() !== undefined && this.staleMs() < STALE_MS
  }

  staleMs(): number {
    return this.projection?.staleMs() ?? Number.POSITIVE_INFINITY
  }

  async close(): Promise<void> {
    await this.projection?.close()
  }
}
