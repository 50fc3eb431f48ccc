import { connect } from 'node:net'
import { hashApiKey, mintApiKey, signTicket } from '@tollgate/protocols/credentials'
import { playgroundRecordKey } from '@tollgate/protocols/events'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, MODEL, type TestGateway } from './testing/gateway-rig.js'

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  rig.putModel({ modelId: IDS.otherGroup, name: 'vip-only', groupIds: [IDS.otherGroup] })
  rig.putKey({ key: playgroundRecordKey(IDS.playgroundKey), keyId: IDS.playgroundKey, kind: 'playground' })
  await rig.project()
  gateway = await rig.gateway({ BODY_LIMIT_BYTES: '100000' })
})
afterAll(() => rig.close())

/** Raw bytes in, everything that comes back until the server closes or has answered. */
function raw(text: string, { isDone = (answer: string) => answer.includes('\r\n\r\n') } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(gateway.running.port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (isDone(answer)) socket.end()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

/** Sends a whole body whatever comes back meanwhile, then a second request, and only then reads. */
function sendAll(head: string, length: number): Promise<{ answer: string; isReset: boolean }> {
  return new Promise((resolve) => {
    let answer = ''
    let isReset = false
    const socket = connect(gateway.running.port, '127.0.0.1', () => {
      socket.pause()
      socket.write(head)
      socket.write(Buffer.alloc(length, 0x20), () => {
        socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n')
        socket.resume()
      })
    })
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {
      isReset = true
    })
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve({ answer, isReset }))
  })
}

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string; type: string } }).error

describe('keys', () => {
  it('K08: takes the key from each header, refuses two different ones and keys in the address', async () => {
    for (const header of ['x-api-key', 'x-goog-api-key', 'api-key']) {
      const response = await fetch(`${gateway.url}/v1/models`, { headers: { [header]: rig.apiKey } })
      expect(response.status).toBe(200)
    }
    const conflict = await gateway.get('/v1/models', { 'x-api-key': mintApiKey('u') })
    expect([conflict.status, (await errorOf(conflict)).code]).toEqual([400, 'conflicting_keys'])
    const inQuery = await fetch(`${gateway.url}/v1/models?key=${rig.apiKey}`)
    expect(inQuery.status).toBe(401)
    expect((await errorOf(inQuery)).message).toMatch(/addresses are logged/)
  })

  it('K09: whatever stands in Authorization, the answer is 401 in the dialect and tells SDKs not to retry', async () => {
    for (const authorization of [
      "Bearer ' OR 1=1--",
      'Bearer %s',
      'Bearer',
      'Basic abc',
      `Bearer sk-u${'A'.repeat(33)}`,
    ]) {
      const response = await fetch(`${gateway.url}/v1/models`, { headers: { authorization } })
      expect([response.status, (await errorOf(response)).code]).toEqual([401, 'invalid_api_key'])
      expect(response.headers.get('x-should-retry')).toBe('false')
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('K03 P1: an unknown key and a wrong secret behind a right prefix get one answer; a disabled key another', async () => {
    const disabled = mintApiKey('u')
    rig.putKey({ key: hashApiKey(disabled), keyId: IDS.freeModel, state: 'disabled' }, disabled)
    await rig.project()
    const answerTo = async (key: string) => {
      const response = await fetch(`${gateway.url}/v1/models`, { headers: { 'x-api-key': key } })
      const ids = /[0-9a-f]{8}-[0-9a-f-]{27}/g
      const headers = [...response.headers].filter(
        ([name]) => !['date', 'x-request-id', 'server-timing'].includes(name),
      )
      return JSON.stringify([response.status, headers, (await response.text()).replaceAll(ids, 'ID')])
    }
    const wrongSecrets = [rig.apiKey, disabled].map((key) => key.slice(0, 12) + mintApiKey('u').slice(12))
    const answers = new Set<string>()
    for (let round = 0; round < 25; round++)
      for (const key of [mintApiKey('u'), ...wrongSecrets]) answers.add(await answerTo(key))
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toMatch(/^\[401,/)
    // what is compared is the SHA-256 of the whole: nothing is compared character by character
    expect(await answerTo(disabled)).toMatch(/^\[403,/)
  })

  it('K20: a key works as soon as its record is in the bucket; a well-formed unknown one is 401', async () => {
    expect((await fetch(`${gateway.url}/v1/models`, { headers: { 'x-api-key': mintApiKey('u') } })).status).toBe(401)
    const fresh = mintApiKey('u')
    rig.putKey({ key: hashApiKey(fresh), keyId: IDS.otherGroup }, fresh)
    await rig.project()
    expect((await fetch(`${gateway.url}/v1/models`, { headers: { 'x-api-key': fresh } })).status).toBe(200)
  })

  it('K20: a ticket of the playground opens the API, a forged one nothing', async () => {
    const masterKey = Buffer.alloc(32, 5).toString('base64')
    const ticket = signTicket({ keyId: IDS.playgroundKey, sessionId: 's', expiresAtMs: Date.now() + 60_000 }, masterKey)
    const ask = (text: string) => fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${text}` } })
    expect((await ask(ticket)).status).toBe(200)
    expect((await ask(`${ticket.slice(0, -2)}xx`)).status).toBe(401)
  })

  it('K04: a revoked key is refused', async () => {
    const key = mintApiKey('u')
    const ask = () => fetch(`${gateway.url}/v1/models`, { headers: { 'x-api-key': key } })
    rig.putKey({ key: hashApiKey(key), keyId: IDS.freeModel }, key)
    await rig.project()
    expect((await ask()).status).toBe(200)
    rig.putKey({ key: hashApiKey(key), keyId: IDS.freeModel, state: 'revoked' }, key)
    await rig.project()
    const refused = await waitUntil(async () => {
      const response = await ask()
      return response.status === 403 && response
    })
    expect((await errorOf(refused)).code).toBe('key_disabled')
  })
})

describe('models', () => {
  it('lists exactly what the caller may use, with limits', async () => {
    const { data } = (await (await gateway.get('/v1/models')).json()) as { data: { id: string }[] }
    expect(data).toEqual([
      expect.objectContaining({ id: MODEL, object: 'model', owned_by: 'Test', max_output_tokens: 1_000 }),
    ])
  })

  it.each(['/v1', '/openai/v1', '/openai'])('finds a name with a slash, raw and escaped, under %s', async (prefix) => {
    for (const name of ['t/m1', 't%2Fm1']) {
      expect(await (await gateway.get(`${prefix}/models/${name}`)).json()).toMatchObject({ id: MODEL })
    }
    expect((await gateway.get(`${prefix}/models/vip-only`)).status).toBe(404)
  })

  it('unknown, unpriced and other groups’ models are 404', async () => {
    for (const [model, code] of [
      ['nothing', 'model_not_found'],
      ['vip-only', 'model_not_found'],
      ['free', 'model_not_priced'],
    ]) {
      const response = await gateway.chat('', { body: { model } })
      expect([response.status, (await errorOf(response)).code]).toEqual([404, code])
    }
  })
})

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rig.apiKey}`, 'content-type': 'application/json', ...headers },
      body,
    })
  const messages = '"messages":[{"role":"user","content":"x"}]'

  it.each([
    ['no JSON', '{"model":'],
    ['nothing', ''],
    ['depth', `{"model":"t/m1",${messages},"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['__proto__', `{"model":"t/m1",${messages},"__proto__":{"polluted":1}}`],
    ['NUL', `{"model":"t/m1",${messages},"x":"\\u0000"}`],
    ['lone surrogate', `{"model":"t/m1",${messages},"x":"\\ud800"}`],
    ['wrong type', '{"model":7,"messages":"x"}'],
    ['n', `{"model":"t/m1",${messages},"n":-1}`],
    ['M17 max_tokens -1', `{"model":"t/m1",${messages},"max_tokens":-1}`],
    ['M17 max_tokens 0', `{"model":"t/m1",${messages},"max_tokens":0}`],
    ['M17 max_tokens text', `{"model":"t/m1",${messages},"max_tokens":"100"}`],
    ['M17 max_tokens list', `{"model":"t/m1",${messages},"max_tokens":[1]}`],
  ])('C05: %s is 400 in the dialect', async (_name, body) => {
    const calls = rig.upstream.truth().length
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error' })
    expect(rig.upstream.truth()).toHaveLength(calls)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('M17: a limit beyond the model’s is clamped, and said so', async () => {
    for (const max of ['2147483648', '1e300', '1001']) {
      const response = await post(`{"model":"t/m1",${messages},"max_tokens":${max}}`)
      if (response.status === 400) continue
      expect(response.headers.get('x-tollgate-clamped')).toBe('max_tokens=1000')
      expect(rig.upstream.truth().at(-1)?.body).toMatchObject({ max_tokens: 1_000 })
    }
  })

  it('C12: a body with duplicate keys is priced and sent by the same value', async () => {
    const response = await post(`{"model":"nothing","model":"t/m1",${messages},"max_tokens":100000,"max_tokens":2}`)
    expect(response.status).toBe(200)
    const { requestId, body } = rig.upstream.truth().at(-1) ?? {}
    expect(body).toMatchObject({ model: 't/m1', max_tokens: 2 })
    expect(await rig.eventOf(requestId ?? '')).toMatchObject({ reservedNanos: 2_000_000_000n })
  })

  it('C03: a body that says it is too large is refused before it is read', async () => {
    const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${rig.apiKey}\r\n`
    const answer = await raw(`${head}Content-Length: 104857600\r\n\r\n{`)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  it('C04: an endless chunked body is 413 at the limit', async () => {
    const chunk = `2710\r\n${'a'.repeat(10_000)}\r\n`
    const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${rig.apiKey}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await raw(head + chunk.repeat(12))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('C04: a body is not read before the key is known, wherever it is sent', async () => {
    for (const path of ['/v1/chat/completions', '/v1/nothing', '/v1/models']) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n`
      const answer = await raw(`${head}{`)
      expect(answer).toMatch(/^HTTP\/1.1 4(01|04|05) /)
      expect(answer.toLowerCase()).toContain('connection: close')
    }
  })

  it('C04: what follows a refusal on its connection is thrown away, and the answer still arrives', async () => {
    const length = 50_000_000
    const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n`
    for (const [headers, status] of [
      ['', 401],
      [`Authorization: Bearer ${rig.apiKey}\r\n`, 413],
    ]) {
      const { answer, isReset } = await sendAll(`${head}${headers}\r\n`, length)
      expect([answer.slice(0, 12), isReset]).toEqual([`HTTP/1.1 ${status}`, false])
      expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1)
    }
  })

  it('C04: bodies under way have a bound together', async () => {
    const narrow = await rig.gateway({
      BODY_IN_FLIGHT_BYTES: '1000',
      NODE_ID: 'narrow',
      OUTBOX_DIR: `${rig.outboxDir}/narrow`,
    })
    const fits = await narrow.chat('')
    expect(fits.status).toBe(200)
    const refused = await narrow.chat('x'.repeat(1_000))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
    await fits.text()
    expect((await narrow.chat('')).status).toBe(200)
  })

  it('C13: refuses a compressed body', async () => {
    expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(400)
  })
})

describe('HTTP', () => {
  it.each([
    ['two Hosts', 'GET /v1/models HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['absolute form', 'GET http://evil.test/v1/models HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'both lengths',
      'POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bare line feed', 'GET /v1/models HTTP/1.1\nHost: a\n\n'],
    ['no Host', 'GET /v1/models HTTP/1.1\r\n\r\n'],
    ['an overlong encoding', 'GET /v1/%e0%80%af HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ])('H01, H02: %s is 400 with an id', async (_name, text) => {
    const answer = await raw(text)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/)
    expect(answer).toMatch(/connection: close/i)
    expect(answer).toContain('"type":"invalid_request_error"')
  })

  it.each([
    ['OPTIONS *', 404],
    ['GET *', 404],
    ['TRACE /v1/models', 404],
    ['PROPFIND /v1/models', 404],
    ['PROPFIND /x', 404],
    ['GET /_next/../graphql', 404],
    ['GET /login/%2e%2e/graphql', 404],
    ['GET /..;/graphql', 404],
    ['GET /%zz', 400],
  ])('H03: %s is told in our words', async (line, status) => {
    const answer = await raw(`${line} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/)
    expect(answer).toContain('"error":{')
  })

  it('H01: an expectation that nobody knows is refused with an id', async () => {
    const answer = await raw('POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nExpect: 200-maybe\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1.1 417 /)
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/)
  })

  it('H01: garbage after an answer has begun is followed by nothing', async () => {
    const body = JSON.stringify({
      model: MODEL,
      stream: true,
      max_tokens: 10,
      messages: [{ role: 'user', content: '@@script:chunks=5,stall-after=2@@' }],
    })
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(gateway.running.port, '127.0.0.1', () =>
        socket.write(
          `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${rig.apiKey}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        ),
      )
      socket.on('data', (chunk) => {
        if (!text.includes('data:') && String(chunk).includes('data:')) socket.write('GARBAGE\r\n\r\n')
        text += String(chunk)
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(text))
    })
    expect(answer.match(/HTTP\/1\.1/g)).toEqual(['HTTP/1.1'])
    expect(answer).not.toContain('This is no valid HTTP request')
  })

  it('H11: a body that console or admin-api would not take is 413 here', async () => {
    const ask = (path: string, length: number, headers: Record<string, string> = {}) =>
      fetch(`${gateway.url}${path}`, { method: 'POST', body: 'x'.repeat(length), headers })
    expect((await ask('/graphql', 300_000)).status).toBe(413)
    expect((await ask('/graphql', 300_000, { authorization: `Bearer ${mintApiKey('a')}` })).status).toBe(200)
    expect((await ask('/login', 2_000_000)).status).toBe(413)
    const chunk = `186A0\r\n${'a'.repeat(100_000)}\r\n`
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
    expect(await raw(head + chunk.repeat(4))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('H05: other methods are refused, OPTIONS and HEAD are answered', async () => {
    expect((await gateway.get('/v1/chat/completions')).status).toBe(405)
    const options = await fetch(`${gateway.url}/v1/chat/completions`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, null])
    expect(options.headers.get('x-content-type-options')).toBe('nosniff')
    const head = await fetch(`${gateway.url}/v1/models`, { method: 'HEAD', headers: { 'x-api-key': rig.apiKey } })
    expect(head.status).toBe(200)
  })

  it('H10: browsers do not navigate to the API, and nothing that it relays can act as a page', async () => {
    const navigation = await raw(
      `GET /v1/models HTTP/1.1\r\nHost: a\r\nSec-Fetch-Mode: navigate\r\nX-Api-Key: ${rig.apiKey}\r\n\r\n`,
    )
    expect(navigation).toMatch(/^HTTP\/1.1 403 /)
    const response = await gateway.chat('set-cookie', { headers: { cookie: 'session=1' } })
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(rig.upstream.truth().at(-1)?.headers.cookie).toBeUndefined()
  })

  it('H11: the first segment decides', async () => {
    for (const path of [
      '/v1beta/x',
      '/v1alpha/x',
      '/anthropic/x',
      '/gemini/x',
      '/v1/nothing',
      '/health/ready',
      '/openai',
    ]) {
      expect([path, (await gateway.get(path)).status]).toEqual([path, 404])
    }
    for (const path of ['/evil.test', '/api.openai.com.evil.test/v1/models']) {
      const response = await gateway.get(path)
      expect([response.status, (await errorOf(response)).code]).toEqual([403, 'domain_not_allowed'])
    }
    for (const path of ['/', '/playground', '/favicon.ico', '/_next/static/a.js']) {
      expect(await (await gateway.get(path)).text()).toBe('<h1>console</h1>')
    }
  })

  it('H11: GraphQL is POST on its exact path', async () => {
    const post = (path: string) =>
      fetch(`${gateway.url}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    expect((await post('/graphql')).status).toBe(200)
    expect(rig.siteRequests.at(-1)).toMatchObject({ url: '/graphql', method: 'POST' })
    expect((await post('/graphql/x')).status).toBe(404)
    expect((await gateway.get('/graphql')).status).toBe(404)
  })

  it('H04: the site learns from us who asks and where, and sees no API key', async () => {
    await gateway.get('/x', {
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-host': 'evil',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'x-middleware-subrequest': 'a',
      'x-api-key': rig.apiKey,
      cookie: 'session=1',
    })
    const headers: Record<string, unknown> = rig.siteRequests.at(-1)?.headers ?? {}
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost:8080',
      'x-forwarded-proto': 'http',
      host: 'localhost:8080',
      cookie: 'session=1',
    })
    for (const name of ['authorization', 'x-api-key', 'x-real-ip', 'forwarded', 'x-middleware-subrequest'])
      expect(headers[name]).toBeUndefined()
    const token = mintApiKey('a')
    await fetch(`${gateway.url}/graphql`, { method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } })
    expect(rig.siteRequests.at(-1)?.headers.authorization).toBe(`Bearer ${token}`)
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${rig.apiKey}` },
    })
    expect(rig.siteRequests.at(-1)?.headers.authorization).toBeUndefined()
  })

  it('G04: the public port says up or not, the health port the rest', async () => {
    const health = await fetch(`${gateway.url}/health`)
    expect(await health.json()).toEqual({ status: 'ok' })
    expect(health.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await gateway.get('/metrics')).headers.get('set-cookie')).toBe('site=1') // the console's, not ours
    expect(await (await fetch(`${gateway.healthUrl}/metrics`)).text()).toContain('gateway_calls_total')
    expect(await (await fetch(`${gateway.healthUrl}/health/live`)).json()).toEqual({ status: 'ok' })
  })
})
