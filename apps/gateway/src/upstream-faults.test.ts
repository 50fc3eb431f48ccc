import { startFakeUpstream, waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway, UPSTREAM_KEY } from './testing/gateway-rig.js'

const SECOND_CHANNEL = IDS.otherGroup
const STREAM = { body: { stream: true } }

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  gateway = await rig.gateway({
    UPSTREAM_HEADER_TIMEOUT_MS: '1000',
    UPSTREAM_IDLE_TIMEOUT_MS: '1000',
    EGRESS_ALLOW: `127.0.0.1:${rig.upstream.port},127.0.0.1:1`,
  })
})
afterAll(() => rig.close())
afterEach(async () => {
  rig.upstream.setFailingKeys({})
  rig.upstream.reset()
})

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error
const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''
const eventOf = (response: Response) => rig.eventOf(idOf(response))
const VOID = { provenance: 'void', quantities: { inputTokens: 0, outputTokens: 0 } }

/** Catalog changes and the moment at which the gateway routes by them. */
async function channels(...list: Parameters<GatewayRig['putChannel']>[0][]): Promise<void> {
  for (const channel of list) rig.putChannel(channel)
  await rig.project()
  await gateway.sees(rig)
}
const NO_SECOND = { channelId: SECOND_CHANNEL, isActive: false }

describe('before the first byte', () => {
  it('U01: refused on the first channel, answered by the second', async () => {
    await channels({ baseUrl: 'http://127.0.0.1:1/v1', priority: 20 }, { channelId: SECOND_CHANNEL, isActive: true })
    const response = await gateway.chat('reply=ok')
    expect(response.status).toBe(200)
    expect(response.headers.get('x-tollgate-channel')).toBe(`channel-${SECOND_CHANNEL.slice(-2)}`)
    expect(await eventOf(response)).toMatchObject({ attempts: 2, channelId: SECOND_CHANNEL })
    await channels({}, NO_SECOND)
  })

  it.each([false, true])('U02: no answer in time is 504, asked once, and free (stream %s)', async (stream) => {
    const response = await gateway.chat('stall-after=0', { body: { stream } })
    expect([response.status, (await errorOf(response)).code]).toEqual([504, 'upstream_timeout'])
    expect(rig.upstream.truth()).toHaveLength(1)
    expect(await eventOf(response)).toMatchObject({ ...VOID, status: 'failed', errorCode: 'upstream_timeout' })
  })

  it.each([
    ['status=500', 502, 'upstream_error'],
    ['status=500,html', 502, 'upstream_error'],
    ['reset-after=0', 502, 'upstream_error'],
    ['html', 502, 'upstream_error'],
    ['status=204', 502, 'upstream_error'],
  ])('M07, U18: %s is told as one error and costs nothing', async (script, status, code) => {
    for (const stream of [false, true]) {
      const response = await gateway.chat(script, { body: { stream } })
      expect([response.status, (await errorOf(response)).code]).toEqual([status, code])
      expect(await eventOf(response)).toMatchObject({ ...VOID, status: 'failed' })
    }
  })

  it.each(['invalid-json', 'reset-after=1', 'cut-after=1'])(
    'M07: a broken answer in one piece (%s) is 502 and free',
    async (script) => {
      const response = await gateway.chat(script)
      expect([response.status, (await errorOf(response)).code]).toEqual([502, 'upstream_error'])
      expect(await eventOf(response)).toMatchObject(VOID)
    },
  )

  it('U08: a stream that begins with an error is an HTTP error, not an empty 200', async () => {
    const response = await gateway.chat('first-error', STREAM)
    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await eventOf(response)).toMatchObject({ ...VOID, status: 'failed' })
  })

  it('U18, S07: a redirect is not followed', async () => {
    const canary = await startFakeUpstream()
    const response = await gateway.chat(`redirect=307:${canary.url}/chat/completions`).catch(() => undefined)
    expect(response?.status).toBe(502)
    expect(canary.truth()).toEqual([])
    await canary.close()
  })

  it('a fault of the request itself is told in the upstream’s words, and nobody else is asked', async () => {
    const response = await gateway.chat('status=400')
    expect(response.status).toBe(400)
    expect(rig.upstream.truth()).toHaveLength(1)
  })

  it('U19: neither the upstream’s key nor its address reach the caller', async () => {
    for (const script of ['status=400,leak-key', 'status=500,leak-key']) {
      const text = await (await gateway.chat(script)).text()
      expect(text).not.toContain(UPSTREAM_KEY)
      expect(text).not.toContain('127.0.0.1')
    }
  })
})

describe('keys and channels', () => {
  it('U14: a key that answered 429 rests, the other one serves; all resting is 429 with retry-after', async () => {
    await channels({ secrets: ['sk-one', 'sk-two'] })
    rig.upstream.setFailingKeys({ 'sk-one': 429 })
    for (let n = 0; n < 6; n++) expect((await gateway.chat('reply=ok')).status).toBe(200)
    rig.upstream.setFailingKeys({ 'sk-one': 429, 'sk-two': 429 })
    const refused = await waitUntil(async () => {
      const response = await gateway.chat('reply=ok')
      return response.status === 429 && response
    })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await errorOf(refused)).code).toBe('rate_limit_exceeded')
    await channels({ secrets: [UPSTREAM_KEY] })
  })

  it.each([401, 402, 403])('a key that answered %i is taken out and reported, the other one serves', async (status) => {
    await channels({ secrets: ['sk-good', 'sk-bad'] })
    rig.health.length = 0
    rig.upstream.setFailingKeys({ 'sk-bad': status })
    for (let n = 0; n < 4; n++) expect((await gateway.chat('reply=ok')).status).toBe(200)
    const failed = rig.upstream.truth().filter((entry) => entry.status === status)
    expect(failed).toHaveLength(1)
    const report = await waitUntil(() => rig.health.find(({ state }) => state === 'disabled'))
    expect(report).toMatchObject({ channelId: IDS.channel, nodeId: 'g1', v: 1 })
    rig.upstream.setFailingKeys({ 'sk-bad': status, 'sk-good': status })
    expect((await gateway.chat('reply=ok')).status).toBe(502)
    const none = await gateway.chat('reply=ok')
    expect([none.status, (await errorOf(none)).code]).toEqual([503, 'no_channel'])
    await channels({ secrets: [UPSTREAM_KEY] })
  })

  it('a channel without a key is asked without one', async () => {
    await channels({ secrets: [] })
    expect((await gateway.chat('reply=ok')).status).toBe(200)
    expect(rig.upstream.truth().at(-1)?.headers.authorization).toBeUndefined()
    await channels({ secrets: [UPSTREAM_KEY] })
  })

  it('a base URL without a path gets /v1, one with a path is kept; the upstream’s own name is sent', async () => {
    const origin = rig.upstream.url.slice(0, -'/v1'.length)
    await channels({ baseUrl: origin, models: [], modelMapping: { 't/m1': 'inner-name' } })
    await gateway.chat('reply=ok')
    expect(rig.upstream.truth().at(-1)).toMatchObject({ path: '/v1/chat/completions', model: 'inner-name' })
    await channels({ baseUrl: `${origin}/api/v3/` })
    await gateway.chat('reply=ok')
    expect(rig.upstream.truth().at(-1)).toMatchObject({ path: '/api/v3/chat/completions', model: 't/m1' })
    await channels({})
  })

  it('S11: the caller’s key, cookies and internal headers stay here', async () => {
    await gateway.chat('reply=ok', {
      headers: { cookie: 'session=1', 'x-tollgate-extras': 'cost', 'x-forwarded-for': '1.2.3.4' },
    })
    const text = JSON.stringify(rig.upstream.truth().at(-1)?.headers)
    for (const leak of [rig.apiKey, 'session=1', 'x-tollgate', 'x-forwarded-for', 'cookie'])
      expect(text).not.toContain(leak)
  })
})

describe('S03, S05: the channel’s address', () => {
  it.each([
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://127.1',
    'http://0',
    'http://１２７.0.0.1',
    'http://10.0.0.5',
    'http://169.254.169.254',
    'http://100.64.0.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://localhost',
  ])('%s is blocked unless host and port are listed', async (host) => {
    const canary = await startFakeUpstream()
    const baseUrl = `${host}:${canary.port}/v1`
    await channels({ baseUrl, secrets: [] })
    const response = await gateway.chat('reply=ok')
    expect([response.status, (await errorOf(response)).message]).toEqual([502, 'The upstream cannot be reached.'])
    expect(canary.truth()).toEqual([])
    await canary.close()
    await channels({})
  })
})

describe('after the first byte', () => {
  it.each([
    ['U04', 'reset-after=3,chunks=10'],
    ['U05', 'cut-after=3,chunks=10'],
    ['U09', 'error-after=3,chunks=10'],
    ['U03', 'stall-after=3,chunks=10'],
  ])('%s: %s ends in one error event without [DONE], and is billed for what was delivered', async (_id, script) => {
    const response = await gateway.chat(script, STREAM)
    expect(response.status).toBe(200)
    const text = await response.text()
    const events = text.split('\n\n').filter((event) => event.startsWith('data: '))
    expect(events.at(-1)).toContain('"error"')
    expect(events.filter((event) => event.includes('"error"'))).toHaveLength(1)
    expect(text).not.toContain('[DONE]')
    expect(rig.upstream.truth()).toHaveLength(1)
    const event = await eventOf(response)
    expect(event).toMatchObject({ provenance: 'estimated', status: 'failed', attempts: 1 })
    expect(event.quantities.outputTokens).toBeGreaterThan(0)
    expect(event.quantities.outputTokens).toBeLessThan(100)
  })

  it('U04: reset before any byte is tried again elsewhere', async () => {
    await channels({ secrets: ['sk-a', 'sk-b'] })
    const response = await gateway.chat('reset-after=0', STREAM)
    expect(response.status).toBe(502)
    expect(rig.upstream.truth().length).toBeGreaterThan(1)
    await channels({ secrets: [UPSTREAM_KEY] })
  })
})
