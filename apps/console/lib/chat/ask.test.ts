import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ask } from './ask'
import { SessionEnded, type TicketSource } from './ticket-source'

/** What the server does with each call; the page's own relative address is resolved to it. */
let answer: (ticket: string) => { status: number; body: string; isLeftOpen?: boolean; retryAfter?: string }
let server: Server
const realFetch = globalThis.fetch

beforeEach(async () => {
  server = createServer((request, response) => {
    const { status, body, isLeftOpen, retryAfter } = answer(request.headers.authorization ?? '')
    const retry = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    response.writeHead(status, { 'x-request-id': 'r-1', 'content-type': 'text/event-stream', ...retry })
    response.write(body)
    if (!isLeftOpen) response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(`http://127.0.0.1:${port}${path}`, init))
})
afterEach(() => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  server.close()
})

const request = { model: 'm', turns: [], parameters: {}, canSee: false }
const chunk = (text: string) => `data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`

function createTickets(): TicketSource & { dropped: number } {
  const tickets = {
    dropped: 0,
    get: async () => `tk-${tickets.dropped}`,
    drop() {
      tickets.dropped += 1
    },
  }
  return tickets
}

const run = (controller = new AbortController(), onText: (text: string) => void = () => undefined) =>
  ask({ request, tickets: createTickets(), signal: controller.signal, onChunk: ({ text }) => onText(text) })

it('ends well at the terminator, with what the answer told', async () => {
  answer = () => ({
    status: 200,
    body: `${chunk('Hi')}data: {"choices":[],"tollgate":{"cost":"0.1"}}\n\ndata: [DONE]\n\n`,
  })
  const outcome = await run()
  expect(outcome).toMatchObject({ state: 'done', facts: { requestId: 'r-1', cost: '0.1' } })
  expect(outcome.error).toBeUndefined()
})

it('never takes a stream that merely stops for a whole answer', async () => {
  answer = () => ({ status: 200, body: chunk('Hi') })
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'truncated' } })
})

it('tells an error inside the stream', async () => {
  answer = () => ({ status: 200, body: `${chunk('Hi')}data: {"error":{"message":"gone","code":"upstream_error"}}\n\n` })
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'upstream_error', message: 'gone' } })
})

it('tells a refusal by its code, and one without a body by its status', async () => {
  answer = () => ({ status: 402, body: '{"error":{"message":"no money","code":"insufficient_quota"}}' })
  expect(await run()).toMatchObject({
    state: 'failed',
    error: { code: 'insufficient_quota' },
    facts: { requestId: 'r-1' },
  })
  answer = () => ({ status: 502, body: '<html>' })
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'http_502' } })
})

it('tells when it may be asked again', async () => {
  answer = () => ({ status: 429, body: '{"error":{"code":"rate_limit_exceeded"}}', retryAfter: '30' })
  const before = Date.now()
  const { error } = await run()
  expect(error?.code).toBe('rate_limit_exceeded')
  expect(error?.retryAtMs).toBeGreaterThanOrEqual(before + 30_000)
})

it('tells its id before the first word, and a session that is over from a ticket that failed', async () => {
  answer = () => ({ status: 200, body: `${chunk('Hi')}data: [DONE]\n\n` })
  const told: string[] = []
  const onBegun = (id: string) => told.push(id)
  const onChunk = ({ text }: { text: string }) => told.push(text)
  const signal = new AbortController().signal
  await ask({ request, tickets: createTickets(), signal, onChunk, onBegun })
  expect(told.slice(0, 2)).toEqual(['r-1', 'Hi'])
  const failWith = (cause: Error) => ({ get: () => Promise.reject(cause), drop: () => undefined })
  const codeOf = async (cause: Error) => (await ask({ request, tickets: failWith(cause), signal, onChunk })).error?.code
  expect(await codeOf(new SessionEnded())).toBe('session')
  expect(await codeOf(new Error('down'))).toBe('ticket')
})

it('asks once more with a new ticket when the old one is refused', async () => {
  const tickets = createTickets()
  answer = (ticket) =>
    ticket === 'Bearer tk-1' ? { status: 200, body: 'data: [DONE]\n\n' } : { status: 401, body: '{}' }
  const outcome = await ask({ request, tickets, signal: new AbortController().signal, onChunk: () => undefined })
  expect(outcome.state).toBe('done')
  expect(tickets.dropped).toBe(1)
})

it('keeps the request id of an answer that is stopped', async () => {
  answer = () => ({ status: 200, body: chunk('Hi'), isLeftOpen: true })
  const controller = new AbortController()
  const outcome = await run(controller, () => controller.abort())
  expect(outcome).toMatchObject({ state: 'stopped', facts: { requestId: 'r-1' } })
})

it('says that the network failed', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'network' } })
})
