// Every address that users were promised, with every way to write a name and every place for a key; and what is told at
// addresses that are none (PROTOCOLS 8, REQUIREMENTS A7-A9, E1).
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createOpenAI } from '@ai-sdk/openai'
import Anthropic from '@anthropic-ai/sdk'
import { generateText, type ModelMessage, streamText } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openScene, type Scene, type Student } from '../support/scene.js'

const PRICE = { inputPerMillion: '1', outputPerMillion: '1' }
/** With a colon; the scene puts a slash before it. */
const TALKS = 'llama3.1:70b'
const VECTORS = 'bge:m3'

let scene: Scene
let student: Student
let talks: string
let vectors: string

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'routes')
  await scene.declare({
    models: [
      { name: TALKS, price: PRICE, maxOutputTokens: 100 },
      { name: 'responses', price: PRICE, maxOutputTokens: 100 },
      { name: VECTORS, price: PRICE, abilities: ['embedding'] },
    ],
    channels: [
      { name: 'main', models: [TALKS, VECTORS] },
      { name: 'responses', type: 'openai-responses', models: ['responses'] },
    ],
  })
  student = await scene.student({ balance: '50' })
  for (const name of [TALKS, VECTORS, 'responses']) await scene.untilOffered(student, name)
  talks = scene.model(TALKS)
  vectors = scene.model(VECTORS)
})
afterAll(() => scene?.close())

type Dialect = 'openai' | 'anthropic' | 'gemini'
interface Route {
  dialect: Dialect
  method: 'GET' | 'POST'
  path: string
  body?: object
  /** A field of the answer, which shows whose shape it is. */
  shows: string
}

const OPENAI = ['/v1', '/openai/v1', '/openai']
const ANTHROPIC = ['/v1', '/v1/v1', '/anthropic/v1', '/anthropic']
const GEMINI = ['/v1beta', '/v1alpha', '/v1', '/gemini/v1beta', '/gemini/v1alpha', '/gemini/v1']
const raw = (name: string) => name
const escaped = (name: string) => encodeURIComponent(name)
const slashEscaped = (name: string) => name.replaceAll('/', '%2F')
const colonEscaped = (name: string) => name.replaceAll(':', '%3a')
const SPELLINGS = [raw, escaped, slashEscaped, colonEscaped]
const messages = [{ role: 'user', content: 'hi' }]
const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
const content = { parts: [{ text: 'hi' }] }

const openAiRoutes = (prefix: string): Route[] => [
  {
    dialect: 'openai',
    method: 'POST',
    path: `${prefix}/chat/completions`,
    body: { model: talks, messages },
    shows: 'choices',
  },
  {
    dialect: 'openai',
    method: 'POST',
    path: `${prefix}/responses`,
    body: { model: talks, input: 'hi' },
    shows: 'output',
  },
  {
    dialect: 'openai',
    method: 'POST',
    path: `${prefix}/responses/input_tokens`,
    body: { model: talks, input: 'hi' },
    shows: 'input_tokens',
  },
  {
    dialect: 'openai',
    method: 'POST',
    path: `${prefix}/embeddings`,
    body: { model: vectors, input: 'hi' },
    shows: 'data',
  },
  { dialect: 'openai', method: 'GET', path: `${prefix}/models`, shows: 'object' },
  ...SPELLINGS.map((spell) => ({
    dialect: 'openai' as const,
    method: 'GET' as const,
    path: `${prefix}/models/${spell(talks)}`,
    shows: 'owned_by',
  })),
]
const anthropicRoutes = (prefix: string): Route[] => [
  {
    dialect: 'anthropic',
    method: 'POST',
    path: `${prefix}/messages`,
    body: { model: talks, max_tokens: 9, messages },
    shows: 'stop_reason',
  },
  {
    dialect: 'anthropic',
    method: 'POST',
    path: `${prefix}/messages?beta=true`,
    body: { model: talks, max_tokens: 9, messages },
    shows: 'stop_reason',
  },
  {
    dialect: 'anthropic',
    method: 'POST',
    path: `${prefix}/messages/count_tokens`,
    body: { model: talks, messages },
    shows: 'input_tokens',
  },
  { dialect: 'anthropic', method: 'GET', path: `${prefix}/models`, shows: 'has_more' },
  ...SPELLINGS.map((spell) => ({
    dialect: 'anthropic' as const,
    method: 'GET' as const,
    path: `${prefix}/models/${spell(talks)}`,
    shows: 'display_name',
  })),
]
const geminiRoutes = (prefix: string): Route[] => [
  ...SPELLINGS.flatMap((spell): Route[] => [
    {
      dialect: 'gemini',
      method: 'POST',
      path: `${prefix}/models/${spell(talks)}:generateContent`,
      body: { contents },
      shows: 'candidates',
    },
    {
      dialect: 'gemini',
      method: 'POST',
      path: `${prefix}/models/${spell(talks)}:countTokens`,
      body: { contents },
      shows: 'totalTokens',
    },
    {
      dialect: 'gemini',
      method: 'POST',
      path: `${prefix}/models/${spell(vectors)}:embedContent`,
      body: { content },
      shows: 'embedding',
    },
    {
      dialect: 'gemini',
      method: 'POST',
      path: `${prefix}/models/${spell(vectors)}:batchEmbedContents`,
      body: { requests: [{ model: `models/${vectors}`, content }] },
      shows: 'embeddings',
    },
    { dialect: 'gemini', method: 'GET', path: `${prefix}/models/${spell(talks)}`, shows: 'supportedGenerationMethods' },
  ]),
  // the action's colon too, a doubled collection, and a name that was taken for a whole path
  {
    dialect: 'gemini',
    method: 'POST',
    path: `${prefix}/models/${escaped(talks)}%3AgenerateContent`,
    body: { contents },
    shows: 'candidates',
  },
  {
    dialect: 'gemini',
    method: 'POST',
    path: `${prefix}/models/models/${talks}:generateContent`,
    body: { contents },
    shows: 'candidates',
  },
  {
    dialect: 'gemini',
    method: 'POST',
    path: `${prefix}/${talks}:generateContent`,
    body: { contents },
    shows: 'candidates',
  },
  { dialect: 'gemini', method: 'GET', path: `${prefix}/models`, shows: 'models' },
]
const ROUTES_OF: Record<Dialect, (prefix: string) => Route[]> = {
  openai: openAiRoutes,
  anthropic: anthropicRoutes,
  gemini: geminiRoutes,
}
const PREFIXES = [
  ...OPENAI.map((prefix) => ({ dialect: 'openai' as const, prefix })),
  ...ANTHROPIC.map((prefix) => ({ dialect: 'anthropic' as const, prefix })),
  ...GEMINI.map((prefix) => ({ dialect: 'gemini' as const, prefix })),
]
/** What each vendor's clients send beside the key; under `/v1` it tells who asks for a list. */
const HEADERS: Record<Dialect, (key: string) => Record<string, string>> = {
  openai: (key) => ({ authorization: `Bearer ${key}` }),
  anthropic: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  gemini: (key) => ({ 'x-goog-api-key': key }),
}
const ERRORS: Record<Dialect, (body: unknown) => void> = {
  openai: (body) =>
    expect(body).toMatchObject({
      error: { message: expect.any(String), type: expect.stringMatching(/./), code: expect.stringMatching(/./) },
    }),
  anthropic: (body) =>
    expect(body).toMatchObject({
      type: 'error',
      error: { type: expect.stringMatching(/_error$/), message: expect.any(String) },
      request_id: expect.any(String),
    }),
  gemini: (body) =>
    expect(body).toMatchObject({
      error: { code: expect.any(Number), message: expect.any(String), status: expect.stringMatching(/^[A-Z_]+$/) },
    }),
}

interface Sent {
  headers?: Record<string, string>
  query?: string
  method?: string
}
function send(route: Pick<Route, 'path' | 'body' | 'method' | 'dialect'>, sent: Sent = {}): Promise<Response> {
  const { headers = HEADERS[route.dialect](student.key), query, method = route.method } = sent
  const path = query === undefined ? route.path : `${route.path}${route.path.includes('?') ? '&' : '?'}${query}`
  const hasBody = route.body !== undefined && !['GET', 'HEAD'].includes(method)
  return fetch(`${scene.facts.origin}${path}`, {
    method,
    headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(route.body) }),
  })
}

/** All at once would be refused for the limit of calls at the same time. */
async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await work(item)
}

describe.each(PREFIXES)('$dialect under $prefix', ({ dialect, prefix }) => {
  it('answers at every address, however a name is spelled', async () => {
    await inTurn(ROUTES_OF[dialect](prefix), async (route) => {
      const response = await send(route)
      expect([route.path, response.status]).toEqual([route.path, 200])
      expect(await response.json()).toHaveProperty(route.shows)
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('refuses other methods with 405, tells OPTIONS which there are, and answers HEAD where GET is', async () => {
    await inTurn(ROUTES_OF[dialect](prefix), async (route) => {
      const isShared = prefix === '/v1' && route.path.includes('/models/')
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => method !== route.method)
      for (const method of others) {
        // below a model, what is posted is an action or nothing at all
        if (dialect !== 'gemini' && isShared && method === 'POST') continue
        if (dialect === 'gemini' && (method === 'POST' || !route.path.includes('/models'))) continue
        const response = await send(route, { method })
        expect([method, route.path, response.status]).toEqual([method, route.path, 405])
        expect(response.headers.get('allow')).toBe(`${route.method}, OPTIONS`)
        ERRORS[dialect](await response.json())
      }
      if (dialect === 'gemini' && !route.path.includes('/models')) return
      const options = await send(route, { method: 'OPTIONS', headers: {} })
      expect([route.path, options.status, options.headers.get('allow')]).toEqual([
        route.path,
        204,
        `${route.method}, OPTIONS`,
      ])
      expect(options.headers.get('access-control-allow-origin')).toBeNull()
      const head = await send(route, { method: 'HEAD' })
      expect([route.path, head.status]).toEqual([route.path, route.method === 'GET' ? 200 : 405])
      expect(await head.text()).toBe('')
    })
  })

  it('takes the key from every header, and none from nobody', async () => {
    await inTurn(
      ROUTES_OF[dialect](prefix).filter((_, index) => index % 3 === 0),
      async (route) => {
        const extra: Record<string, string> = dialect === 'anthropic' ? { 'anthropic-version': '2023-06-01' } : {}
        const places: Record<string, string>[] = [
          { authorization: `Bearer ${student.key}` },
          { authorization: `bearer ${student.key}` },
          { 'x-api-key': student.key },
          { 'x-goog-api-key': student.key },
          { 'api-key': student.key },
          { authorization: `Bearer ${student.key}`, 'x-api-key': student.key }, // the same one twice
        ]
        for (const header of places) {
          const response = await send(route, { headers: { ...extra, ...header } })
          expect([route.path, Object.keys(header), response.status]).toEqual([route.path, Object.keys(header), 200])
        }
        const none = await send(route, { headers: extra })
        expect([401, 403]).toContain(none.status)
        const two = await send(route, {
          headers: {
            ...extra,
            authorization: `Bearer ${student.key}`,
            'api-key': 'sk-another-one-of-mine-0000',
          },
        })
        expect([route.path, two.status]).toEqual([route.path, 400])
      },
    )
  })

  it('tells at an address that is none what there is, in its own shape', async () => {
    for (const tail of ['/nothing', '/nothing/at/all', '/complete', '/files/f-1', '/batches', '/']) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const path = `${prefix}${tail}`
        const response = await send({ dialect, method: 'GET', path, body: {} }, { method })
        expect([method, path, response.status]).toEqual([method, path, 404])
        const told = await response.json()
        ERRORS[dialect](told)
        expect(JSON.stringify(told)).toMatch(/There is nothing at this address\. Of the (OpenAI|Anthropic|Gemini) API/)
      }
    }
  })
})

describe('a key in the address', () => {
  const canaryOf = async () => (await scene.student({ balance: '5' })).key

  it('opens the paths of Gemini, streams included, and is found in no log and at no upstream', async () => {
    const canary = await canaryOf()
    await scene.untilOffered({ keys: [canary] }, TALKS)
    const before = scene.upstream.truth().length
    for (const prefix of GEMINI) {
      await inTurn(
        geminiRoutes(prefix).filter((route) => route.method === 'POST' || prefix !== '/v1'),
        async (route) => {
          const response = await send(route, { headers: {}, query: `key=${canary}` })
          expect([route.path, response.status]).toEqual([route.path, 200])
          expect(await response.text()).not.toContain(canary)
        },
      )
    }
    for (const query of ['alt=sse&', '']) {
      const path = `/v1beta/models/${talks}:streamGenerateContent?${query}key=${canary}`
      const response = await send({ dialect: 'gemini', method: 'POST', path, body: { contents } }, { headers: {} })
      expect(response.status).toBe(200)
      const text = await response.text()
      if (query === '') expect(JSON.parse(text)).toBeInstanceOf(Array)
      else expect(text).toMatch(/^data: \{/)
    }
    // refused ones too: their addresses are read by more code
    for (const path of [
      '/v1beta/models/none:generateContent',
      '/v1beta/nothing',
      '/v1/chat/completions',
      '/v1/models',
    ]) {
      await send({ dialect: 'gemini', method: 'POST', path, body: {} }, { headers: {}, query: `key=${canary}` })
    }
    expect(JSON.stringify(scene.upstream.truth().slice(before))).not.toContain(canary)
    expect(await logsWith(canary)).toEqual([])
  })

  it('opens nothing else: 401 with a hint, in the dialect of the path', async () => {
    await inTurn([...openAiRoutes('/v1'), ...anthropicRoutes('/anthropic')], async (route) => {
      const response = await send(route, { headers: {}, query: `key=${student.key}` })
      expect([route.path, response.status]).toEqual([route.path, 401])
      expect(await response.text()).toMatch(/addresses are logged/)
      expect(response.headers.get('x-should-retry')).toBe('false')
    })
  })

  it('and another one in a header are a conflict', async () => {
    const [route] = geminiRoutes('/v1beta')
    if (route === undefined) throw new Error('no route')
    const response = await send(route, { query: 'key=sk-another-one-of-mine-0000' })
    expect(response.status).toBe(400)
  })

  async function logsWith(text: string): Promise<string[]> {
    const names = await readdir(scene.facts.logDir)
    const found = await Promise.all(
      names.map(async (name) =>
        (await readFile(join(scene.facts.logDir, name), 'utf8')).includes(text) ? [name] : [],
      ),
    )
    expect(names.length).toBeGreaterThan(0)
    return found.flat()
  }
})

describe('what Responses keeps elsewhere, and nobody here', () => {
  const client = (prefix = '/v1') =>
    new OpenAI({ baseURL: `${scene.facts.origin}${prefix}`, apiKey: student.key, maxRetries: 0 })

  it.each(OPENAI)('says so to the official client under %s', async (prefix) => {
    const { responses } = client(prefix)
    const { id } = await responses.create({ model: talks, input: 'hi' })
    expect(id).toMatch(/^resp_/)
    for (const ask of [
      () => responses.retrieve(id),
      () => responses.delete(id),
      () => responses.cancel(id),
      () => responses.inputItems.list(id),
    ]) {
      const asked = ask()
      await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError)
      await expect(asked).rejects.toMatchObject({ message: expect.stringContaining(`'${id}' not found`) })
    }
    await expect(responses.compact({ model: 'gpt-5', input: 'hi' })).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  it('asks for a key first, and knows its methods', async () => {
    const route = { dialect: 'openai', method: 'GET', path: '/v1/responses/resp_1' } as const
    expect((await send(route, { headers: {} })).status).toBe(401)
    expect((await send(route, { method: 'HEAD' })).status).toBe(404)
    const wrong = await send(route, { method: 'PUT' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, DELETE, OPTIONS'])
    expect((await send(route, { method: 'OPTIONS' })).status).toBe(204)
  })

  it.each([
    ['background', { background: true }],
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: 'conv_1' }],
  ])('%s is 400, with what to do instead', async (param, more) => {
    const asked = client().responses.create({ model: talks, input: 'hi', ...more })
    await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    await expect(asked).rejects.toMatchObject({ param })
  })

  it.each([TALKS, 'responses'])(
    'a turn that is only named in the next one is put in: the AI SDK on %s',
    async (name) => {
      const model = createOpenAI({ baseURL: `${scene.facts.origin}/v1`, apiKey: student.key }).responses(
        scene.model(name),
      )
      const question: ModelMessage = { role: 'user', content: 'Who? @@script:reply=Ada%20Lovelace@@' }
      for (const isStreamed of [false, true]) {
        const first = isStreamed
          ? await streamText({ model, messages: [question] }).response
          : (await generateText({ model, maxRetries: 0, messages: [question] })).response
        const messages: ModelMessage[] = [question, ...first.messages, { role: 'user', content: 'And who else?' }]
        const second = await generateText({ model, maxRetries: 0, messages })
        expect(JSON.stringify(second.request.body)).toContain('item_reference')
        expect(second.text).not.toBe('')
        const sent = JSON.stringify(scene.upstream.truth().at(-1)?.body)
        expect(sent).toMatch(/"assistant".*Ada Lovelace|Ada Lovelace.*"assistant"/)
        expect(sent).not.toContain('item_reference')
      }
      // nobody else's
      const stranger = await scene.student({ balance: '5' })
      await scene.untilOffered(stranger, name)
      const { id } = (await client().responses.create({ model: scene.model(name), input: 'hi' })).output[0] ?? {
        id: '',
      }
      const theirs = new OpenAI({ baseURL: `${scene.facts.origin}/v1`, apiKey: stranger.key, maxRetries: 0 })
      const input = [{ type: 'item_reference' as const, id: id ?? '' }]
      await expect(theirs.responses.create({ model: scene.model(name), input })).rejects.toThrow()
    },
  )

  it('an item whose name nobody knows is 400, not a failure of ours', async () => {
    const input = [
      { type: 'item_reference' as const, id: 'msg_1' },
      { role: 'user' as const, content: 'hi' },
    ]
    const asked = client().responses.create({ model: talks, input })
    await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError)
  })

  it('how long an input is, is counted', async () => {
    const counted = await client().responses.inputTokens.count({ model: talks, input: 'one two three' })
    expect(counted).toMatchObject({ object: 'response.input_tokens', input_tokens: expect.any(Number) })
    expect(counted.input_tokens).toBeGreaterThanOrEqual(3)
  })
})

it('a client of Anthropic finds its API also below a base URL that has the version already', async () => {
  for (const base of ['', '/v1', '/anthropic']) {
    const client = new Anthropic({ baseURL: `${scene.facts.origin}${base}`, apiKey: student.key, maxRetries: 0 })
    const answer = await client.messages.create({
      model: talks,
      max_tokens: 9,
      messages: [{ role: 'user', content: 'hi' }],
    })
    expect(answer.role).toBe('assistant')
    expect((await client.models.retrieve(talks)).id).toBe(talks)
  }
})
