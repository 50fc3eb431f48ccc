import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fakeVector } from '@tollgate/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** Input 1 credit a token, and output too, so that a reservation for an answer would be seen. */
const PRICES = [
  {
    priceVersionId: IDS.price,
    validFrom: '2026-01-01T00:00:00Z',
    inputPerMillionNanos: String(1_000_000n * UNIT),
    outputPerMillionNanos: String(1_000_000n * UNIT),
    perRequestNanos: '0',
  },
]
const EMBEDDING = { abilities: ['embedding'], prices: PRICES }
const id = (n: number) => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
const MODELS = ['on-openai', 'on-gemini', 'on-claude', 'on-both', 'odd', 'odd-first', 'no-path'] as const

let rig: GatewayRig
let gateway: TestGateway
let odd: Server
let oddAnswer: RequestListener
beforeAll(async () => {
  rig = await GatewayRig.start()
  odd = createServer((request, response) => void request.resume().on('end', () => oddAnswer(request, response)))
  odd.listen(0, '127.0.0.1')
  await once(odd, 'listening')
  const oddHost = `127.0.0.1:${(odd.address() as AddressInfo).port}`
  for (const [index, name] of MODELS.entries()) rig.putModel({ modelId: id(200 + index), name, ...EMBEDDING })
  rig.putModel({ modelId: id(220), name: 'narrow', contextTokens: 10, ...EMBEDDING })
  rig.putModel({ modelId: id(221), name: 'chat-only' })
  const host = `127.0.0.1:${rig.upstream.port}`
  const gemini = { type: 'gemini', baseUrl: `http://${host}/v1beta` }
  rig.putChannel({
    channelId: id(300),
    models: ['on-openai', 'on-both', 'narrow'],
    modelMapping: { 'on-openai': 'inner' },
  })
  rig.putChannel({ channelId: id(301), ...gemini, models: ['on-gemini'], modelMapping: { 'on-gemini': 'inner-g' } })
  rig.putChannel({ channelId: id(302), type: 'anthropic', models: ['on-claude'] })
  rig.putChannel({ channelId: id(303), type: 'anthropic', models: ['on-both'], priority: 20 })
  rig.putChannel({ channelId: id(304), baseUrl: `http://${oddHost}/v1`, models: ['odd', 'odd-first'], priority: 20 })
  rig.putChannel({ channelId: id(305), ...gemini, models: ['odd-first'], priority: 10 })
  rig.putChannel({ channelId: id(306), baseUrl: `http://${oddHost}/v1`, models: ['no-path', 'chat-only'] })
  await rig.project()
  rig.billing.balances.set(IDS.payer, 100_000n * UNIT)
  gateway = await rig.gateway({ EGRESS_ALLOW: `${host},${oddHost}` })
})
afterAll(async () => {
  await rig.close()
  odd.closeAllConnections()
  odd.close()
})
beforeEach(() => rig.upstream.reset())

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rig.apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const embed = (body: object, headers?: Record<string, string>) => post('/v1/embeddings', body, headers)
const act = (model: string, action: string, body: object) => post(`/v1beta/models/${model}:${action}`, body)
const content = (text: string) => ({ parts: [{ text }] })
const eventOf = (response: Response) => rig.eventOf(response.headers.get('x-request-id') ?? '')
const oddVectors = (body: unknown) => {
  oddAnswer = (_, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
}
const vectorsOf = async (response: Response): Promise<unknown[]> => {
  const { data } = (await response.json()) as { data: { embedding: unknown }[] }
  return data.map(({ embedding }) => embedding)
}
const errorOf = async (response: Response) => (await response.json()) as { error: Record<string, unknown> }
const SCRIPT = '@@script:prompt-tokens=7@@'

describe('a client of OpenAI', () => {
  it.each(['/v1', '/openai/v1', '/openai'])(
    'on its own kind under %s: bytes pass through but for the name',
    async (prefix) => {
      const response = await post(`${prefix}/embeddings`, { x_own: 1, input: ['a', `b ${SCRIPT}`], model: 'on-openai' })
      expect(response.status).toBe(200)
      expect(response.headers.get('x-tollgate-cost')).toBe('7')
      expect(await response.json()).toMatchObject({
        model: 'inner',
        data: [{ embedding: fakeVector('a') }, { index: 1 }],
        usage: { prompt_tokens: 7, total_tokens: 7 },
      })
      const { path, body } = rig.upstream.truth().at(-1) ?? {}
      expect(path).toBe('/v1/embeddings')
      expect(JSON.stringify(body)).toBe(JSON.stringify({ x_own: 1, input: ['a', `b ${SCRIPT}`], model: 'inner' }))
      const event = await eventOf(response)
      expect(event).toMatchObject({ provenance: 'reported', status: 'completed', dialect: 'openai-chat' })
      expect(event.quantities).toMatchObject({ inputTokens: 7, outputTokens: 0 })
    },
  )

  it('on Gemini: a batch, its tokens estimated, what has no place told', async () => {
    const response = await embed({ model: 'on-gemini', input: ['one two three', 'b'], dimensions: 3, user: 'u' })
    expect(response.headers.get('x-tollgate-dropped')).toBe('endUserId')
    const told = (await response.json()) as { usage: { prompt_tokens: number } }
    expect(told).toMatchObject({
      object: 'list',
      model: 'on-gemini',
      data: [{ embedding: fakeVector('one two three', 3) }, { embedding: fakeVector('b', 3) }],
    })
    expect(rig.upstream.truth().at(-1)).toMatchObject({
      path: '/v1beta/models/inner-g:batchEmbedContents',
      body: { requests: [{ model: 'models/inner-g', outputDimensionality: 3 }, {}] },
    })
    const event = await eventOf(response)
    expect(event).toMatchObject({ provenance: 'estimated', reason: 'no_usage' })
    expect(event.quantities.inputTokens).toBe(4)
    expect(told.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    expect(response.headers.get('x-tollgate-cost')).toBe('4')
  })

  it('on Gemini: more than a hundred texts are several calls, whose vectors come back as one answer', async () => {
    const input = Array.from({ length: 250 }, (_, index) => `text ${index}`)
    const response = await embed({ model: 'on-gemini', input, encoding_format: 'float' })
    expect(response.status).toBe(200)
    const sent = rig.upstream.truth().map(({ body }) => (body as { requests: unknown[] }).requests.length)
    expect(sent).toEqual([100, 100, 50])
    expect(await vectorsOf(response)).toEqual(input.map((text) => fakeVector(text)))
    const { quantities } = await eventOf(response)
    expect(response.headers.get('x-tollgate-cost')).toBe(String(quantities.inputTokens))
    expect(quantities.inputTokens).toBeGreaterThan(250)
  })

  it('on Gemini: one call of several that is refused is the end of all, and nothing is billed', async () => {
    const input = [...Array.from({ length: 120 }, () => 'text'), 'x @@script:status=400@@', ...Array(200).fill('y')]
    const response = await embed({ model: 'on-gemini', input })
    expect(response.status).toBe(400)
    expect(rig.upstream.truth()).toHaveLength(2)
    expect(await eventOf(response)).toMatchObject({ status: 'failed', provenance: 'void' })
  })

  it('gets base64 as float32', async () => {
    for (const model of ['on-openai', 'on-gemini']) {
      const [vector] = await vectorsOf(await embed({ model, input: 'a', encoding_format: 'base64' }))
      const bytes = Buffer.from(String(vector), 'base64')
      expect(Array.from(fakeVector('a'), (_, index) => bytes.readFloatLE(index * 4))).toEqual(fakeVector('a'))
    }
  })

  it('gets base64 also of a server that knows none, because its library reads numbers as bytes', async () => {
    oddVectors({ data: [{ index: 0, embedding: [0.5, -1] }], usage: { prompt_tokens: 3 } })
    const response = await embed({ model: 'odd', input: 'a', encoding_format: 'base64' })
    expect(response.headers.get('x-tollgate-cost')).toBe('3')
    const [vector] = await vectorsOf(response)
    expect(Buffer.from(String(vector), 'base64')).toEqual(Buffer.from(Float32Array.of(0.5, -1).buffer))
  })

  it('sends tokens to its own kind, and is refused elsewhere without a debit', async () => {
    const own = await embed({ model: 'on-openai', input: [[1, 2], [3]] })
    expect(await vectorsOf(own)).toEqual([fakeVector([1, 2]), fakeVector([3])])
    const foreign = await embed({ model: 'on-gemini', input: [1, 2] })
    expect([foreign.status, (await errorOf(foreign)).error.param]).toEqual([400, 'input'])
    expect(await eventOf(foreign)).toMatchObject({ provenance: 'void' })
    expect(rig.upstream.truth()).toHaveLength(1)
  })

  it('is told which field is wrong', async () => {
    const response = await embed({ model: 'on-openai', input: ['a', 5] })
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({ error: { type: 'invalid_request_error', param: 'input[1]' } })
  })
})

describe('a client of Gemini', () => {
  it('on its own kind: one text and several, the name changed wherever it stands', async () => {
    const one = await act('on-gemini', 'embedContent', { content: content('a'), taskType: 'CLUSTERING' })
    expect(await one.json()).toEqual({ embedding: { values: fakeVector('a') } })
    expect(rig.upstream.truth().at(-1)).toMatchObject({
      path: '/v1beta/models/inner-g:embedContent',
      body: { content: content('a'), taskType: 'CLUSTERING' },
    })
    const requests = [{ model: 'models/on-gemini', content: content('a'), outputDimensionality: 3 }]
    const many = await act('on-gemini', 'batchEmbedContents', { requests })
    expect(await many.json()).toEqual({ embeddings: [{ values: fakeVector('a', 3) }] })
    expect(rig.upstream.truth().at(-1)?.body).toEqual({ requests: [{ ...requests[0], model: 'models/inner-g' }] })
    expect(await eventOf(many)).toMatchObject({ provenance: 'estimated', dialect: 'gemini-generate' })
  })

  it('on OpenAI’s kind: the form that was asked for, the task told as dropped', async () => {
    const one = await act('on-openai', 'embedContent', { content: content(`a ${SCRIPT}`), taskType: 'CLUSTERING' })
    expect(one.headers.get('x-tollgate-dropped')).toBe('taskType')
    expect(one.headers.get('x-tollgate-cost')).toBe('7')
    expect(await one.json()).toEqual({ embedding: { values: fakeVector(`a ${SCRIPT}`) } })
    const requests = ['a', 'b'].map((text) => ({ model: 'models/on-openai', content: content(text) }))
    const many = await act('on-openai', 'batchEmbedContents', { requests })
    expect(await many.json()).toEqual({ embeddings: [{ values: fakeVector('a') }, { values: fakeVector('b') }] })
  })

  it('keeps vectors of several lengths to its own kind', async () => {
    const requests = [3, 4].map((outputDimensionality) => ({ content: content('a'), outputDimensionality }))
    const response = await act('on-openai', 'batchEmbedContents', { requests })
    expect(response.status).toBe(400)
    expect(rig.upstream.truth()).toEqual([])
  })

  it('is told in its own words which field is wrong, and that a model of the body is not the path’s', async () => {
    const requests = [{ model: 'models/on-openai', content: content('a') }]
    const response = await act('on-gemini', 'batchEmbedContents', { requests })
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({
      error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('requests[0].model') },
    })
    expect((await act('on-gemini', 'constructor', {})).status).toBe(404)
  })
})

describe('money', () => {
  it('reserves for the input only, by its bytes', async () => {
    const response = await embed({ model: 'on-openai', input: ['abc', '光'] }, { 'x-tollgate-dry-run': '1' })
    const { reservation, plan } = (await response.json()) as { reservation: object; plan: object }
    const most = String(256 + 6 + 2 * 16)
    expect(reservation).toEqual({ most, least: most })
    expect(plan).toMatchObject({ max_output_tokens: 0 })
    expect(rig.upstream.truth()).toEqual([])
  })

  it('counts the context for each text, not for all of them', async () => {
    const dry = { 'x-tollgate-dry-run': '1' }
    const texts = Array.from({ length: 5 }, () => 'x'.repeat(300))
    const response = await embed({ model: 'narrow', input: texts }, dry)
    expect(await response.json()).toMatchObject({ reservation: { most: '50' } })
    const long = await embed({ model: 'narrow', input: 'x'.repeat(321) }, dry)
    expect([long.status, (await errorOf(long)).error.param]).toEqual([400, 'input'])
  })

  it('bills nothing for what failed', async () => {
    const response = await embed({ model: 'on-openai', input: 'a @@script:status=400@@' })
    expect(response.status).toBe(400)
    expect(await eventOf(response)).toMatchObject({ provenance: 'void', status: 'failed' })
  })
})

describe('targets', () => {
  it('that speak no embeddings are left out; a model with no other is no fault of the gateway', async () => {
    expect((await embed({ model: 'on-both', input: 'a' })).status).toBe(200)
    const response = await embed({ model: 'on-claude', input: 'a' })
    expect([response.status, (await errorOf(response)).error.param]).toEqual([400, 'model'])
    expect(rig.upstream.truth()).toHaveLength(1)
  })

  it.each([
    ['too few vectors', { data: [] }],
    ['a null for a number', { data: [{ index: 0, embedding: [null] }] }],
    ['an error with status 200', { error: { message: 'x' } }],
  ])('that answer with %s fail over', async (_, body) => {
    oddVectors(body)
    const response = await embed({ model: 'odd-first', input: 'a' })
    expect(await vectorsOf(response)).toEqual([fakeVector('a')])
    expect((await eventOf(response)).attempts).toBe(2)
    await gateway.sees(rig) // forgets what the target did
  })

  it('that answer with a page are told as broken', async () => {
    oddAnswer = (_, response) => void response.end('<html></html>')
    const response = await embed({ model: 'odd', input: 'a' })
    expect([response.status, (await errorOf(response)).error.code]).toEqual([502, 'upstream_error'])
    expect(await eventOf(response)).toMatchObject({ provenance: 'void' })
  })

  it('that have no such path are not taken for broken: chat goes on', async () => {
    oddAnswer = (request, response) => {
      const isChat = request.url?.endsWith('/chat/completions') === true
      const answer = { choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }] }
      response.statusCode = isChat ? 200 : 404
      response.end(JSON.stringify(isChat ? answer : { detail: 'Not Found' }))
    }
    for (let call = 0; call < 12; call++) {
      const response = await embed({ model: 'no-path', input: 'a' })
      expect([response.status, (await errorOf(response)).error.param]).toEqual([400, 'model'])
    }
    expect((await gateway.chat('', { body: { model: 'chat-only' } })).status).toBe(200)
    expect(rig.health.filter(({ channelId }) => channelId === id(306))).toEqual([])
  })
})

describe('a model is for one thing', () => {
  it('an embedding of one that talks is 400 in each dialect, and nobody is asked', async () => {
    const response = await embed({ model: 'chat-only', input: 'a' })
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({
      error: { type: 'invalid_request_error', param: 'model', message: expect.stringContaining('makes no embeddings') },
    })
    const own = await act('chat-only', 'embedContent', { content: content('a') })
    expect([own.status, (await errorOf(own)).error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    expect(rig.upstream.truth()).toEqual([])
  })

  it('a conversation with one that makes vectors is 400 in each dialect, and nobody is asked', async () => {
    const turns = { model: 'on-openai', max_tokens: 5, messages: [{ role: 'user', content: 'a' }] }
    for (const [path, body, expected] of [
      ['/v1/chat/completions', turns, { error: { type: 'invalid_request_error', param: 'model' } }],
      ['/v1/responses', { model: 'on-openai', input: 'a' }, { error: { type: 'invalid_request_error' } }],
      ['/v1/messages', turns, { type: 'error', error: { type: 'invalid_request_error' } }],
      [
        '/v1beta/models/on-openai:generateContent',
        { contents: [content('a')] },
        { error: { status: 'INVALID_ARGUMENT' } },
      ],
    ] as const) {
      const response = await post(path, body)
      expect([path, response.status]).toEqual([path, 400])
      const told = await response.json()
      expect(told).toMatchObject(expected)
      expect(JSON.stringify(told)).toContain('embeddings only')
    }
    expect(rig.upstream.truth()).toEqual([])
  })

  it('is listed with what it can be asked for', async () => {
    const list = async (path: string) => (await gateway.get(path)).json()
    expect(await list('/v1/models/on-openai')).toMatchObject({ abilities: ['embedding'] })
    expect(await list('/v1beta/models/on-gemini')).toMatchObject({
      supportedGenerationMethods: ['embedContent', 'batchEmbedContents', 'countTokens'],
    })
  })
})
