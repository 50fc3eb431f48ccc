import { hashApiKey, mintApiKey } from '@tollgate/protocols/credentials'
import { callIn, DIALECTS, type DialectCall, waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { channelIdOf, putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { expectBroken } from './testing/expect-broken.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

type Dialect = (typeof DIALECTS)[number]
/** RELIABILITY 7, row by row: status and the dialect's own words. */
interface Row {
  status: number
  words: string
}

const BODY_LIMIT = 100_000
let rig: GatewayRig
let gateway: TestGateway
const disabledKey = mintApiKey('u')
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  rig.putModel({ modelId: IDS.otherGroup, name: 'orphan' })
  rig.putModel({ modelId: IDS.playgroundKey, name: 'vip-only', groupIds: [IDS.otherGroup] })
  rig.putKey({ key: hashApiKey(disabledKey), keyId: IDS.freeModel, state: 'disabled' }, disabledKey)
  await rig.project()
  gateway = await rig.gateway({ BODY_LIMIT_BYTES: String(BODY_LIMIT), UPSTREAM_IDLE_TIMEOUT_MS: '1000' })
})
afterAll(() => rig.close())
afterEach(() => {
  rig.billing.mode = 'answer'
  rig.upstream.reset()
})

/** An upstream's circuit remembers its failures: each test begins with a whole one. */
async function healed(kind: Dialect): Promise<void> {
  const { type, path, model } = UPSTREAM_KINDS[kind]
  const baseUrl = `${new URL(rig.upstream.url).origin}${path}`
  rig.putChannel({
    channelId: channelIdOf(kind),
    type,
    baseUrl,
    models: [model],
    secrets: [`s-${crypto.randomUUID()}`],
  })
  await rig.project()
  await gateway.sees(rig)
}

const ask = (dialect: Dialect, call: Partial<DialectCall>, key = rig.apiKey): Promise<Response> =>
  callIn({ url: gateway.url, key }, dialect, { model: UPSTREAM_KINDS[dialect].model, ...call })

/** The one word by which each dialect's clients tell failures apart. */
function wordsOf(dialect: Dialect, body: unknown): string {
  const { error, request_id } = body as {
    error: Record<string, unknown> & { details?: { reason?: string }[] }
    request_id?: string
  }
  switch (dialect) {
    case 'openai-chat':
    case 'openai-responses':
      for (const name of ['message', 'type', 'param', 'code']) expect(error).toHaveProperty(name)
      return `${error.type}/${error.code}`
    case 'anthropic-messages':
      expect((body as { type: string }).type).toBe('error')
      expect(request_id).toMatch(/^[0-9a-f-]{36}$/)
      return String(error.type)
    case 'gemini-generate':
      expect(error.code).toBeTypeOf('number')
      return `${error.status}/${error.details?.[0]?.reason}`
  }
}

async function expectError(dialect: Dialect, response: Response, { status, words }: Row): Promise<string> {
  const text = await response.text()
  const body: unknown = JSON.parse(text)
  expect([response.status, wordsOf(dialect, body)]).toEqual([status, words])
  const id = response.headers.get('x-request-id')
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('request-id')).toBe(dialect === 'anthropic-messages' ? id : null)
  if (dialect === 'anthropic-messages') expect((body as { request_id: string }).request_id).toBe(id)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(text).not.toMatch(/127\.0\.0\.1|canary|node_modules|\bat \//)
  return text
}

/** Rows in the order: OpenAI's two, Anthropic, Gemini. */
const rows = (openai: Row, anthropic: Row, gemini: Row): Record<Dialect, Row> => ({
  'openai-chat': openai,
  'openai-responses': openai,
  'anthropic-messages': anthropic,
  'gemini-generate': gemini,
})
const row = (status: number, words: string): Row => ({ status, words })
const INVALID = rows(
  row(400, 'invalid_request_error/null'),
  row(400, 'invalid_request_error'),
  row(400, 'INVALID_ARGUMENT/INVALID_REQUEST'),
)
const UPSTREAM_FAILED = rows(
  row(502, 'api_error/upstream_error'),
  row(502, 'api_error'),
  row(502, 'UNAVAILABLE/UPSTREAM_ERROR'),
)
const LIMITED = rows(
  row(429, 'rate_limit_error/rate_limit_exceeded'),
  row(429, 'rate_limit_error'),
  row(429, 'RESOURCE_EXHAUSTED/RATE_LIMIT_EXCEEDED'),
)

describe.each(DIALECTS)('%s', (dialect) => {
  it('a missing and a bad key', async () => {
    const missing = rows(
      row(401, 'invalid_request_error/invalid_api_key'),
      row(401, 'authentication_error'),
      row(403, 'PERMISSION_DENIED/MISSING_API_KEY'),
    )
    const bad = rows(
      row(401, 'invalid_request_error/invalid_api_key'),
      row(401, 'authentication_error'),
      row(400, 'INVALID_ARGUMENT/API_KEY_INVALID'),
    )
    const without = await ask(dialect, {}, '')
    await expectError(dialect, without, missing[dialect])
    for (const key of ['junk', mintApiKey('u')]) {
      const response = await ask(dialect, {}, key)
      expect(response.headers.get('x-should-retry')).toBe('false')
      await expectError(dialect, response, bad[dialect])
    }
  })

  it('a disabled key, and a model that is not for this key', async () => {
    const disabled = rows(
      row(403, 'permission_error/key_disabled'),
      row(403, 'permission_error'),
      row(403, 'PERMISSION_DENIED/KEY_DISABLED'),
    )
    await expectError(dialect, await ask(dialect, {}, disabledKey), disabled[dialect])
  })

  it('an unknown and an unpriced model', async () => {
    const unknown = rows(
      row(404, 'invalid_request_error/model_not_found'),
      row(404, 'not_found_error'),
      row(404, 'NOT_FOUND/MODEL_NOT_FOUND'),
    )
    const unpriced = rows(
      row(404, 'invalid_request_error/model_not_priced'),
      row(404, 'not_found_error'),
      row(404, 'NOT_FOUND/MODEL_NOT_PRICED'),
    )
    await expectError(dialect, await ask(dialect, { model: 'no/such:model' }), unknown[dialect])
    await expectError(dialect, await ask(dialect, { model: 'free' }), unpriced[dialect])
  })

  it.each([
    ['not JSON', '{"model": '],
    ['empty', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['too deep', `{"model":"m","messages":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ])('C05: a body that is %s', async (_what, text) => {
    await expectError(dialect, await ask(dialect, { text }), INVALID[dialect])
  })

  it('C03: a body that is too large', async () => {
    const large = rows(
      row(413, 'invalid_request_error/request_too_large'),
      row(413, 'request_too_large'),
      row(413, 'INVALID_ARGUMENT/REQUEST_TOO_LARGE'),
    )
    await expectError(dialect, await ask(dialect, { prompt: 'x'.repeat(BODY_LIMIT + 1) }), large[dialect])
  })

  it('no money', async () => {
    const broke = rows(
      row(402, 'insufficient_quota/insufficient_quota'),
      row(402, 'billing_error'),
      row(402, 'FAILED_PRECONDITION/INSUFFICIENT_QUOTA'),
    )
    rig.billing.balances.set(IDS.payer, 1n)
    await gateway.idle()
    try {
      for (const isStreamed of [false, true]) {
        const response = await ask(dialect, { isStreamed })
        expect(response.headers.get('x-should-retry')).toBe('false')
        expect(response.headers.get('retry-after')).toBeNull()
        const text = await expectError(dialect, response, broke[dialect])
        expect(text).not.toContain('RetryInfo')
      }
    } finally {
      rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
      rig.tellMoneyChanged(IDS.payer)
      await waitUntil(async () => (await ask(dialect, { script: 'reply=ok', outputLimit: 16 })).status === 200)
    }
  })

  it('no channel', async () => {
    const none = rows(row(503, 'api_error/no_channel'), row(503, 'api_error'), row(503, 'UNAVAILABLE/NO_CHANNEL'))
    await expectError(dialect, await ask(dialect, { model: 'orphan' }), none[dialect])
  })

  describe.each(DIALECTS)('on an upstream of %s', (kind) => {
    const { model } = UPSTREAM_KINDS[kind]

    it.each([500, 401, 402, 403])('that says %i', async (status) => {
      await healed(kind)
      for (const isStreamed of status === 500 ? [false, true] : [false]) {
        const response = await ask(dialect, { model, script: `status=${status}`, isStreamed })
        const text = await expectError(dialect, response, UPSTREAM_FAILED[dialect])
        expect(text).not.toMatch(/api key|balance|quota/i)
        expect(response.headers.get('x-should-retry')).toBeNull()
        expect(await rig.eventOf(response.headers.get('x-request-id') ?? '')).toMatchObject({ provenance: 'void' })
      }
    })

    it('that says 400', async () => {
      await healed(kind)
      const response = await ask(dialect, { model, script: 'status=400' })
      await expectError(dialect, response, INVALID[dialect])
    })

    it('that says 429', async () => {
      await healed(kind)
      const response = await ask(dialect, { model, script: 'status=429,retry-after=7' })
      const text = await expectError(dialect, response, LIMITED[dialect])
      expect(Number(response.headers.get('retry-after'))).toBe(7)
      if (dialect === 'gemini-generate') expect(text).toContain('"retryDelay":"7s"')
      await waitUntil(async () => (await ask(dialect, { model })).status === 429)
      const cooling = await ask(dialect, { model })
      expect(Number(cooling.headers.get('retry-after'))).toBeGreaterThan(0)
      await expectError(dialect, cooling, LIMITED[dialect])
    })

    it.each([503, 529])('that says %i', async (status) => {
      await healed(kind)
      const overloaded = rows(
        row(502, 'api_error/upstream_overloaded'),
        row(529, 'overloaded_error'),
        row(502, 'UNAVAILABLE/UPSTREAM_OVERLOADED'),
      )
      await expectError(dialect, await ask(dialect, { model, script: `status=${status}` }), overloaded[dialect])
    })

    it('U18: that answers with a page', async () => {
      await healed(kind)
      for (const isStreamed of [false, true]) {
        const response = await ask(dialect, { model, script: 'html', isStreamed })
        await expectError(dialect, response, UPSTREAM_FAILED[dialect])
      }
    })

    it('U08: that begins its stream with an error', async () => {
      await healed(kind)
      const response = await ask(dialect, { model, script: 'first-error', isStreamed: true })
      expect(response.status).toBeGreaterThanOrEqual(500)
      expect(wordsOf(dialect, await response.json())).not.toBe('')
    })

    it.each(['error-after=2', 'cut-after=2', 'reset-after=2', 'stall-after=2'])(
      'U03 U04 U05 U09: that breaks in the middle: %s',
      async (script) => {
        await healed(kind)
        const response = await ask(dialect, { model, script: `chunks=6,${script}`, isStreamed: true })
        expect(response.status).toBe(200)
        const text = await response.text()
        expect(text).toContain('t0')
        expectBroken(dialect, text)
        const event = await rig.eventOf(response.headers.get('x-request-id') ?? '')
        expect(event).toMatchObject({ status: 'failed', provenance: 'estimated', reason: 'cut' })
        expect(event.quantities.outputTokens).toBeLessThanOrEqual(100)
        expect(event.quantities.outputTokens).toBeGreaterThan(0)
      },
    )
  })

  it('cannot bill', async () => {
    const closed = rows(
      row(503, 'api_error/billing_unavailable'),
      row(503, 'api_error'),
      row(503, 'UNAVAILABLE/BILLING_UNAVAILABLE'),
    )
    await gateway.idle()
    rig.billing.mode = 'recovering'
    rig.tellMoneyChanged(IDS.payer)
    const response = await ask(dialect, { outputLimit: 900 })
    const text = await expectError(dialect, response, closed[dialect])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    if (dialect === 'gemini-generate') expect(text).toContain('RetryInfo')
  })
})
