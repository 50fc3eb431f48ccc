// One public origin: what each kind of caller can reach on it, and what nobody can (DESIGN 8, RELIABILITY 4.14).
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, errorOf, scripted, user } from '../support/chat.js'
import { askGraphql, getGraphql, logIn } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const ME = '{ me { username role } }'

let scene: Scene
let student: Student
let cookie: string
let origin: string

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'doors')
  origin = scene.facts.origin
  await scene.declare({
    models: [{ name: 'chat', price: { inputPerMillion: '2', outputPerMillion: '8' }, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  student = await scene.student({ balance: '5' })
  await scene.untilOffered(student, 'chat')
  cookie = await logIn(origin, student.username, student.password)
})
afterAll(() => scene?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers, redirect: 'manual' })

/** By hand: `fetch` writes some headers itself and tidies paths up. */
const statusOf = (path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    request({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .once('error', reject)
      .end()
  })

describe('G04: what is for operators is not on the public port', () => {
  it.each(['/metrics', '/health/live', '/health/ready', '/debug/pprof'])('%s', async (path) => {
    const response = await get(path)
    const text = await response.text()
    expect(text).not.toMatch(/process_cpu|# HELP|nodejs_|"status"\s*:\s*"ok"/)
  })

  it.each(['/graphql', '/graphiql', '/json/list'])('%s shows a browser no console for developers', async (path) => {
    const response = await get(path, { accept: 'text/html' })
    expect([path, response.status]).not.toEqual([path, 200])
    expect(await response.text()).not.toMatch(/graphiql|apollo|webSocketDebuggerUrl/i)
  })

  it('and the health port answers on loopback', async () => {
    const { gateway } = scene.facts.healthUrls
    expect((await fetch(`${gateway}/health/live`)).status).toBe(200)
    expect((await fetch(`${gateway}/health/ready`)).status).toBe(200)
    expect(await (await fetch(`${gateway}/metrics`)).text()).toContain('# HELP')
  })
})

describe('H10: cookies, keys and tokens open their own doors only', () => {
  it('a navigation to an API route is 403', async () => {
    const headers = { authorization: `Bearer ${student.key}`, 'sec-fetch-mode': 'navigate' }
    expect(await statusOf('/v1/models', headers)).toBe(403)
  })

  it('a session opens no API route', async () => {
    expect((await get('/v1/models', { cookie })).status).toBe(401)
  })

  it('an administrator`s token opens no API route', async () => {
    expect((await get('/v1/models', { authorization: `Bearer ${scene.facts.adminToken}` })).status).toBe(401)
  })

  it('an API key is nobody to GraphQL', async () => {
    const answer = await askGraphql<{ me: unknown }>(origin, { token: student.key }, ME)
    expect(answer.data?.me ?? null).toBeNull()
  })

  it('what an upstream sends as a cookie goes nowhere, and a relayed body cannot run', async () => {
    const outcome = await chat({
      origin,
      key: student.key,
      body: { model: scene.model('chat'), messages: [scripted('set-cookie,chunks=1')] },
    })
    expect(outcome.status).toBe(200)
    expect(outcome.headers.getSetCookie()).toEqual([])
    expect(outcome.headers.get('x-content-type-options')).toBe('nosniff')
    expect(outcome.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('the caller`s key, cookies and own headers stay here', async () => {
    const outcome = await chat({
      origin,
      key: student.key,
      headers: { cookie, 'x-forwarded-for': '203.0.113.7', 'x-internal': 'secret' },
      body: { model: scene.model('chat'), messages: [scripted('echo-headers')] },
    })
    const seen = JSON.parse(outcome.text).choices[0].message.content
    expect(seen).not.toMatch(/cookie|203\.0\.113\.7|x-internal/)
    expect(seen).toContain('authorization')
  })
})

describe('H08: pages of other sites', () => {
  it.each(['https://evil.example', 'null'])('of %s get no leave to read, whatever they ask for', async (foreign) => {
    const headers = { origin: foreign, cookie, 'content-type': 'application/json' }
    const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
    for (const path of ['/v1/chat/completions', '/graphql', '/login']) {
      const answer = await fetch(`${origin}${path}`, { method: 'OPTIONS', headers: { ...headers, ...preflight } })
      expect([path, answer.headers.get('access-control-allow-credentials')]).toEqual([path, null])
      expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, null])
    }
    const asked = await fetch(`${origin}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: ME }) })
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
    const called = await get('/v1/models', { origin: foreign, authorization: `Bearer ${student.key}` })
    expect(called.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('H09: headers of safety', () => {
  it('on JSON for somebody: nobody keeps or guesses it', async () => {
    const headers = { cookie, origin, 'content-type': 'application/json', 'apollo-require-preflight': '1' }
    const body = JSON.stringify({ query: ME })
    const graphql = await fetch(`${origin}/graphql`, { method: 'POST', headers, body })
    const models = await get('/v1/models', { authorization: `Bearer ${student.key}` })
    const answer = await chat({
      origin,
      key: student.key,
      body: { model: scene.model('chat'), messages: [user('hi')] },
    })
    for (const [name, told] of [
      ['graphql', graphql.headers],
      ['models', models.headers],
      ['chat', answer.headers],
    ] as const) {
      expect([name, told.get('x-content-type-options')]).toEqual([name, 'nosniff'])
      expect([name, told.get('cache-control')]).toEqual([name, expect.stringContaining('no-store')])
    }
  })
})

describe('H11: first segments', () => {
  it.each(['/evil.test/v1', '/api.openai.com.evil.test/v1/models', '/169.254.169.254/latest'])(
    'a name that is not on the list is 403: %s',
    async (path) => {
      const outcome = await chat({ origin, key: student.key, path, body: { messages: [user('hi')] } })
      expect(outcome.status).toBe(403)
      expect(errorOf(outcome).message).toEqual(expect.any(String))
    },
  )

  it.each(['/v1/../graphql', '/v1/%2e%2e/graphql', '//v1/models', '/v1/models;x'])(
    'H03: %s reaches nothing without a key',
    async (path) => {
      expect(await statusOf(path)).toBeGreaterThanOrEqual(400)
    },
  )
})

describe('K14: GraphQL refuses what another site could send', () => {
  const mutation = JSON.stringify({ query: 'mutation { logOut }' })
  const post = (headers: Record<string, string>, body = mutation) =>
    fetch(`${origin}/graphql`, { method: 'POST', headers: { cookie, ...headers }, body })

  it.each([
    ['text/plain', { 'content-type': 'text/plain', origin: 'https://evil.test' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.test' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://evil.test' }],
    ['a foreign origin', { 'content-type': 'application/json', origin: 'https://evil.test' }],
    ['no origin at all', { 'content-type': 'application/json' }],
  ])('%s', async (_name, headers) => {
    const response = await post(headers)
    expect(await response.text()).not.toContain('"logOut":true')
  })

  it('a mutation by GET', async () => {
    const response = await get(`/graphql?query=${encodeURIComponent('mutation { logOut }')}`, { cookie, origin })
    expect(await response.text()).not.toContain('"logOut":true')
  })

  it('and the session still works for its own origin', async () => {
    expect(await getGraphql(origin, { cookie }, ME)).toEqual({ me: { username: student.username, role: 'STUDENT' } })
  })
})

describe('GraphQL errors', () => {
  it.each([
    ['UNAUTHENTICATED', () => askGraphql(origin, {}, '{ users { totalCount } }')],
    ['FORBIDDEN', () => askGraphql(origin, { cookie }, '{ settings { currency } auditLog { totalCount } }')],
    [
      'NOT_FOUND',
      () => askGraphql(origin, { cookie }, '{ receipt(requestId: "01900000-0000-7000-8000-000000000000") { amount } }'),
    ],
  ])('%s carries its code and no stack', async (code, ask) => {
    const answer = await ask()
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toContain(code)
    expect(JSON.stringify(answer.errors)).not.toMatch(/stacktrace| at .*\.js|node_modules|SELECT /)
  })

  it.each([
    [
      'A01: too deep',
      () => `{ __schema { types { fields { type { ${'ofType { '.repeat(20)} name ${'} '.repeat(20)} } } } } }`,
    ],
    ['A01: a cycle of fragments', () => '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    [
      'A02: too many aliases',
      () => `{ ${Array.from({ length: 100 }, (_, index) => `a${index}: me { id }`).join(' ')} }`,
    ],
  ])('%s is rejected', async (_name, query) => {
    const answer = await askGraphql(origin, { cookie }, query())
    expect(answer.data).toBeNull()
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toContain('QUERY_REJECTED')
  })

  it('A03: batches are refused', async () => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie, 'apollo-require-preflight': 'true' },
      body: JSON.stringify([{ query: ME }, { query: ME }]),
    })
    expect(response.status).toBe(400)
  })
})
