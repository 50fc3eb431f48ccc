// Whatever is sent, the answer is OpenAI's error shape with the right status, and nothing is debited.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ChatOutcome, chat, errorOf, scripted, user } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const MAX_OUTPUT_TOKENS = 500
const BODY_LIMIT_BYTES = 32 * 1024 ** 2
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

let scene: Scene
let student: Student
/** Can pay an answer at its longest, and not 128 of them. */
let poor: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'bad')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: MAX_OUTPUT_TOKENS }, { name: 'unpriced' }],
    channels: [{ name: 'main', models: ['chat', 'unpriced'] }],
  })
  student = await scene.student({ balance: '50' })
  poor = await scene.student({ balance: '0.1' })
  for (const one of [student, poor]) await scene.untilOffered(one, 'chat')
})
afterAll(() => scene?.close())

const send = (body: unknown, { key } = student): Promise<ChatOutcome> => chat({ origin: scene.facts.origin, key, body })
const request = (more: object) => ({ model: scene.model('chat'), messages: [user('hi')], ...more })
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

const REFUSED: [name: string, body: () => unknown][] = [
  ['no JSON', () => 'hello'],
  ['half a JSON text', () => '{"model": "x", "messages": ['],
  ['an empty body', () => ''],
  ['an array', () => []],
  ['null', () => 'null'],
  ['no model', () => ({ messages: [user('hi')] })],
  ['a model that is a number', () => request({ model: 7 })],
  ['no messages', () => ({ model: scene.model('chat') })],
  ['messages that are text', () => request({ messages: 'hi' })],
  ['an unknown role', () => request({ messages: [{ role: 'wizard', content: 'hi' }] })],
  ['content of a wrong type', () => request({ messages: [{ role: 'user', content: 5 }] })],
  ['stream of a wrong type', () => request({ stream: 'yes' })],
  ['n: -1', () => request({ n: -1 })],
  ['n: 0', () => request({ n: 0 })],
  ['n: 1.5', () => request({ n: 1.5 })],
  ['max_tokens: -1', () => request({ max_tokens: -1 })],
  ['max_tokens: "100"', () => request({ max_tokens: '100' })],
  ['max_tokens: [1]', () => request({ max_tokens: [1] })],
  ['depth 65', () => JSON.stringify(request({ metadata: 'DEEP' })).replace('"DEEP"', nested(65))],
  ['depth 100 000', () => JSON.stringify(request({ metadata: 'DEEP' })).replace('"DEEP"', nested(100_000))],
]

describe('400', () => {
  it.each(REFUSED)('%s', async (_name, body) => {
    const callsBefore = scene.upstream.truth().length
    const outcome = await send(body())
    expect(outcome.status).toBe(400)
    expect(errorOf(outcome)).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) })
    expect(outcome.text).not.toMatch(/ at .*\.js|node_modules|RangeError|SyntaxError/)
    expect(outcome.requestId).toMatch(UUID_V7)
    expect(scene.upstream.truth()).toHaveLength(callsBefore)
  })

  it('names the field that is wrong', async () => {
    const outcome = await send(request({ messages: [user('hi'), { role: 'user', content: 5 }] }))
    expect(JSON.stringify(errorOf(outcome))).toMatch(/messages.?[[.]1/)
  })

  it('is unmoved by names that JavaScript knows', async () => {
    const text = JSON.stringify(request({})).replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{}},')
    const outcome = await send(text)
    expect([200, 400]).toContain(outcome.status)
    expect((await send(request({}))).status).toBe(200)
  })
})

describe('M17: limits that a caller asks for', () => {
  it.each([2 ** 31, 1e308, null])('max_tokens: %s is refused, or clamped to the model`s limit', async (limit) => {
    const marker = `limit-${limit}`
    const outcome = await send({ ...request({ max_tokens: limit }), messages: [user(marker)] })
    const seen = scene.upstream.truth().find((entry) => JSON.stringify(entry.body).includes(marker))
    if (outcome.status === 400) expect(seen).toBeUndefined()
    else {
      expect(outcome.status).toBe(200)
      const body = seen?.body as { max_tokens?: number; max_completion_tokens?: number }
      expect(body.max_tokens ?? body.max_completion_tokens).toBe(MAX_OUTPUT_TOKENS)
    }
  })

  it('n: 128 is reserved for as a whole: refused before the upstream where money for all of them is not there', async () => {
    const refused = await send({ ...request({ n: 128 }), messages: [user('128 of the poor')] }, poor)
    expect([refused.status, errorOf(refused).code]).toEqual([402, 'insufficient_quota'])
    expect(scene.upstream.truth().filter(({ body }) => JSON.stringify(body).includes('128 of the poor'))).toEqual([])
    expect((await send(request({}), poor)).status).toBe(200)

    const messages = [scripted('prompt-tokens=9,completion-tokens=128')] // this upstream makes 16 at the most
    const served = await send({ ...request({ n: 16 }), messages })
    expect(served.status).toBe(200)
    const { amount } = await settledDebit(scene.audit, served.requestId)
    expect(-amount).toBe(expectedCostNanos({ prompt: 9, completion: 128 }, PRICE))
  })
})

describe('what is too large or does not exist', () => {
  it('413 over the body limit, before any of it is read', async () => {
    const outcome = await send(JSON.stringify(request({ messages: [user('x'.repeat(BODY_LIMIT_BYTES))] }))).catch(
      () => undefined, // the connection may be closed while the client still writes
    )
    if (outcome !== undefined) {
      expect(outcome.status).toBe(413)
      expect(errorOf(outcome).type).toBe('invalid_request_error')
      expect(outcome.requestId).toMatch(UUID_V7)
    }
    expect((await send(request({}))).status).toBe(200)
  })

  it('413 by the announced length alone', async () => {
    const { request: httpRequest } = await import('node:http')
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpRequest(`${scene.facts.origin}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${student.key}`, 'content-type': 'application/json', 'content-length': 1e8 },
      })
      call.once('response', (response) => {
        resolve(response.statusCode ?? 0)
        call.destroy()
      })
      call.once('error', reject)
      call.flushHeaders()
    })
    expect(status).toBe(413)
  })

  it('404 for a model that nobody has', async () => {
    const outcome = await send(request({ model: 'no/such' }))
    expect(outcome.status).toBe(404)
    expect(errorOf(outcome)).toMatchObject({ type: 'invalid_request_error', code: 'model_not_found' })
  })

  it('A6, M24: 404 for a model without a price, and nobody is called', async () => {
    const callsBefore = scene.upstream.truth().length
    const outcome = await send(request({ model: scene.model('unpriced') }))
    expect(outcome.status).toBe(404)
    expect(errorOf(outcome).code).toBe('model_not_priced')
    expect(scene.upstream.truth()).toHaveLength(callsBefore)
  })

  it('404 in the same shape for an API route that does not exist', async () => {
    const outcome = await chat({ origin: scene.facts.origin, key: student.key, body: {}, path: '/v1/no/such/route' })
    expect(outcome.status).toBe(404)
    expect(errorOf(outcome).message).toEqual(expect.any(String))
    expect(outcome.requestId).toMatch(UUID_V7)
  })
})

it('x-request-id of an answer is the ledger`s request id, whatever the client sends', async () => {
  const outcome = await chat({
    origin: scene.facts.origin,
    key: student.key,
    headers: { 'x-request-id': '00000000-0000-7000-8000-000000000000' },
    body: { model: scene.model('chat'), messages: [scripted('prompt-tokens=9,completion-tokens=2')] },
  })
  expect(outcome.requestId).toMatch(UUID_V7)
  expect(outcome.requestId).not.toBe('00000000-0000-7000-8000-000000000000')
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos({ prompt: 9, completion: 2 }, PRICE))
})
