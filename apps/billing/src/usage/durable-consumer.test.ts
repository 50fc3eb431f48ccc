import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { CONSUMERS, STREAM_SUBJECTS, STREAMS } from '@tollgate/messaging'
import { type StackNats, startNats } from '@tollgate/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ensureDurable } from './durable-consumer.js'

const EVENTS = 3
const MAX_BYTES = 1024 ** 2

let nats: StackNats
let connection: NatsConnection
let manager: JetStreamManager

beforeAll(async () => {
  nats = await startNats()
  const { url: servers, user, password: pass } = nats.accessOf('operator')
  connection = await connect({ servers, user, pass, inboxPrefix: '_INBOX_operator' })
  manager = await jetstreamManager(connection)
})
afterAll(async () => {
  await connection?.close()
  await nats?.close()
})
beforeEach(async () => {
  await manager.streams.delete(STREAMS.usage).catch(() => {})
  const subject = STREAM_SUBJECTS[STREAMS.usage]
  await manager.streams.add({ name: STREAMS.usage, subjects: [subject], max_bytes: MAX_BYTES })
  for (let index = 0; index < EVENTS; index++) await jetstream(connection).publish(subject.replace('>', '0'), '{}')
})

it.each([
  ['behind what the database has', EVENTS, 1],
  ['at the end, where all of it is settled', EVENTS + 1, 0],
  ['with all of it, where the stream is older than the database: its numbers were used before', EVENTS + 8, EVENTS],
])('begins %s', async (_where, fromSeq, waiting) => {
  await ensureDurable(manager, { fromSeq, epoch: 1n })
  expect((await manager.consumers.info(STREAMS.usage, CONSUMERS.usage)).num_pending).toBe(waiting)
})
