import { jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { READY_KEY } from '@tollgate/protocols/events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Bus, connectBus } from './bus.js'
import { createProjectionWriter, type ProjectionWriter } from './projection.writer.js'
import type { ProjectionRecord } from './projection-diff.js'
import { startTestNatsServer, type TestNatsServer } from './testing/index.js'

const PASSWORDS = { gateway: 'g', 'admin-api': 'a', operator: 'o' }
const OPTIONS = { bucket: 'catalog', maxBytes: 1_000_000 }
const record = (key: string, version: number): ProjectionRecord => ({ v: 1, key, epoch: 1, version })

let nats: TestNatsServer
let bus: Bus
let writer: ProjectionWriter
beforeEach(async () => {
  nats = await startTestNatsServer(PASSWORDS)
  bus = await connectBus({ url: nats.url, user: 'admin-api', password: 'a' })
  writer = createProjectionWriter(bus.connection, OPTIONS)
})
afterEach(async () => {
  await bus.close()
  await nats.close()
})

const bucket = () => new Kvm(bus.connection).open(OPTIONS.bucket)
const streamInfo = async () => (await jetstreamManager(bus.connection)).streams.info('KV_catalog')

it('creates the bucket with its limits, as the user of admin-api, and marks it complete last', async () => {
  const result = await writer.reconcile({ records: [record('a', 1), record('b', 1)], epoch: 1 })
  expect(result).toEqual({ putCount: 2, deletedCount: 0, ahead: [] })
  const { config, state } = await streamInfo()
  expect(config).toMatchObject({ max_bytes: 1_000_000, max_msgs_per_subject: 1, storage: 'file' })
  expect(config.allow_direct ?? false).toBe(false)
  expect((await (await bucket()).get(READY_KEY))?.revision).toBe(state.last_seq)
})

it('brings an existing bucket to these limits', async () => {
  await new Kvm(bus.connection).create('catalog', { history: 1, max_bytes: 5_000, allow_direct: true })
  await writer.reconcile({ records: [record('a', 1)], epoch: 1 })
  const { config } = await streamInfo()
  expect(config.max_bytes).toBe(1_000_000)
  expect(config.allow_direct ?? false).toBe(false)
})

it('puts and deletes only what differs', async () => {
  await writer.reconcile({ records: [record('a', 1), record('b', 1)], epoch: 1 })
  await (await bucket()).put('b', 'junk')
  const result = await writer.reconcile({ records: [record('b', 1), record('c', 1)], epoch: 1 })
  expect(result).toEqual({ putCount: 2, deletedCount: 1, ahead: [] })
  expect((await (await bucket()).get('a'))?.json()).toMatchObject({ key: 'a', version: 2, isDeleted: true })
  const again = await writer.reconcile({ records: [record('b', 1), record('c', 1)], epoch: 1 })
  expect(again).toEqual({ putCount: 0, deletedCount: 0, ahead: [] })
})

it('says what the bucket has newer than the database', async () => {
  await writer.reconcile({ records: [record('a', 3)], epoch: 1 })
  expect((await writer.reconcile({ records: [record('a', 2)], epoch: 1 })).ahead).toMatchObject([
    { key: 'a', epoch: 1, version: 3, record: { key: 'a', version: 3 } },
  ])
  expect((await (await bucket()).get('a'))?.json()).toMatchObject({ version: 3 })
})

it('notices a lost, a replaced and an unmarked bucket', async () => {
  expect(await writer.needsReconcile()).toBe(true)
  await writer.reconcile({ records: [record('a', 1)], epoch: 1 })
  expect(await writer.needsReconcile()).toBe(false)
  await (await bucket()).delete(READY_KEY)
  expect(await writer.needsReconcile()).toBe(true)
  await writer.reconcile({ records: [record('a', 1)], epoch: 1 })
  await (await jetstreamManager(bus.connection)).streams.delete('KV_catalog')
  const other = createProjectionWriter(bus.connection, OPTIONS)
  await other.reconcile({ records: [record('a', 1)], epoch: 1 })
  expect(await other.needsReconcile()).toBe(false)
  expect(await writer.needsReconcile()).toBe(true)
})

it('does not mark a bucket complete that it could not fill', async () => {
  const tooSmall = createProjectionWriter(bus.connection, { bucket: 'catalog', maxBytes: 2_000 })
  const records = Array.from({ length: 200 }, (_, i) => record(`k${i}`, 1))
  await expect(tooSmall.reconcile({ records, epoch: 1 })).rejects.toThrow(/maximum bytes/)
  expect(await (await bucket()).get(READY_KEY)).toBeNull()
})

it('the gateway’s user cannot write', async () => {
  await writer.reconcile({ records: [record('a', 1)], epoch: 1 })
  const gateway = await connectBus({ url: nats.url, user: 'gateway', password: 'g' })
  const intruder = createProjectionWriter(gateway.connection, OPTIONS)
  await expect(intruder.put([record('a', 2)])).rejects.toThrow()
  expect((await (await bucket()).get('a'))?.json()).toMatchObject({ version: 1 })
  await gateway.close()
})
