import { setTimeout as sleep } from 'node:timers/promises'
import {
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstream,
  type StreamInfo,
} from '@nats-io/jetstream'
import { Kvm, type KvWatchEntry } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { HEARTBEAT_KEY, READY_KEY } from '@tollgate/protocols/events'
import { bucketStream } from './names.js'
import { createProjectionStore, type ProjectionStore } from './projection-store.js'
import { isMarker, readEntry } from './read-entry.js'

const API_TIMEOUT_MS = 2_000
const ENTRIES_PER_TURN = 250

export interface SessionOptions<T> {
  connection: NatsConnection
  bucket: string
  parse: (value: unknown) => T
  checkMs: number
  /** Ends the session with `signal.reason` as its reason. */
  signal: AbortSignal
  /** The load is complete and marked: serve it. */
  onLoaded(store: ProjectionStore<T>, revision: number): void
  /** One entry after the load changed the store. */
  onChanged(): void
  /** The stream was asked, and the store has all that it has. */
  onVerified(): void
  onHeartbeat(): void
  onDropped(type: 'bad-entry' | 'foreign-entry' | 'older-entry', detail: string): void
}

/**
 * One watch of a bucket, from load to first doubt.
 * @returns why it ended
 * @throws when NATS, JetStream or the bucket is not there
 */
export async function runProjectionSession<T>(options: SessionOptions<T>): Promise<string> {
  const { connection, bucket, checkMs } = options
  const client = jetstream(connection, { timeout: API_TIMEOUT_MS })
  const manager = await client.jetstreamManager(false)
  const opened = await manager.streams.info(bucketStream(bucket))
  const kv = await new Kvm(client).open(bucket) // open, not create: only the owner may create the bucket
  const watch = await kv.watch() // no ignoreDeletes: it also hides the entry that ends the load
  const over = new AbortController()
  const untilOver = new Promise<'no answer'>((resolve) => {
    over.signal.addEventListener('abort', () => resolve('no answer'))
  })
  const end = (why: string): void => {
    if (over.signal.aborted) return
    over.abort(why)
    watch.stop()
  }
  const store = createProjectionStore<T>()
  let seen = 0
  let isLoaded = false
  let isMarkedReady = false
  let isServing = false
  const onAbort = (): void => end(String(options.signal.reason))
  options.signal.addEventListener('abort', onAbort)
  if (options.signal.aborted) onAbort()
  const checking = check()
  try {
    if (opened.state.messages === 0) advance(opened.state.last_seq, 0) // an empty bucket delivers nothing at all
    let count = 0
    for await (const entry of watch) {
      take(entry)
      advance(entry.revision, entry.delta)
      // a long load must not hold up requests
      if (!isLoaded && ++count % ENTRIES_PER_TURN === 0) await new Promise(setImmediate)
    }
  } finally {
    end('watch ended')
    options.signal.removeEventListener('abort', onAbort)
    await checking
  }
  return String(over.signal.reason)

  function take(entry: KvWatchEntry): void {
    const isPut = entry.operation === 'PUT'
    if (entry.key === READY_KEY) isMarkedReady = isPut && isMarker(entry.value, READY_KEY)
    else if (entry.key === HEARTBEAT_KEY) {
      if (isPut && isMarker(entry.value, HEARTBEAT_KEY)) options.onHeartbeat()
    } else if (isPut) put(entry) // a deletion is a record: the bucket's own DEL and PURGE take nothing away
  }

  function put(entry: KvWatchEntry): void {
    const read = readEntry(entry.value, options.parse)
    const outcome = store.put(entry.key, read)
    if (outcome !== 'stored') options.onDropped(`${outcome}-entry`, `${entry.key}@${entry.revision}`)
    else if (isServing) options.onChanged()
    if (read.type === 'unreadable') options.onDropped('bad-entry', `${entry.key}@${entry.revision}: ${read.reason}`)
  }

  function advance(revision: number, pending: number | undefined): void {
    seen = Math.max(seen, revision)
    // entries come in revision order; either condition alone can be missed (writes or purges during the load)
    if (!isLoaded && (pending === 0 || seen >= opened.state.last_seq)) {
      isLoaded = true
      seen = Math.max(seen, opened.state.last_seq)
    }
    if (isServing || !isLoaded || !isMarkedReady) return
    isServing = true
    options.onLoaded(store, seen)
  }

  /** Compares with the stream itself: what the client library does not notice is noticed here. */
  async function check(): Promise<void> {
    let behindAt = -1
    while (await pause(checkMs, over.signal)) {
      const floor = seen // before the question: entries go on arriving while it is under way
      // a question asked into an outage waits for its time-out: the cure must not wait for it
      const now = await Promise.race([askStream(manager, bucket), untilOver])
      if (over.signal.aborted || now === 'no answer') continue
      if (now === 'gone') end('bucket gone')
      else if (now.created !== opened.created) end('bucket replaced')
      else if (now.state.last_seq < floor)
        end('stream went back') // unsynced writes lost in a machine crash
      else if (now.state.last_seq > seen) {
        if (behindAt === seen) end(`no progress at ${seen}, stream at ${now.state.last_seq}`)
        behindAt = seen
      } else {
        behindAt = -1
        // purges are not announced
        if (now.state.last_seq === seen && now.state.messages < store.nameCount()) end('entries vanished')
        else if (isServing) options.onVerified()
      }
    }
  }
}

/** `no answer`: NATS is away; its reconnect ends the session, meanwhile the view grows stale. */
async function askStream(manager: JetStreamManager, bucket: string): Promise<StreamInfo | 'gone' | 'no answer'> {
  try {
    return await manager.streams.info(bucketStream(bucket))
  } catch (error) {
    const isGone = error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound
    return isGone ? 'gone' : 'no answer'
  }
}

/** @returns false once it is over */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal })
    return true
  } catch {
    return false
  }
}
