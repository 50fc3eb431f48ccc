import { afterEach, expect, it } from 'vitest'
import { type Bus, connectBus } from './bus.js'
import { startTestNatsServer, type TestNatsServer } from './testing/index.js'

const WAIT = { timeout: 45_000, interval: 10 }
const ACCESS = { user: 'gateway', password: 'right' }

let nats: TestNatsServer | undefined
let bus: Bus | undefined
afterEach(async () => {
  await bus?.close()
  await nats?.close()
})

it('knows whether NATS is there, over a crash', async () => {
  nats = await startTestNatsServer({ gateway: 'right' })
  bus = await connectBus({ url: nats.url, ...ACCESS })
  expect(bus.isConnected()).toBe(true)
  await nats.kill()
  await expect.poll(() => bus?.isConnected(), WAIT).toBe(false)
  await nats.restart()
  await expect.poll(() => bus?.isConnected(), WAIT).toBe(true)
  await bus.connection.flush()
  await bus.close()
  expect(bus.isConnected()).toBe(false)
})

it('X08: waits for a NATS that is not there yet', async () => {
  nats = await startTestNatsServer({ gateway: 'right' })
  await nats.kill()
  const connecting = connectBus({ url: nats.url, ...ACCESS })
  expect(await Promise.race([connecting, new Promise((resolve) => setImmediate(() => resolve('waiting')))])).toBe(
    'waiting',
  )
  await nats.restart()
  bus = await connecting
  expect(bus.isConnected()).toBe(true)
})

it('throws on a wrong password', async () => {
  nats = await startTestNatsServer({ gateway: 'right' })
  await expect(connectBus({ url: nats.url, user: 'gateway', password: 'wrong' })).rejects.toThrow(/authorization/i)
})
