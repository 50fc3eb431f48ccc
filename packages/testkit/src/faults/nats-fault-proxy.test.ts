import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StackNats, startNats } from '../start-nats.js'
import { waitUntil } from '../wait-until.js'
import { type NatsFaultProxy, startNatsFaultProxy } from './nats-fault-proxy.js'

let nats: StackNats
let proxy: NatsFaultProxy

beforeAll(async () => {
  nats = await startNats()
  proxy = await startNatsFaultProxy(nats.port)
})
afterAll(async () => {
  await proxy?.close()
  await nats?.close()
})

const open = () =>
  connect({
    servers: proxy.url,
    user: 'operator',
    pass: nats.passwords.operator,
    inboxPrefix: '_INBOX_operator',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 20,
  })

it('drops what it is told to, holds what it is told to, and is a plain wire otherwise', async () => {
  const connection = await open()
  try {
    const heard: string[] = []
    connection.subscribe('news', { callback: (_error, message) => void heard.push(message.string()) })
    const tell = async (text: string): Promise<void> => {
      connection.publish('news', text)
      await connection.flush()
    }
    await tell('one')
    proxy.set({ type: 'drop', direction: 'to-client', isDropped: ({ payload }) => payload === 'two' })
    await tell('two')
    await tell('three')
    expect(heard).toEqual(['one', 'three'])
    expect(proxy.droppedCount()).toBe(1)
    proxy.set({ type: 'silence' })
    const held = tell('four')
    await new Promise(setImmediate)
    expect(heard).toEqual(['one', 'three'])
    proxy.set({ type: 'none' })
    await held
    expect(heard).toEqual(['one', 'three', 'four'])
    proxy.set({ type: 'reset' })
    proxy.set({ type: 'none' })
    await waitUntil(() => {
      connection.publish('news', 'five') // some are lost with the connection
      return heard.includes('five')
    })
  } finally {
    await connection.close()
  }
})
