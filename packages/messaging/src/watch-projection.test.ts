import { jetstreamManager } from '@nats-io/jetstream'
import { type KV, Kvm } from '@nats-io/kv'
import { HEARTBEAT_KEY, READY_KEY } from '@tollgate/protocols/events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bus, connectBus } from './bus.js'
import { createProjectionWriter, type ProjectionWriter } from './projection.writer.js'
import type { ProjectionRecord } from './projection-diff.js'
import { startTestNatsServer, type TestNatsServer } from './testing/index.js'
import { type Projection, type ProjectionEvent, watchProjection } from './watch-projection.js'

const BUCKET = 'keys'
const MAX_BYTES = 10_000_000
const CHECK_MS = 100
const WAIT = { timeout: 45_000, interval: 20 }

interface TestRecord extends ProjectionRecord {
  name: string
}
const record = (key: string, version: number, epoch = 1): TestRecord => ({
  ...{ v: 1, key, epoch, version },
  name: `${key}@${epoch}.${version}`,
})
const parseName = (value: unknown): string => {
  const { name } = value as { name?: unknown }
  if (typeof name !== 'string') throw new Error('no name')
  return name
}
const many = (count: number, version = 1) => Array.from({ length: count }, (_, i) => record(`k${i}`, version))

let nats: TestNatsServer
let bus: Bus
let writer: ProjectionWriter
let projection: Projection<string>
let events: ProjectionEvent[]
beforeEach(async () => {
  nats = await startTestNatsServer()
  bus = await connectBus({ url: nats.url })
  writer = createProjectionWriter(bus.connection, { bucket: BUCKET, maxBytes: MAX_BYTES })
})
afterEach(async () => {
  await projection.close()
  await bus.close()
  await nats.close()
})

function watch(): Projection<string> {
  events = []
  projection = watchProjection(bus.connection, {
    bucket: BUCKET,
    parse: parseName,
    checkMs: CHECK_MS,
    onEvent: (event) => events.push(event),
  })
  return projection
}
const fill = (records: ProjectionRecord[]) => writer.reconcile({ records, epoch: 1 })
const rawBucket = async (): Promise<KV> => new Kvm(bus.connection).open(BUCKET)
const contents = () => Object.fromEntries(projection.entries())
const countOf = (type: ProjectionEvent['type']) => events.filter((event) => event.type === type).length
/** The reader has seen everything up to here once it shows this record. */
const barrier = async (version: number) => {
  await writer.put([record('barrier', version)])
  await expect.poll(() => projection.get('barrier'), WAIT).toBe(`barrier@1.${version}`)
}

describe('load', () => {
  it('waits for the bucket and for its marker, then serves all of it', async () => {
    watch()
    await expect.poll(() => countOf('retry'), WAIT).toBeGreaterThan(0)
    expect(projection.isReady()).toBe(false)
    expect(projection.staleMs()).toBe(Number.POSITIVE_INFINITY)
    const manager = await jetstreamManager(bus.connection)
    await new Kvm(bus.connection).create(BUCKET, { history: 1, max_bytes: MAX_BYTES, allow_direct: false })
    await writer.put(many(600))
    await expect.poll(async () => (await manager.streams.info(`KV_${BUCKET}`)).state.consumer_count, WAIT).toBe(1)
    expect(projection.size()).toBe(0) // not marked
    await fill(many(600))
    await projection.ready
    expect(projection.size()).toBe(600)
    expect(projection.get('k599')).toBe('k599@1.1')
    expect(projection.staleMs()).toBeLessThan(10_000)
  })

  it('does not take other bytes under the marker’s name for the marker', async () => {
    await new Kvm(bus.connection).create(BUCKET, { history: 1, max_bytes: MAX_BYTES, allow_direct: false })
    const kv = await rawBucket()
    await kv.put('a', JSON.stringify(record('a', 1)))
    await kv.put(READY_KEY, '{"type":"an answer of the server"}')
    expect(await writer.needsReconcile()).toBe(true)
    watch()
    await fill([record('a', 1), record('b', 1)])
    await projection.ready
    expect(contents()).toEqual({ a: 'a@1.1', b: 'b@1.1' })
    expect(events.find((event) => event.type === 'serving')?.detail).toMatch(/^2 records/)
  })
})

describe('live', () => {
  beforeEach(async () => {
    await fill([record('a', 5), record('b', 1)])
    await watch().ready
  })

  it('shows an update, calls back and counts', async () => {
    const changes: (string | undefined)[] = []
    const stop = projection.onChange(() => changes.push(projection.get('a')))
    const before = projection.revision()
    await writer.put([record('a', 6)])
    await expect.poll(() => changes.at(-1), WAIT).toBe('a@1.6')
    expect(projection.revision()).toBeGreaterThan(before)
    stop()
    const count = changes.length
    await barrier(1)
    expect(changes).toHaveLength(count)
  })

  it('X09: an older version never replaces a newer one', async () => {
    await (await rawBucket()).put('a', JSON.stringify(record('a', 4)))
    await barrier(1)
    expect(projection.get('a')).toBe('a@1.5')
    expect(countOf('older-entry')).toBe(1)
  })

  it('drops a record that lies under another name', async () => {
    await (await rawBucket()).put('b', JSON.stringify(record('a', 9)))
    await (await rawBucket()).put('c', JSON.stringify(record('a', 9)))
    await barrier(1)
    expect(contents()).toEqual({ a: 'a@1.5', b: 'b@1.1', barrier: 'barrier@1.1' })
    expect(countOf('foreign-entry')).toBe(2)
  })

  it('a deletion is a record; the bucket’s own delete and purge take nothing away', async () => {
    await writer.put([{ v: 1, key: 'a', epoch: 1, version: 6, isDeleted: true }])
    await (await rawBucket()).delete('b')
    await barrier(1)
    expect(contents()).toEqual({ b: 'b@1.1', barrier: 'barrier@1.1' })
    await (await rawBucket()).purge('b')
    await barrier(2)
    expect(projection.get('b')).toBe('b@1.1')
  })

  it('an unreadable update ends the old value', async () => {
    await (await rawBucket()).put('a', JSON.stringify({ v: 2, key: 'a', epoch: 1, version: 6 }))
    await barrier(1)
    expect(projection.get('a')).toBeUndefined()
    expect(countOf('bad-entry')).toBe(1)
  })

  it('heartbeats show that the feed lives and change nothing', async () => {
    await writer.heartbeat()
    await expect.poll(() => projection.heartbeatAgeMs(), WAIT).toBeLessThan(10_000)
    expect(contents()).toEqual({ a: 'a@1.5', b: 'b@1.1' })
    expect(await (await rawBucket()).get(HEARTBEAT_KEY)).not.toBeNull()
  })

  it('looks a record up in the bucket itself', async () => {
    expect(await projection.lookUp('nobody')).toBeUndefined()
    await writer.put([record('fresh', 1)])
    expect(await projection.lookUp('fresh')).toBe('fresh@1.1')
    await (await rawBucket()).put('copy', JSON.stringify(record('fresh', 2)))
    expect(await projection.lookUp('copy')).toBeUndefined()
  })
})

describe('faults', () => {
  const full = many(300)
  beforeEach(async () => {
    await fill(full)
    await watch().ready
  })
  /** Lowest number of records seen until `until` holds. */
  const smallestSizeUntil = async (until: () => boolean) => {
    let smallest = Number.POSITIVE_INFINITY
    await expect
      .poll(
        () => {
          smallest = Math.min(smallest, projection.size())
          return until()
        },
        { ...WAIT, interval: 5 },
      )
      .toBe(true)
    return smallest
  }

  it('goes on after a crash of the server', async () => {
    await nats.kill()
    await expect.poll(() => bus.isConnected(), WAIT).toBe(false)
    expect(projection.size()).toBe(300)
    await nats.restart()
    await expect.poll(() => bus.isConnected(), WAIT).toBe(true)
    await barrier(1)
    expect(projection.size()).toBe(301)
  })

  it('X07: a wiped store takes nothing away; the refilled one counts, with changes made meanwhile', async () => {
    expect(await writer.needsReconcile()).toBe(false)
    await (await jetstreamManager(bus.connection)).streams.delete(`KV_${BUCKET}`)
    expect(await writer.needsReconcile()).toBe(true)
    await expect.poll(() => countOf('resync'), WAIT).toBeGreaterThan(0)
    expect(projection.size()).toBe(300)
    const serving = countOf('serving')
    const refilling = fill([...full.slice(1), record('k0', 2)])
    const smallest = await smallestSizeUntil(() => countOf('serving') > serving)
    await refilling
    expect(smallest).toBe(300)
    expect(projection.get('k0')).toBe('k0@1.2')
    await barrier(1)
  })

  it('X07: a server that comes back empty takes nothing away, and its new store is seen', async () => {
    const serving = countOf('serving')
    await nats.restart({ isEmpty: true })
    await expect.poll(() => bus.isConnected(), WAIT).toBe(true)
    await expect.poll(() => countOf('retry'), WAIT).toBeGreaterThan(0)
    await fill(full)
    expect(await smallestSizeUntil(() => countOf('serving') > serving)).toBe(300)
    await barrier(1)
  })

  it('X09: a reload keeps what was newer', async () => {
    await writer.put([record('k0', 7), { v: 1, key: 'k1', epoch: 1, version: 7, isDeleted: true }])
    await barrier(1)
    await (await jetstreamManager(bus.connection)).streams.delete(`KV_${BUCKET}`)
    const serving = countOf('serving')
    await expect.poll(() => countOf('resync'), WAIT).toBeGreaterThan(0)
    await fill(full) // the versions of before
    await expect.poll(() => countOf('serving'), WAIT).toBeGreaterThan(serving)
    expect(projection.get('k0')).toBe('k0@1.7')
    expect(projection.get('k1')).toBeUndefined()
    expect(projection.get('k2')).toBe('k2@1.1')
  })

  it('notices a purge, which nobody announces, and serves on', async () => {
    const serving = countOf('serving')
    await (await jetstreamManager(bus.connection)).streams.purge(`KV_${BUCKET}`)
    await expect.poll(() => events.map((event) => event.detail), WAIT).toContain('entries vanished')
    expect(projection.size()).toBe(300)
    await fill(full)
    const smallest = await smallestSizeUntil(() => countOf('serving') > serving)
    expect(smallest).toBe(300)
  })
})
