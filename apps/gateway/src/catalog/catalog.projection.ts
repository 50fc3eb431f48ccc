import { type Projection, watchProjection } from '@tollgate/messaging'
import { BUCKETS, type CatalogRecord, catalogRecordSchema } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import { type CatalogSnapshot, createSnapshotBuilder } from './catalog-snapshot.js'

/** Bucket `catalog` as a snapshot, rebuilt after changes. Until the first complete load it is empty. */
export class CatalogProjection {
  private readonly build: ReturnType<typeof createSnapshotBuilder>
  private projection: Projection<CatalogRecord> | undefined
  private current: CatalogSnapshot
  private readonly listeners = new Set<(snapshot: CatalogSnapshot) => void>()

  constructor(
    private readonly bus: BusService,
    private readonly logger: Logger,
    masterKey: string,
  ) {
    this.build = createSnapshotBuilder(masterKey)
    this.current = this.build([])
  }

  start(): void {
    void this.bus.reading.then(({ connection }) => {
      const projection = watchProjection(connection, {
        bucket: BUCKETS.catalog,
        parse: (value) => catalogRecordSchema.parse(value),
        onEvent: ({ type, detail }) => this.logger.info({ bucket: BUCKETS.catalog, type, detail }, 'projection'),
      })
      this.projection = projection
      projection.onChange(() => this.rebuild(projection))
    })
  }

  snapshot(): CatalogSnapshot {
    return this.current
  }

  /** @returns ends it */
  onSnapshot(listener: (snapshot: CatalogSnapshot) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  isReady(): boolean {
    return this.projection?.isReady() === true && this.current !== undefined && this.isBuilt
  }

  staleMs(): number {
    return this.projection?.staleMs() ?? Number.POSITIVE_INFINITY
  }

  async close(): Promise<void> {
    await this.projection?.close()
  }

  private isBuilt = false

  private rebuild(projection: Projection<CatalogRecord>): void {
    this.current = this.build([...projection.entries()].map(([, record]) => record))
    this.isBuilt ||= projection.isReady()
    for (const listener of this.listeners) listener(this.current)
  }
}
