import { jetstreamManager } from '@nats-io/jetstream'
import { type Bus, connectBus, ensureStream } from '@tollgate/messaging'
import { startTestNatsServer, type TestNatsServer } from '@tollgate/messaging/testing'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStreamPublisher, type StreamPublisher } from './stream-publisher.js'

const PASSWORDS = { gateway: 'g', billing: 'b', operator: 'o' }
let nats: TestNatsServer
let operator: Bus
let gateway: Bus
let publisher: StreamPublisher
beforeAll(async () => {
  nats = await startTestNatsServer(PASSWORDS)
  operator = await connectBus({ url: nats.url, user: 'operator', password: 'o' })
  gateway = await connectBus({ url: nats.url, user: 'gateway', password: 'g' })
  publisher = createStreamPublisher(gateway.connection, { inboxPrefix: '_INBOX_gateway', timeoutMs: 300 })
})
afterAll(async () => {
  publisher.close()
  await gateway.close()
  await operator.close()
  await nats.close()
})

const streams = async () => (await jetstreamManager(operator.connection)).streams
const ensure = async (maxBytes: number) =>
  ensureStream(await jetstreamManager(operator.connection), {
    name: 'USAGE',
    subjects: ['usage.v1.>'],
    discard: 'new',
    maxBytes,
    maxAgeMs: 60_000,
    duplicateWindowMs: 60_000,
  })

it('rejects while there is no stream', async () => {
  await expect(publisher.publish('usage.v1.0', '{}', 'a')).rejects.toThrow('there is no stream')
})

it('as user gateway: resolves when stored; one message id is stored once', async () => {
  await ensure(1_000_000)
  await Promise.all(Array.from({ length: 50 }, (_, n) => publisher.publish(`usage.v1.${n % 16}`, '{}', `id-${n}`)))
  await publisher.publish('usage.v1.0', '{}', 'id-0')
  expect((await (await streams()).info('USAGE')).state.messages).toBe(50)
})

it('F5: rejects where the stream is full, in its words', async () => {
  await ensure(3_000)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => publisher.publish('usage.v1.1', 'x'.repeat(500), `full-${n}`)),
  )
  const refused = outcomes.find(({ status }) => status === 'rejected')
  expect(String(refused && 'reason' in refused && refused.reason)).toContain('maximum bytes')
})

it('rejects where nobody answers', async () => {
  await nats.kill()
  await expect(publisher.publish('usage.v1.0', '{}', 'late')).rejects.toThrow('did not answer')
  await nats.restart()
  await waitUntil(() => operator.isConnected() && gateway.isConnected())
})
