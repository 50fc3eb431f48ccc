import { randomUUID } from 'node:crypto'
import { connectBus } from '@tollgate/messaging'
import type { DialectId } from '@tollgate/protocols/canonical'
import { hashApiKey, mintApiKey } from '@tollgate/protocols/credentials'
import { type ApiKeyRecord, type Refusal, refusalsSchema } from '@tollgate/protocols/events'
import { callIn, DIALECTS, type DialectCall, waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { expectError, INVALID, LIMITED, row, rows } from './testing/error-rows.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** RELIABILITY 7, the rows about the gateway itself, in all dialects. */
const BODY_LIMIT = 100_000
let rig: GatewayRig
let gateway: TestGateway
const disabledKey = mintApiKey('u')
const narrowKey = mintApiKey('u')
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  rig.putModel({ modelId: IDS.otherGroup, name: 'orphan' })
  rig.putModel({ modelId: IDS.playgroundKey, name: 'vip-only', groupIds: [IDS.otherGroup] })
  rig.putKey({ key: hashApiKey(disabledKey), keyId: IDS.freeModel, state: 'disabled' }, disabledKey)
  rig.putKey({ key: hashApiKey(narrowKey), keyId: IDS.otherGroup, modelNames: ['orphan'] }, narrowKey)
  await rig.project()
  gateway = await rig.gateway({ BODY_LIMIT_BYTES: String(BODY_LIMIT), UPSTREAM_IDLE_TIMEOUT_MS: '1000' })
})
afterAll(() => rig.close())
afterEach(() => {
  rig.billing.mode = 'answer'
  rig.upstream.reset()
})

const ask = (dialect: DialectId, call: Partial<DialectCall>, key = rig.apiKey): Promise<Response> =>
  callIn({ url: gateway.url, key }, dialect, { model: UPSTREAM_KINDS[dialect].model, ...call })

const CONFLICT = rows(
  row(400, 'invalid_request_error/conflicting_keys'),
  row(400, 'invalid_request_error'),
  row(400, 'INVALID_ARGUMENT/CONFLICTING_KEYS'),
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
    expect(without.headers.get('x-should-retry')).toBe('false')
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
    const allowed = rows(
      row(403, 'permission_error/model_not_allowed'),
      row(403, 'permission_error'),
      row(403, 'PERMISSION_DENIED/MODEL_NOT_ALLOWED'),
    )
    await expectError(dialect, await ask(dialect, {}, disabledKey), disabled[dialect])
    await expectError(dialect, await ask(dialect, {}, narrowKey), allowed[dialect])
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
    await expectError(dialect, await ask(dialect, { model: 'vip-only' }), unknown[dialect])
    await expectError(dialect, await ask(dialect, { model: 'free' }), unpriced[dialect])
  })

  it('K08: two keys that differ', async () => {
    const both = { authorization: `Bearer ${rig.apiKey}`, 'x-api-key': narrowKey, 'x-goog-api-key': rig.apiKey }
    await expectError(dialect, await ask(dialect, { headers: both }), CONFLICT[dialect])
    const same = { authorization: `Bearer ${rig.apiKey}`, 'x-api-key': rig.apiKey, 'api-key': rig.apiKey }
    expect((await ask(dialect, { headers: same })).status).toBe(200)
  })

  it('too many calls at once', async () => {
    const narrow = await rig.gateway({ NODE_ID: `narrow-${dialect}`, MAX_INFLIGHT_PER_KEY: '1' })
    const at = { url: narrow.url, key: rig.apiKey }
    const { model } = UPSTREAM_KINDS[dialect]
    const held = callIn(at, dialect, { model, script: `barrier=${dialect}` })
    await waitUntil(() => rig.upstream.waitingAt(dialect) === 1)
    const response = await callIn(at, dialect, { model })
    const text = await expectError(dialect, response, LIMITED[dialect])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    if (dialect === 'gemini-generate') expect(text).toContain('RetryInfo')
    rig.upstream.release(dialect)
    expect((await held).status).toBe(200)
    await narrow.running.stop()
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

it('each refusal of a known key is told to admin-api, with its words; what billing knows and what is nobody`s is not', {
  timeout: 120_000,
}, async () => {
  const operator = await connectBus(rig.access('operator'))
  const told = new Map<string, Refusal>()
  operator.connection.subscribe('refusal.v1.>', {
    callback: (_, message) => {
      for (const refusal of refusalsSchema.parse(message.json()).refusals) told.set(refusal.requestId, refusal)
    },
  })
  await operator.connection.flush()
  const makeKey = (changes: Partial<ApiKeyRecord> = {}) => {
    const text = mintApiKey('u')
    const keyId = randomUUID()
    rig.putKey({ key: hashApiKey(text), keyId, ...changes }, text)
    return { text, keyId }
  }
  const [poorPayer, newPayer] = [randomUUID(), randomUUID()]
  const rich = makeKey()
  const poor = makeKey({ payerId: poorPayer })
  const newcomer = makeKey({ payerId: newPayer })
  const elsewhere = makeKey({ allowedAddresses: ['203.0.113.7/32'] })
  const busy = makeKey({ limits: { rpm: 1 } })
  const revoked = makeKey({ state: 'revoked' })
  const narrow = makeKey({ modelNames: ['orphan'] })
  rig.billing.balances.set(poorPayer, 1n)
  rig.billing.balances.set(newPayer, 1_000n * UNIT)
  await gateway.sees(rig) // the catalog; keys are projected after it
  await waitUntil(async () => (await gateway.get('/v1/models', { authorization: `Bearer ${rich.text}` })).ok)

  const { model } = UPSTREAM_KINDS['openai-chat']
  const get = (path: string, { text }: { text: string }) => gateway.get(path, { authorization: `Bearer ${text}` })
  const expected = new Map<string | null, object>()
  const refuse = async (key: { text: string; keyId: string }, call: Partial<DialectCall>, fields: Partial<Refusal>) => {
    const response = await ask('openai-chat', call, key.text)
    const { error } = (await response.json()) as { error: { message: string } }
    expect([response.status, error.message]).toEqual([fields.status, expect.any(String)])
    const { keyId } = key
    expected.set(response.headers.get('x-request-id'), { keyId, message: error.message, ...fields })
  }
  // its only call of this minute: gateways of earlier tests that have just gone leave it none for a while
  const spend = async (): Promise<boolean> => {
    const response = await ask('openai-chat', { script: 'reply=ok', outputLimit: 1 }, busy.text)
    await response.text()
    return response.status === 200
  }
  await waitUntil(spend, { timeoutMs: 60_000 })
  await refuse(rich, { text: '{"model":' }, { status: 400, code: 'invalid_request' })
  await refuse(rich, { prompt: 'x'.repeat(BODY_LIMIT + 1) }, { status: 413, code: 'request_too_large' })
  await refuse(rich, { model: 'no/such' }, { status: 404, code: 'model_not_found', modelName: 'no/such' })
  await refuse(rich, { model: 'orphan' }, { status: 503, code: 'no_channel', modelName: 'orphan' })
  await refuse(narrow, {}, { status: 403, code: 'model_not_allowed', modelName: model })
  await refuse(revoked, {}, { status: 403, code: 'key_disabled' })
  await refuse(elsewhere, {}, { status: 403, code: 'address_not_allowed' })
  await refuse(busy, {}, { status: 429, code: 'rate_limit_exceeded', modelName: model })
  await refuse(poor, { outputLimit: 5 }, { status: 402, code: 'insufficient_quota', modelName: model })
  rig.billing.mode = 'recovering'
  await refuse(newcomer, {}, { status: 503, code: 'billing_unavailable', modelName: model })
  rig.billing.mode = 'answer'

  rig.dontPunish()
  await gateway.sees(rig)
  const failed = await ask('openai-chat', { script: 'status=500', outputLimit: 1 }, rich.text)
  expect(failed.status).toBe(502)
  const nobodys = await ask('openai-chat', {}, mintApiKey('u'))
  expect(nobodys.status).toBe(401)
  // what is told of the last one comes after everything before it
  const last = await get('/v1/models/no-such', rich)
  await waitUntil(() => told.has(last.headers.get('x-request-id') ?? ''), { timeoutMs: 60_000 })
  for (const [id, fields] of expected) expect(told.get(id ?? '')).toMatchObject(fields)
  for (const { headers } of [failed, nobodys]) expect(told.has(headers.get('x-request-id') ?? '')).toBe(false)
  expect((await rig.eventOf(failed.headers.get('x-request-id') ?? '')).status).toBe('failed')
  await operator.close()
})
