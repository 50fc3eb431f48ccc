import { existsSync } from 'node:fs'
import { connectBus, createProjectionWriter } from '@tollgate/messaging'
import { afterEach, expect, it } from 'vitest'
import { type StackNats, startNats } from './start-nats.js'

let nats: StackNats | undefined
afterEach(() => nats?.close())

const canWrite = async (user: 'admin-api' | 'gateway') => {
  if (nats === undefined) throw new Error('not started')
  const bus = await connectBus(nats.accessOf(user))
  try {
    const writer = createProjectionWriter(bus.connection, { bucket: 'keys', maxBytes: 1_000_000 })
    await writer.reconcile({ records: [], epoch: 1 })
    return !(await writer.needsReconcile())
  } catch {
    return false
  } finally {
    await bus.close()
  }
}

it('has the users of the installation with their permissions', async () => {
  nats = await startNats()
  expect(await canWrite('admin-api')).toBe(true)
  expect(await canWrite('gateway')).toBe(false)
})

it('keeps its port and data over a crash, and loses the data when it is told to', async () => {
  nats = await startNats()
  const { url } = nats
  await canWrite('admin-api')
  await nats.kill()
  await nats.start()
  const bus = await connectBus(nats.accessOf('admin-api'))
  const writer = createProjectionWriter(bus.connection, { bucket: 'keys', maxBytes: 1_000_000 })
  expect((await writer.reconcile({ records: [], epoch: 1 })).putCount).toBe(0)
  expect(await writer.needsReconcile()).toBe(false)
  await nats.stop()
  await nats.start({ isEmpty: true })
  await expect.poll(() => writer.needsReconcile().catch(() => false)).toBe(true)
  expect(nats.url).toBe(url)
  await bus.close()
})

it('leaves nothing behind', async () => {
  nats = await startNats()
  await nats.close()
  expect(existsSync(nats.dir)).toBe(false)
  await expect(fetch(`http://127.0.0.1:${nats.port}`)).rejects.toThrow()
})
