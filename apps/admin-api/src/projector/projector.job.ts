import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { BUCKET_MAX_BYTES, createProjectionWriter, type ProjectionWriter } from '@tollgate/messaging'
import { BUCKETS } from '@tollgate/protocols/events'
import { BusService } from '../bus/bus.service.js'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { ChangeSignal } from '../database/change-signal.js'
import { Metrics } from '../metrics.js'
import { toAheadRow } from './ahead-row.js'
import type { AheadRow } from './catch-up.repository.js'
import { type ChangedRows, type ChangeFeed, ChangesRepository } from './changes.repository.js'
import { createPutMemory } from './put-memory.js'
import { type ProjectedRecord, toCatalogRecords, toKeyRecords } from './to-records.js'

interface Bucket {
  name: string
  writer: ProjectionWriter
  recordsOf(rows: ChangedRows): ProjectedRecord[]
}

/**
 * Keeps the buckets `catalog` and `keys` equal to the tables: changed rows within a second (at once when this process
 * wrote them), everything at the start, each minute, and whenever a bucket is not the one we filled. One at a time: the
 * others wait for its lock.
 */
@Injectable()
export class ProjectorJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ProjectorJob.name)
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #isProjecting = false

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly changes: ChangesRepository,
    private readonly signal: ChangeSignal,
    private readonly bus: BusService,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run()
  }

  /** This process is the projector and its last look succeeded. */
  isProjecting(): boolean {
    return this.#isProjecting
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const isOver = this.#stop.signal
    const end = aborted(isOver)
    while (!isOver.aborted) {
      try {
        await Promise.race([this.#project(), end])
      } catch (error) {
        this.metrics.projectorFailures.inc()
        this.#logger.warn(`projection interrupted: ${error instanceof Error ? error.message : String(error)}`)
      }
      this.#isProjecting = false
      await this.signal.wait(this.config.projector.retryMs, isOver)
    }
  }

  /** Returns while another process projects, or at the end. @throws at the first failure: then all is compared again */
  async #project(): Promise<void> {
    const { connection } = await this.bus.whenConnected()
    if (!this.bus.isConnected()) return // all rows would be read for nothing
    const feed = await this.changes.tryOpen()
    if (feed === undefined) return
    try {
      const bucket = (name: 'catalog' | 'keys', recordsOf: Bucket['recordsOf']): Bucket => ({
        name,
        recordsOf,
        writer: createProjectionWriter(connection, { bucket: name, maxBytes: BUCKET_MAX_BYTES[name] }),
      })
      await this.#follow(feed, [bucket(BUCKETS.catalog, toCatalogRecords), bucket(BUCKETS.keys, toKeyRecords)])
    } finally {
      await feed.close()
    }
  }

  async #follow(feed: ChangeFeed, buckets: readonly Bucket[]): Promise<void> {
    const { pollMs, heartbeatMs, compareMs } = this.config.projector
    const memory = createPutMemory()
    let since: string | undefined
    let comparedAt = Number.NEGATIVE_INFINITY
    let beatAt = Number.NEGATIVE_INFINITY
    while (!this.#stop.signal.aborted) {
      const now = performance.now()
      const mark = this.signal.mark()
      const isBeat = now - beatAt >= heartbeatMs
      const isForeign = isBeat && (await anyNeedsReconcile(buckets))
      if (since === undefined || isForeign || now - comparedAt >= compareMs) {
        since = await this.#compare(feed, buckets)
        comparedAt = now
      } else since = await this.#putChanges(feed, buckets, { since, memory })
      if (isBeat) {
        await Promise.all(buckets.map(({ writer }) => writer.heartbeat()))
        beatAt = now
      }
      this.signal.handled(mark)
      this.#isProjecting = true
      this.metrics.projectedAt.setToCurrentTime()
      await this.signal.wait(pollMs, this.#stop.signal)
      if (!feed.isHeld()) throw new Error('the connection that holds the lock is gone')
    }
  }

  /**
   * All of it against the buckets. A bucket that is newer than the database shows a restore: the rows are brought above
   * what gateways have seen of them, what was revoked since stays so, and the comparison is made once more.
   */
  async #compare(feed: ChangeFeed, buckets: readonly Bucket[]): Promise<string> {
    const first = await this.#reconcile(feed, buckets)
    if (first.ahead.length === 0) return first.xmin
    this.#logger.error(`${first.ahead.length} records are newer than the database: it was restored from a backup`)
    await feed.catchUp(first.ahead)
    return (await this.#reconcile(feed, buckets)).xmin
  }

  async #reconcile(feed: ChangeFeed, buckets: readonly Bucket[]): Promise<{ xmin: string; ahead: AheadRow[] }> {
    const rows = await feed.read()
    const allAhead: AheadRow[] = []
    for (const { name, writer, recordsOf } of buckets) {
      const result = await writer.reconcile({ records: recordsOf(rows), epoch: rows.epoch })
      const { putCount, deletedCount, ahead } = result
      if (putCount + deletedCount > 0) this.#logger.log(`${name}: put ${putCount}, deleted ${deletedCount} records`)
      allAhead.push(...ahead.map((one) => ({ ...toAheadRow(name, one.key, one.record), ...one })))
      this.metrics.projectionAhead.set({ bucket: name }, ahead.length)
      this.metrics.projectedRecords.inc({ bucket: name }, putCount + deletedCount)
    }
    return { xmin: rows.xmin, ahead: allAhead }
  }

  async #putChanges(
    feed: ChangeFeed,
    buckets: readonly Bucket[],
    { since, memory }: { since: string; memory: ReturnType<typeof createPutMemory> },
  ): Promise<string> {
    const rows = await feed.read(since)
    for (const { name, writer, recordsOf } of buckets) {
      const records = recordsOf(rows).filter((record) => memory.isNew(name, record))
      if (records.length === 0) continue
      await writer.put(records)
      this.metrics.projectedRecords.inc({ bucket: name }, records.length)
    }
    memory.keep(buckets.map(({ name, recordsOf }) => [name, recordsOf(rows)] as const))
    return rows.xmin
  }
}

const anyNeedsReconcile = async (buckets: readonly Bucket[]): Promise<boolean> =>
  (await Promise.all(buckets.map(({ writer }) => writer.needsReconcile()))).some(Boolean)

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
