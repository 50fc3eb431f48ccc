import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayRig, type TestGateway } from './testing/gateway-rig.js'

/** Upstreams that write their bytes as no scripted one does. */
let rig: GatewayRig
let gateway: TestGateway
let server: Server
let answer: RequestListener
beforeAll(async () => {
  rig = await GatewayRig.start()
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/event-stream')
    request.resume().on('end', () => answer(request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  rig.putChannel({ baseUrl: `http://127.0.0.1:${port}/v1` })
  await rig.project()
  gateway = await rig.gateway({ EGRESS_ALLOW: `127.0.0.1:${port}` })
})
afterAll(async () => {
  await rig.close()
  server.closeAllConnections()
  server.close()
})

const event = (value: object): string =>
  `data: ${JSON.stringify({ id: 'a', object: 'chat.completion.chunk', ...value })}\n\n`
const delta = (content: string, rest: object = {}): string =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: null }], ...rest })
const END = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const usage = (promptTokens: number, completionTokens: number) => ({
  usage: {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  },
})
const STREAM = { body: { stream: true } }
const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''
const metrics = async (): Promise<string> => (await fetch(`${gateway.healthUrl}/metrics`)).text()

it('an answer that comes whole in one piece leaves no stream behind', async () => {
  answer = (_request, response) =>
    void response.end(`${delta('hi')}${END}${event({ choices: [], ...usage(3, 1) })}data: [DONE]\n\n`)
  const response = await gateway.chat('', STREAM)
  expect(await response.text()).toContain('[DONE]')
  await rig.eventOf(idOf(response))
  await gateway.idle()
  expect(await metrics()).toMatch(/^gateway_streams 0$/m)
})

const words = Array.from({ length: 40 }, (_, n) => `word${n}`).join(' ')

it('usage told early is no bill for what came after it, where the answer is cut', async () => {
  answer = (_request, response) => {
    response.write(delta('a', usage(3, 1)))
    response.write(delta(words), () => response.destroy())
  }
  const response = await gateway.chat('', STREAM)
  await response.text()
  const { status, provenance, quantities } = await rig.eventOf(idOf(response))
  expect([status, provenance, quantities.inputTokens]).toEqual(['failed', 'estimated', 3])
  expect(quantities.outputTokens).toBeGreaterThan(40)
  expect(quantities.outputTokens).toBeLessThanOrEqual(100)
})

it('output told as 0 does not make an answer free', async () => {
  answer = (_request, response) =>
    void response.end(`${delta(words)}${END}${event({ choices: [], ...usage(3, 0) })}data: [DONE]\n\n`)
  const response = await gateway.chat('', STREAM)
  await response.text()
  const { status, provenance, quantities } = await rig.eventOf(idOf(response))
  expect([status, provenance]).toEqual(['completed', 'estimated'])
  expect(quantities.outputTokens).toBeGreaterThan(40)
})
