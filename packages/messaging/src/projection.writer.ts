import {
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream'
import { type KV, Kvm, type KvWatchEntry } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { HEARTBEAT_KEY, READY_KEY } from '@tollgate/protocols/events'
import { bucketStream } from './names.js'
import { diffProjection, encodeRecord, hashOf, type ProjectionRecord, type StoredRecord } from './projection-diff.js'
import type { RecordOrder } from './projection-store.js'
import { isMarker, markerText, readEntry } from './read-entry.js'

/** A put that is lost in an outage holds the repair up for as long as this. */
const API_TIMEOUT_MS = 2_000
const PUTS_IN_FLIGHT = 256
const READ_IDLE_MS = 3_000

export interface ProjectionWriterOptions {
  bucket: string
  maxBytes: number
}

/** A record that is newer than what truth has of its name. */
export interface AheadRecord extends RecordOrder {
  key: string
  /** As the bucket has it; `undefined` for a deletion. */
  record: unknown
}

/** What a full comparison did. */
export interface ReconcileResult {
  putCount: number
  deletedCount: number
  /** Of which the bucket holds a newer version than truth: the database was restored from a backup. Left alone. */
  ahead: AheadRecord[]
}

/** The owner's side of a bucket. One writer at a time (the projector's lock): it does not compare before it puts. */
export interface ProjectionWriter {
  /**
   * Live changes. Resolves once all are stored.
   * @throws if one was not; the same records may be put again
   */
  put(records: readonly ProjectionRecord[]): Promise<void>
  /**
   * Whether the bucket is missing, another one than at the last reconcile, or not marked complete: reconcile then. Cheap.
   */
  needsReconcile(): Promise<boolean>
  /**
   * Creates the bucket if need be, compares all of it with truth, repairs, and marks it complete last.
   * @param truth every record there is, deletions where they are known; no put() between its reading and this call
   * @throws when the bucket was replaced meanwhile, or a put failed; nothing is marked complete then
   */
  reconcile(truth: { records: readonly ProjectionRecord[]; epoch: number }): Promise<ReconcileResult>
  /** Shows readers that the feed lives; every 5 s. */
  heartbeat(): Promise<void>
}

/** @param connection of the bucket's owner: it creates the bucket, with every limit named */
export function createProjectionWriter(connection: NatsConnection, options: ProjectionWriterOptions): ProjectionWriter {
  const { bucket, maxBytes } = options
  const stream = bucketStream(bucket)
  let reconciledCreated: string | undefined
  return { put, needsReconcile, reconcile, heartbeat }

  async function put(records: readonly ProjectionRecord[]): Promise<void> {
    const { kv } = await open()
    await putAll(kv, records)
  }

  async function needsReconcile(): Promise<boolean> {
    const { manager, kv } = await open()
    const info = await findStream(manager)
    if (info === undefined || info.created !== reconciledCreated) return true
    const marker = await kv.get(READY_KEY)
    return marker?.operation !== 'PUT' || !isMarker(marker.value, READY_KEY)
  }

  async function reconcile(truth: { records: readonly ProjectionRecord[]; epoch: number }): Promise<ReconcileResult> {
    const { client, manager, kv } = await open()
    const before = await ensureBucket(client, manager)
    const { stored, deletedNames } = await readAll(kv, before)
    const diff = diffProjection({ truth: truth.records, stored, deletedNames, epoch: truth.epoch })
    await putAll(kv, [...diff.toPut, ...diff.toDelete])
    const after = await manager.streams.info(stream)
    // a store lost while it was being filled looks like a short bucket: marked complete, it would take keys away
    if (after.created !== before.created || after.state.messages < truth.records.length)
      throw new Error(`bucket ${bucket} was replaced or emptied while it was filled`)
    await kv.put(READY_KEY, markerText(READY_KEY, new Date().toISOString()))
    reconciledCreated = after.created
    const ahead = await readAhead(kv, diff.ahead)
    return { putCount: diff.toPut.length, deletedCount: diff.toDelete.length, ahead }
  }

  async function heartbeat(): Promise<void> {
    const { kv } = await open()
    await kv.put(HEARTBEAT_KEY, markerText(HEARTBEAT_KEY, new Date().toISOString()))
  }

  async function open(): Promise<{ client: JetStreamClient; manager: JetStreamManager; kv: KV }> {
    const client = jetstream(connection, { timeout: API_TIMEOUT_MS })
    return { client, manager: await client.jetstreamManager(false), kv: await new Kvm(client).open(bucket) }
  }

  async function findStream(manager: JetStreamManager): Promise<StreamInfo | undefined> {
    try {
      return await manager.streams.info(stream)
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined
      throw error
    }
  }

  async function ensureBucket(client: JetStreamClient, manager: JetStreamManager): Promise<StreamInfo> {
    const found = await findStream(manager)
    if (found === undefined) {
      // no allow_direct: the bare answer to a direct get can be sent into another record's name
      const limits = { history: 1, max_bytes: maxBytes, storage: StorageType.File, allow_direct: false }
      await new Kvm(client).create(bucket, limits)
    } else if (found.config.max_bytes !== maxBytes || found.config.allow_direct) {
      await manager.streams.update(stream, { max_bytes: maxBytes, allow_direct: false })
    }
    return manager.streams.info(stream)
  }
}

async function putAll(kv: KV, records: readonly ProjectionRecord[]): Promise<void> {
  for (let from = 0; from < records.length; from += PUTS_IN_FLIGHT) {
    const slice = records.slice(from, from + PUTS_IN_FLIGHT)
    await Promise.all(slice.map((record) => kv.put(record.key, encodeRecord(record))))
  }
}

async function readAhead(kv: KV, names: readonly string[]): Promise<AheadRecord[]> {
  const ahead: AheadRecord[] = []
  for (const name of names) {
    const entry = await kv.get(name)
    if (entry === null || entry.operation !== 'PUT') continue
    const read = readEntry(entry.value, (record) => record)
    if (read.type === 'unreadable') continue
    ahead.push({ key: name, ...read.order, record: read.type === 'record' ? read.record : undefined })
  }
  return ahead
}

interface BucketContent {
  stored: Map<string, StoredRecord>
  deletedNames: Set<string>
}

/**
 * All that the bucket held when it was asked; the markers aside.
 * @throws when entries stop coming before the end
 */
async function readAll(kv: KV, info: StreamInfo): Promise<BucketContent> {
  const content: BucketContent = { stored: new Map(), deletedNames: new Set() }
  if (info.state.messages === 0) return content
  const watch = await kv.watch()
  let count = 0
  let countBefore = 0
  const watchdog = setInterval(() => {
    if (count === countBefore) watch.stop()
    countBefore = count
  }, READ_IDLE_MS)
  try {
    for await (const entry of watch) {
      count += 1
      collect(content, entry)
      if (entry.delta === 0 || entry.revision >= info.state.last_seq) return content
    }
    throw new Error(`reading ${info.config.name} stopped after ${count} entries`)
  } finally {
    clearInterval(watchdog)
    watch.stop()
  }
}

function collect({ stored, deletedNames }: BucketContent, { key, value, operation }: KvWatchEntry): void {
  if (operation !== 'PUT' || key === READY_KEY || key === HEARTBEAT_KEY) return
  const read = readEntry(value, (record) => record)
  const isOwn = read.type !== 'unreadable' && read.key === key
  stored.set(key, { order: isOwn ? read.order : undefined, hash: hashOf(value) })
  if (isOwn && read.type === 'deletion') deletedNames.add(key)
}
