import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createEgress, type Egress } from './dispatcher.js'

const LOOPBACK = '127.0.0.1'
let upstream: Server
let proxy: Server
let asked: string[] = []
let reached: string[] = []
let status = 200
let egress: Egress | undefined

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, LOOPBACK, () => resolve()))
const portOf = (server: Server): number => (server.address() as AddressInfo).port

beforeAll(async () => {
  upstream = createServer((request, response) => {
    reached.push(`${request.headers.host} ${request.url}`)
    response.end('upstream')
  })
  proxy = createServer()
  proxy.on('connect', (request: IncomingMessage, socket) => {
    asked.push(request.url ?? '')
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const through = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  await Promise.all([listen(upstream), listen(proxy)])
})
afterAll(async () => {
  await egress?.close()
  for (const server of [upstream, proxy]) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(async () => {
  await egress?.close()
  asked = []
  reached = []
  status = 200
})

function ask(allow: string[], host = LOOPBACK): Promise<string> {
  egress = createEgress({ allow, resolve: async () => [LOOPBACK] })
  const origin = `http://${host}:${portOf(upstream)}`
  return egress
    .request({ origin, proxy: `http://${LOOPBACK}:${portOf(proxy)}`, path: '/v1', method: 'GET' })
    .then(async ({ body }) => Buffer.concat(await body.toArray()).toString())
}
const entry = (server: Server, host = LOOPBACK): string => `${host}:${portOf(server)}`

it('goes by way of the proxy, which is asked for the address that was judged', async () => {
  expect(await ask([entry(upstream, 'models.test'), entry(proxy)], 'models.test')).toBe('upstream')
  expect(asked).toEqual([entry(upstream)])
  expect(reached).toEqual([`models.test:${portOf(upstream)} /v1`])
})

it('S05: a target that is not allowed is refused before the proxy hears of it', async () => {
  await expect(ask([entry(proxy)])).rejects.toMatchObject({ code: 'egress_blocked' })
  await expect(ask([entry(proxy)], 'models.test')).rejects.toMatchObject({ code: 'egress_blocked' })
  expect(asked).toEqual([])
})

it('a proxy that is not allowed is not called', async () => {
  await expect(ask([entry(upstream)])).rejects.toMatchObject({ code: 'egress_blocked' })
  expect(asked).toEqual([])
})

it('a proxy that refuses is a refusal', async () => {
  status = 407
  await expect(ask([entry(upstream), entry(proxy)])).rejects.toMatchObject({ code: 'egress_refused' })
  expect(reached).toEqual([])
})
