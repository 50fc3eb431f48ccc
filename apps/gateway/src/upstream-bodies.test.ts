// Bodies of upstreams that are packed, endless, of a wrong length or slow: handled, or told as a failure; never by the
// gateway's memory (RELIABILITY 8.4).
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { callIn, DIALECTS, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, MODEL, type TestGateway } from './testing/gateway-rig.js'

const MIB = 1024 ** 2
const MOST_GROWN_BYTES = 150 * MIB

/** What is written to a connection whose request has come; resolves when there is no more. */
type Answer = (socket: Socket) => void | Promise<void>

let rig: GatewayRig
let gateway: TestGateway
let server: Server
let answer: Answer
/** Bytes that went out to the gateway in the last call, and whether its connection is gone. */
let last: { socket: Socket; isClosed: boolean }

beforeAll(async () => {
  rig = await GatewayRig.start()
  rig.dontPunish() // every case meets the one channel, whatever the cases before it did
  server = createServer((socket) => {
    let request = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      request += bytes.toString('latin1')
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? Number.NaN)
      const at = request.indexOf('\r\n\r\n')
      if (at === -1 || request.length - at - 4 < length) return
      request = ''
      const call = { socket, isClosed: false }
      last = call
      socket.once('close', () => {
        call.isClosed = true
      })
      void answer(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  rig.putChannel({ baseUrl: `http://${host}/v1` })
  await rig.project()
  gateway = await rig.gateway({ EGRESS_ALLOW: host, UPSTREAM_TIMEOUT_MS: '6000', UPSTREAM_IDLE_TIMEOUT_MS: '1500' })
})
afterAll(async () => {
  await rig.close()
  server.close()
})

const WHOLE = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const STREAM = `${event('hello')}${event('', 'stop')}data: [DONE]\n\n`
const FORMS = [
  { form: 'whole', isStreamed: false, type: 'application/json', text: WHOLE },
  { form: 'streamed', isStreamed: true, type: 'text/event-stream', text: STREAM },
] as const
type Form = (typeof FORMS)[number]

const head = (lines: readonly string[], line = 'HTTP/1.1 200 OK') => `${[line, ...lines].join('\r\n')}\r\n\r\n`
const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
const send = ({ isStreamed }: Pick<Form, 'isStreamed'>) => gateway.chat('', { body: { stream: isStreamed } })
const eventOf = (response: Response) => rig.eventOf(response.headers.get('x-request-id') ?? '')
const VOID = { provenance: 'void', status: 'failed' }

async function expectFailed(response: Response): Promise<void> {
  expect(response.status).toBe(502)
  expect(response.headers.get('content-encoding')).toBeNull()
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  expect(error).toMatchObject({ code: 'upstream_error', message: expect.stringMatching(/^[ -~]+$/) })
  expect(await eventOf(response)).toMatchObject(VOID)
}

async function expectHello(response: Response, { isStreamed }: Form): Promise<void> {
  expect(response.status).toBe(200)
  for (const name of ['content-encoding', 'trailer', 'x-checksum']) expect(response.headers.get(name)).toBeNull()
  const text = await response.text()
  expect(text).toContain('hello')
  if (isStreamed) expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  else expect(JSON.parse(text)).toMatchObject({ choices: [{ message: { content: 'hello' } }] })
  expect(await eventOf(response)).toMatchObject({ status: 'completed' })
}

describe.each(FORMS)('U11: $form', (form) => {
  const { type, text } = form

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate, gzip', gzipSync(text)],
  ])('packed as %s though nobody asked for it: a failure, its header stays here', async (encoding, bytes) => {
    answer = (socket) => {
      const lines = [`content-type: ${type}`, `content-encoding: ${encoding}`, `content-length: ${bytes.length}`]
      socket.write(Buffer.concat([Buffer.from(head(lines)), bytes]))
    }
    await expectFailed(await send(form))
  })

  it('packed as nothing is taken as it is', async () => {
    answer = (socket) => {
      const lines = [
        `content-type: ${type}`,
        'content-encoding: identity',
        `content-length: ${Buffer.byteLength(text)}`,
      ]
      socket.write(head(lines) + text)
    }
    await expectHello(await send(form), form)
  })

  it('in chunks, with fields after the body', async () => {
    answer = (socket) => {
      const lines = [`content-type: ${type}`, 'transfer-encoding: chunked', 'trailer: x-checksum']
      const pieces = [text.slice(0, 7), text.slice(7, 50), text.slice(50)]
      socket.write(`${head(lines)}${pieces.map(chunked).join('')}0\r\nx-checksum: 1\r\n\r\n`)
    }
    await expectHello(await send(form), form)
  })

  it('of HTTP/1.0, ended by closing', async () => {
    answer = (socket) => void socket.end(head([`content-type: ${type}`], 'HTTP/1.0 200 OK') + text)
    await expectHello(await send(form), form)
  })

  it('shorter than announced', async () => {
    answer = (socket) => {
      const cut = text.slice(0, text.indexOf('hello') + 3)
      socket.end(head([`content-type: ${type}`, `content-length: ${Buffer.byteLength(text)}`]) + cut)
    }
    await expectFailed(await send(form))
  })

  it('longer than announced: what is too much is no part of it', async () => {
    answer = (socket) => {
      const lines = [`content-type: ${type}`, `content-length: ${Buffer.byteLength(text)}`]
      socket.write(`${head(lines)}${text}GARBAGE GARBAGE`)
    }
    await expectHello(await send(form), form)
  })

  it('announced with two lengths', async () => {
    answer = (socket) => {
      socket.write(head([`content-type: ${type}`, 'content-length: 5', `content-length: ${text.length}`]) + text)
    }
    await expectFailed(await send(form))
  })
})

it('U11: a packed refusal is told in our words', async () => {
  answer = (socket) => {
    const bytes = gzipSync('{"error":{"message":"no"}}')
    const lines = ['content-type: application/json', 'content-encoding: gzip', `content-length: ${bytes.length}`]
    socket.write(Buffer.concat([Buffer.from(head(lines, 'HTTP/1.1 400 Bad Request')), bytes]))
  }
  const response = await send({ isStreamed: false })
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { message: string } }
  expect(error.message).toMatch(/^[ -~]+$/)
})

/** Writes until the other side has had enough. */
async function pour(socket: Socket, first: string, piece: Buffer, mostBytes: number): Promise<void> {
  socket.write(first)
  let goOn = (): void => {}
  socket.on('drain', () => goOn()).once('close', () => goOn())
  while (socket.writable && socket.bytesWritten < mostBytes) {
    const isFull = new Promise<void>((resolve) => {
      goOn = resolve
    })
    if (!socket.write(piece)) await isFull
  }
}

/** @returns by how much this process grew at most while `work` ran */
async function growthOf(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return Math.max(most, process.memoryUsage().rss) - before
}

describe.each(FORMS)('U12: a bomb, $form', (form) => {
  it('is not opened: the call fails at once, and its connection is closed', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB))
    answer = (socket) =>
      pour(socket, head([`content-type: ${form.type}`, 'content-encoding: gzip']), bomb, 10_000 * MIB)
    const grown = await growthOf(async () => expectFailed(await send(form)))
    await waitUntil(() => last.isClosed)
    expect(last.socket.bytesWritten).toBeLessThan(64 * MIB)
    expect(grown).toBeLessThan(MOST_GROWN_BYTES)
  })
})

describe('U22: an endless answer', () => {
  const piece = Buffer.alloc(MIB, 'x')

  it('in one piece is cut at the cap', async () => {
    const start = '{"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"content":"'
    answer = (socket) => pour(socket, head(['content-type: application/json']) + start, piece, 300 * MIB)
    const grown = await growthOf(async () => {
      const response = await send({ isStreamed: false })
      expect(response.status).toBe(502)
      // it had begun to answer: nobody else is asked, and nothing is billed
      expect(await eventOf(response)).toMatchObject({ ...VOID, attempts: 1 })
    })
    await waitUntil(() => last.isClosed)
    expect(last.socket.bytesWritten).toBeLessThan(100 * MIB)
    expect(grown).toBeLessThan(MOST_GROWN_BYTES)
  })

  it('that is a refusal is read a little way only', async () => {
    answer = (socket) =>
      pour(socket, head(['content-type: text/html'], 'HTTP/1.1 500 Internal Server Error'), piece, 300 * MIB)
    const response = await send({ isStreamed: false })
    expect(response.status).toBe(502)
    await waitUntil(() => last.isClosed)
    expect(last.socket.bytesWritten).toBeLessThan(32 * MIB)
  })

  it('of one endless event is cut as well, in the stream’s own words where it had begun', async () => {
    answer = (socket) =>
      pour(socket, `${head(['content-type: text/event-stream'])}${event('hi')}data: `, piece, 300 * MIB)
    const grown = await growthOf(async () => {
      const text = await (await send({ isStreamed: true })).text()
      expect(text).toContain('hi')
      expect(text).toContain('"error"')
      expect(text).not.toContain('[DONE]')
    })
    await waitUntil(() => last.isClosed)
    expect(last.socket.bytesWritten).toBeLessThan(100 * MIB)
    expect(grown).toBeLessThan(MOST_GROWN_BYTES)
  })
})

describe('U17: a trickle', () => {
  /** A token now and then, `count` of them; the connection may go first. */
  const trickle =
    (count: number, everyMs: number): Answer =>
    async (socket) => {
      socket.write(head(['content-type: text/event-stream']))
      for (let n = 0; n < count && socket.writable; n++) {
        socket.write(event(`t${n} `))
        await new Promise((resolve) => setTimeout(resolve, everyMs))
      }
      if (socket.writable) socket.end(`${event('', 'stop')}data: [DONE]\n\n`)
    }

  it('that never pauses for the idle time-out is heard to its end', async () => {
    answer = trickle(6, 400)
    const text = await (await send({ isStreamed: true })).text()
    expect(text).toContain('t5')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  it('that would go on for ever ends with the whole call’s time, in every dialect', async () => {
    const sockets = new Set<Socket>()
    answer = (socket) => {
      sockets.add(socket)
      return trickle(1_000, 300)(socket)
    }
    const at = { url: gateway.url, key: rig.apiKey }
    await Promise.all(
      DIALECTS.map(async (dialect) => {
        const response = await callIn(at, dialect, { model: MODEL, isStreamed: true })
        const text = await response.text()
        expect(text).toContain('t0')
        expect(text).toContain('"error"')
        expect(text).not.toMatch(/\[DONE\]|message_stop|response\.completed|"finishReason"/)
        expect(await eventOf(response)).toMatchObject({ status: 'failed', errorCode: 'upstream_timeout' })
      }),
    )
    await waitUntil(() => [...sockets].every(({ destroyed }) => destroyed))
  })
})
