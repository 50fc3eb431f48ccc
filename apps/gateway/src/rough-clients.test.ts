// Clients that are slow, many or odd: what they hold is given back in time, and the others are served meanwhile.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, type TestGateway } from './testing/gateway-rig.js'

/** Longer than any time-out of the door and its check. */
const PATIENCE_MS = 240_000
const BYTE_EVERY_MS = 1_000
const POLL = { timeout: 90_000, interval: 100 }
const IDLE_CONNECTIONS = 5_000

let rig: GatewayRig
let gateway: TestGateway
const open = new Set<Socket>()
beforeAll(async () => {
  rig = await GatewayRig.start()
  gateway = await rig.gateway()
})
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await rig.close()
})

interface Visit {
  socket: Socket
  /** Everything that came back. */
  answer: () => string
  closed: Promise<unknown>
}

async function visit(text = ''): Promise<Visit> {
  const socket = connect(gateway.running.port, '127.0.0.1')
  open.add(socket)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  socket.on('error', () => {}) // a reset is an end as well
  const closed = once(socket, 'close').then(() => open.delete(socket))
  await once(socket, 'connect')
  socket.write(text)
  return { socket, answer: () => answer, closed }
}

/** Writes a byte now and then until the other side has had enough. */
function drip({ socket }: Visit, byte: string): void {
  const timer = setInterval(() => socket.write(byte), BYTE_EVERY_MS)
  socket.once('close', () => clearInterval(timer))
}

const isServed = async (): Promise<boolean> => (await gateway.chat('chunks=1')).status === 200
const BODY = 'POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

describe.concurrent('slow clients', () => {
  it(
    'C01: 500 sockets that never end their headers are closed; others are served',
    async () => {
      const visits = await Promise.all(Array.from({ length: 500 }, () => visit('GET /v1/models HTTP/1.1\r\nX-Slow: ')))
      for (const each of visits) drip(each, 'a')
      expect(await isServed()).toBe(true)
      await Promise.all(visits.map(({ closed }) => closed))
      for (const { answer } of visits) expect(answer()).toMatch(/^(HTTP\/1\.1 408 |$)/)
    },
    PATIENCE_MS,
  )

  it(
    'C02: 200 bodies of one byte now and then end with 408; others are served',
    async () => {
      const head = `${BODY}Authorization: Bearer ${rig.apiKey}\r\nContent-Length: 100000\r\n\r\n`
      const visits = await Promise.all(Array.from({ length: 200 }, () => visit(head)))
      for (const each of visits) drip(each, ' ')
      expect(await isServed()).toBe(true)
      await Promise.all(visits.map(({ closed }) => closed))
      expect(new Set(visits.map(({ answer }) => answer().slice(0, 13)))).toEqual(new Set(['HTTP/1.1 408 ']))
    },
    PATIENCE_MS,
  )
})

/** Both ends of each connection are in this process, and some files beside them. */
function mayOpen(connections: number): boolean {
  const limit = execFileSync('sh', ['-c', 'ulimit -n']).toString().trim()
  return limit === 'unlimited' || Number(limit) > 2 * connections + 1_000
}

it.skipIf(!mayOpen(IDLE_CONNECTIONS))(
  'C07: 5,000 idle connections keep nobody out',
  async () => {
    const visits: Visit[] = []
    while (visits.length < IDLE_CONNECTIONS)
      visits.push(
        ...(await Promise.all(Array.from({ length: 250 }, () => visit('GET /health HTTP/1.1\r\nHost: x\r\n\r\n')))),
      )
    await expect.poll(() => visits.every(({ answer }) => answer().startsWith('HTTP/1.1 200 ')), POLL).toBe(true)
    expect(await isServed()).toBe(true)
    for (const { socket } of visits) socket.destroy()
  },
  PATIENCE_MS,
)

describe('C16: what is more than HTTP', () => {
  it.each(['websocket', 'h2c'])('an upgrade to %s is none: the request is answered as it is', async (protocol) => {
    const { answer, closed } = await visit(
      `GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${protocol}\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    await closed
    expect(answer()).toMatch(/^HTTP\/1\.1 (400|401|404|426) /)
  })

  it('whoever waits for "100 continue" gets it, or the refusal, and does not hang', async () => {
    const head = `${BODY}Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n`
    const refused = await visit(`${head}Authorization: Bearer nonsense\r\n\r\n`)
    await refused.closed
    expect(refused.answer()).toContain('HTTP/1.1 401 ')
    const known = await visit(`${head}Authorization: Bearer ${rig.apiKey}\r\n\r\n{}`)
    await known.closed
    expect(known.answer()).toMatch(/HTTP\/1\.1 400 /)
  })

  it('trailers after a body change nothing', async () => {
    const { answer, closed } = await visit(
      `${BODY}Authorization: Bearer ${rig.apiKey}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X-Api-Key\r\n\r\n` +
        '2\r\n{}\r\n0\r\nX-Api-Key: another\r\n\r\n',
    )
    await closed
    expect(answer()).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('H06: headers without measure', () => {
  const ask = async (headers: string, path = '/v1/models'): Promise<string> => {
    const { answer, closed } = await visit(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`)
    await closed
    return answer()
  }

  it('20 KB in one, or in all, is 431', async () => {
    expect(await ask(`X-Long: ${'a'.repeat(20_000)}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    expect(await ask(Array.from({ length: 300 }, (_, n) => `X-${n}: ${'a'.repeat(60)}\r\n`).join(''))).toMatch(
      /^HTTP\/1\.1 431 /,
    )
  })

  it.each([300, 2_200])('%i short ones are 431 on every path, and others are served', async (count) => {
    const many = Array.from({ length: count }, (_, n) => `${n}:\r\n`).join('')
    for (const path of ['/v1/models', '/health', '/graphql', '/login'])
      expect([path, (await ask(many, path)).slice(0, 13)]).toEqual([path, 'HTTP/1.1 431 '])
    expect(await isServed()).toBe(true)
  })

  it('and 80 are not too many', async () => {
    expect(await ask(Array.from({ length: 80 }, (_, n) => `X-${n}: a\r\n`).join(''))).toMatch(/^HTTP\/1\.1 401 /)
  })
})

describe('H07: several requests on one connection', () => {
  it('that are sent at once are answered in their order', async () => {
    const health = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'
    const last = 'GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    const { answer, closed } = await visit(health + health + last)
    await closed
    expect([...answer().matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status)).toEqual(['200', '200', '401'])
  })

  it('the second of which came behind a body that was refused is not read from within that body', async () => {
    const inner = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'
    const { answer, closed } = await visit(`${BODY}Content-Length: 1000000000\r\n\r\n${inner}${inner}`)
    await closed
    expect([...answer().matchAll(/HTTP\/1\.1 (\d+) /g)].length).toBe(1)
    expect(answer()).not.toContain('"status":"ok"')
  })
})
