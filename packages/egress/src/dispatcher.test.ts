import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { request as plainRequest } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BlockedCall } from './connector.js'
import { createEgress, type Egress, type EgressOptions } from './dispatcher.js'
import { EgressError } from './egress-error.js'
import { parseTarget } from './target.js'

const LOOPBACK = '127.0.0.1'
const WAIT = { timeout: 45_000, interval: 10 }

interface Canary {
  port: number
  url: string
  hits: string[]
  connectionCount(): number
}

let servers: (Server | TcpServer)[]
let canary: Canary
let mock: Canary
let egress: Egress
let blocked: BlockedCall[]
beforeEach(async () => {
  servers = []
  blocked = []
  canary = await startHttp((_, response) => response.end('canary'))
  mock = await startHttp((_, response) => response.end('mock'))
})
afterEach(async () => {
  await egress?.close()
  for (const server of servers) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const listen = (server: Server | TcpServer, host = LOOPBACK) =>
  new Promise<number>((resolve) => {
    servers.push(server)
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port))
  })

async function startHttp(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Canary> {
  const hits: string[] = []
  const connections = new Set<unknown>()
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    answer(request, response)
  })
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  const port = await listen(server)
  return { port, url: `http://${LOOPBACK}:${port}/`, hits, connectionCount: () => connections.size }
}

function open(options: Partial<EgressOptions> = {}): Egress {
  egress = createEgress({ allow: [`${LOOPBACK}:${mock.port}`], onBlocked: (call) => blocked.push(call), ...options })
  return egress
}
const get = async (url: string, more: object = {}) => {
  const { statusCode, headers, body } = await egress.request({ ...parseTarget(url), method: 'GET', ...more })
  return { statusCode, headers, text: Buffer.concat(await body.toArray()).toString() }
}
/** The error of a call that must fail; fails when it does not. */
const failure = async (url: string): Promise<EgressError> => {
  try {
    await get(url)
  } catch (error) {
    if (EgressError.is(error)) return error
    throw error
  }
  throw new Error(`${url} was reached`)
}
const answering = (answers: Record<string, string[]>) => async (hostname: string) => answers[hostname] ?? []

describe('S03 P0 forms of a private address', () => {
  it.each([
    ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0', '１２７.0.0.1', '127。0。0。1'],
    ...['[::1]', '[::127.0.0.1]', '[::ffff:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
  ])('%s is blocked', async (host) => {
    open()
    expect(await failure(`http://${host}:${canary.port}/x`)).toMatchObject({ code: 'egress_blocked' })
    expect(blocked).toMatchObject([{ stage: 'literal' }])
    expect(canary.hits).toEqual([])
  })

  it('control: without the guard the canary is reached by each form of its address', async () => {
    const forms = ['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0', '[::ffff:127.0.0.1]']
    for (const host of forms) await (await plainRequest(`http://${host}:${canary.port}/`)).body.dump()
    expect(canary.hits).toHaveLength(forms.length)
  })

  it('an exact entry opens its own port in every form, and nothing else', async () => {
    open()
    expect((await get(mock.url)).text).toBe('mock')
    expect((await get(`http://2130706433:${mock.port}/`)).text).toBe('mock')
    expect((await failure(`http://[::ffff:127.0.0.1]:${mock.port}/`)).code).toBe('egress_blocked')
    expect((await failure(`http://127.0.0.2:${mock.port}/`)).code).toBe('egress_blocked')
    expect((await failure(`http://localhost:${mock.port}/`)).code).toBe('egress_blocked')
    expect((await failure(canary.url)).code).toBe('egress_blocked')
    expect(canary.hits).toEqual([])
  })
})

describe('S02 P0 the URL is parsed once', () => {
  it.each([
    `http://allowed.test@${LOOPBACK}:PORT/`,
    `http://allowed.test:80@${LOOPBACK}:PORT/`,
    `http://${LOOPBACK}:PORT\\@allowed.test/`,
    `http://${LOOPBACK}:PORT#@allowed.test/`,
    `http:${LOOPBACK}:PORT/`,
    `http:///${LOOPBACK}:PORT/`,
    `ftp://${LOOPBACK}:PORT/`,
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'nonsense',
  ])('%s', async (url) => {
    open({ resolve: answering({ 'allowed.test': ['8.8.8.8'] }) })
    expect((await failure(url.replace('PORT', String(canary.port)))).code).toBe('egress_blocked')
    expect(canary.hits).toEqual([])
  })

  it('a path cannot become another host', async () => {
    open()
    const target = { origin: `http://${LOOPBACK}:${mock.port}`, method: 'GET' } as const
    await expect(egress.request({ ...target, path: canary.url })).rejects.toThrow(TypeError)
    await expect(egress.request({ ...target, path: '@evil.test/' })).rejects.toThrow(TypeError)
    expect(mock.hits).toEqual([])
  })
})

describe('S05 P0 what a name resolves to', () => {
  it.each([
    [['127.0.0.1']],
    [['10.0.0.5']],
    [['169.254.169.254']],
    [['100.64.0.1']],
    [['0.0.0.0']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['8.8.8.8', '127.0.0.1']],
    [['127.0.0.1', '8.8.8.8']],
    [['8.8.8.8', '::1']],
    [['2606:4700::1', '10.0.0.1']],
    [['8.8.8.8', 'junk']],
  ])('%j is blocked: any bad answer blocks', async (addresses) => {
    open({ resolve: answering({ 'name.test': addresses }) })
    const url = `http://name.test:${canary.port}/`
    expect(await failure(url)).toMatchObject({ code: 'egress_blocked' })
    expect(blocked).toMatchObject([{ hostPort: `name.test:${canary.port}`, stage: 'resolved' }])
    expect(canary.hits).toEqual([])
  })

  it('control: a name whose exact host:port is listed is reached at a private address', async () => {
    open({ allow: [`name.test:${mock.port}`], resolve: answering({ 'name.test': [LOOPBACK] }) })
    expect((await get(`http://name.test:${mock.port}/`)).text).toBe('mock')
    expect((await get(`http://NAME.test.:${mock.port}/`).catch((error) => error)).code).toBe('egress_unresolvable')
    expect((await failure(`http://name.test:${canary.port}/`)).code).toBe('egress_blocked')
    expect((await failure(mock.url)).code).toBe('egress_blocked')
  })

  it('a listed address does not open a name that leads there', async () => {
    open({ resolve: answering({ 'name.test': [LOOPBACK] }) })
    expect((await failure(`http://name.test:${mock.port}/`)).code).toBe('egress_blocked')
  })

  it('rebinding: connects to what was judged, asks the name server once', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    let asked = 0
    open({ allow: [`name.test:${mock.port}`], resolve: async () => answers[asked++] ?? [] })
    expect((await get(`http://name.test:${mock.port}/`)).text).toBe('mock')
    expect(asked).toBe(1)
  })

  it('judges the address that the socket has in the end: 0.0.0.0 leads to loopback', async () => {
    open({ allow: [`name.test:${canary.port}`], resolve: async () => ['0.0.0.0'] })
    expect((await failure(`http://name.test:${canary.port}/`)).code).toBe('egress_blocked')
    expect(blocked).toMatchObject([{ stage: 'connected', address: LOOPBACK }])
    expect(canary.hits).toEqual([])
  })

  it('tries the next address where the first does not answer', async () => {
    open({ allow: [`name.test:${mock.port}`], resolve: async () => ['127.0.0.9', LOOPBACK] })
    expect((await get(`http://name.test:${mock.port}/`)).text).toBe('mock')
  })

  it('blocked, refused and unresolvable look alike from outside', async () => {
    const { port: closedPort } = await closedServer()
    open({ allow: [`${LOOPBACK}:${closedPort}`], resolve: answering({}) })
    const errors = [
      await failure(canary.url),
      await failure(`http://${LOOPBACK}:${closedPort}/`),
      await failure('http://nowhere.test/'),
    ]
    expect(errors.map((error) => error.code)).toEqual(['egress_blocked', 'egress_refused', 'egress_unresolvable'])
    expect(new Set(errors.map((error) => error.outwardClass))).toEqual(new Set(['unreachable']))
    expect(new Set(errors.map((error) => error.message)).size).toBe(1)
  })
})

async function closedServer(): Promise<{ port: number }> {
  const server = createTcpServer()
  const port = await listen(server)
  servers.pop()
  await new Promise((resolve) => server.close(resolve))
  return { port }
}

describe('S07 P0 redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i is handed on, not followed', async (statusCode) => {
    const locations = [canary.url, `//${LOOPBACK}:${canary.port}/`, 'file:///etc/passwd', 'gopher://127.0.0.1/']
    for (const location of locations) {
      const redirecting = await startHttp((_, response) => response.writeHead(statusCode, { location }).end())
      open({ allow: [`${LOOPBACK}:${redirecting.port}`, `${LOOPBACK}:${canary.port}`] })
      const answer = await get(redirecting.url)
      expect([answer.statusCode, answer.headers.location]).toEqual([statusCode, location])
      await egress.close()
    }
    expect(canary.hits).toEqual([])
  })

  it('control: fetch follows to the canary', async () => {
    const redirecting = await startHttp((_, response) => response.writeHead(302, { location: canary.url }).end())
    await (await fetch(redirecting.url)).text()
    expect(canary.hits).toEqual(['/'])
  })
})

describe('S14 P0 a changed allow list', () => {
  it('closes pooled sockets of what was taken away and refuses the next call; a running one ends in peace', async () => {
    let finish = (): void => {}
    const slow = await startHttp((_, response) => {
      response.write('begin ')
      finish = () => response.end('end')
    })
    open({ allow: [`${LOOPBACK}:${mock.port}`, `${LOOPBACK}:${slow.port}`, `${LOOPBACK}:${canary.port}`] })
    await get(mock.url)
    await get(canary.url)
    const running = await egress.request({ ...parseTarget(slow.url), method: 'GET' })
    expect(mock.connectionCount()).toBe(1)
    egress.setAllowed([`${LOOPBACK}:${canary.port}`])
    expect((await failure(mock.url)).code).toBe('egress_blocked')
    expect((await failure(slow.url)).code).toBe('egress_blocked')
    await expect.poll(() => mock.connectionCount(), WAIT).toBe(0)
    expect(canary.connectionCount()).toBe(1)
    finish()
    expect(Buffer.concat(await running.body.toArray()).toString()).toBe('begin end')
    egress.setAllowed([`${LOOPBACK}:${mock.port}`])
    expect((await get(mock.url)).text).toBe('mock')
  })

  it('a list with a range in it is refused whole and the old one stays', async () => {
    open()
    expect(() => egress.setAllowed(['10.0.0.0/8:80'])).toThrow('10.0.0.0/8:80')
    expect((await get(mock.url)).text).toBe('mock')
  })
})

describe('calls', () => {
  it('sends method, headers and body, streams the answer, keeps the connection', async () => {
    const echo = await startHttp((request, response) => {
      response.writeHead(201, { 'x-method': request.method ?? '', 'x-key': String(request.headers['x-key']) })
      request.pipe(response)
    })
    open({ allow: [`${LOOPBACK}:${echo.port}`] })
    for (const body of ['hello', Buffer.from('bytes')]) {
      const answer = await get(`${echo.url}a?b=c`, { method: 'POST', body, headers: { 'x-key': 'k' } })
      expect(answer).toMatchObject({
        statusCode: 201,
        text: String(body),
        headers: { 'x-method': 'POST', 'x-key': 'k' },
      })
      await new Promise(setImmediate) // undici lends a socket again one turn later
    }
    expect(echo.hits).toEqual(['/a?b=c', '/a?b=c'])
    expect(echo.connectionCount()).toBe(1)
  })

  it('ends a call by its signal and by its time-outs', async () => {
    const silent = await startHttp(() => {})
    open({ allow: [`${LOOPBACK}:${silent.port}`] })
    const call = { ...parseTarget(silent.url), method: 'GET' } as const
    const abort = new AbortController()
    const aborted = egress.request({ ...call, signal: abort.signal })
    await expect.poll(() => silent.hits.length, WAIT).toBe(1)
    abort.abort(new Error('the client has gone'))
    await expect(aborted).rejects.toThrow('the client has gone')
    await expect(egress.request({ ...call, headersTimeoutMs: 20 })).rejects.toMatchObject({ code: 'egress_timeout' })
  })

  it('says that a connection was lost', async () => {
    const dying = await startHttp((request) => request.socket.destroy())
    open({ allow: [`${LOOPBACK}:${dying.port}`] })
    expect((await failure(dying.url)).code).toBe('egress_broken')
  })

  it('TLS asks for the certificate of the name, and an untrusted one is refused', async () => {
    const names: (string | undefined)[] = []
    const SNICallback = (name: string, done: (error: null) => void) => {
      names.push(name)
      done(null)
    }
    const server = createTlsServer({ SNICallback })
    const port = await listen(server)
    open({ allow: [`name.test:${port}`], resolve: async () => [LOOPBACK] })
    expect((await failure(`https://name.test:${port}/`)).code).toBe('egress_refused')
    expect(names).toEqual(['name.test'])
  })

  it('keeps at most so many origins, the least recently used goes', async () => {
    const [first, second] = [await startHttp((_, r) => r.end('1')), await startHttp((_, r) => r.end('2'))]
    open({ allow: [mock, first, second].map(({ port }) => `${LOOPBACK}:${port}`), maxOrigins: 2 })
    await get(mock.url)
    await get(first.url)
    await get(mock.url)
    await get(second.url)
    await expect.poll(() => first.connectionCount(), WAIT).toBe(0)
    expect(mock.connectionCount()).toBe(1)
    expect((await get(first.url)).text).toBe('1')
  })

  it('closes an origin that nobody calls', async () => {
    open({ originIdleMs: 20 })
    await get(mock.url)
    await expect.poll(() => mock.connectionCount(), WAIT).toBe(0)
    expect((await get(mock.url)).text).toBe('mock')
  })

  it('takes no call after close', async () => {
    open()
    await egress.close()
    expect((await failure(mock.url)).code).toBe('egress_refused')
  })
})
