import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn, DIALECTS, type DialectCall, waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { channelIdOf, putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { expectError, INVALID, LIMITED, row, rows, UPSTREAM_FAILED, wordsOf } from './testing/error-rows.js'
import { expectBroken } from './testing/expect-broken.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** RELIABILITY 7, the rows about upstreams: each client's words for what each kind of upstream does. */
let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  rig.billing.balances.set(IDS.payer, 1_000_000n * UNIT)
  await rig.project()
  gateway = await rig.gateway({ UPSTREAM_IDLE_TIMEOUT_MS: '1000', UPSTREAM_HEADER_TIMEOUT_MS: '1000' })
})
afterAll(() => rig.close())
afterEach(() => rig.upstream.reset())

const SPARE_CHANNEL = '0190a0b0-0000-7000-8000-000000000399'

/** An upstream's circuit remembers its failures: each test begins with a whole one. */
async function healed(kind: DialectId): Promise<void> {
  const { type, path, model } = UPSTREAM_KINDS[kind]
  const baseUrl = `${new URL(rig.upstream.url).origin}${path}`
  const secrets = [`s-${crypto.randomUUID()}`]
  rig.putChannel({ channelId: channelIdOf(kind), type, baseUrl, models: [model], secrets })
  await rig.project()
  await gateway.sees(rig)
}

const ask = (dialect: DialectId, call: Partial<DialectCall>): Promise<Response> =>
  callIn({ url: gateway.url, key: rig.apiKey }, dialect, { model: UPSTREAM_KINDS[dialect].model, ...call })
const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''

describe.each(DIALECTS)('%s', (dialect) => {
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

    it('U02: that never answers', async () => {
      await healed(kind)
      const late = rows(
        row(504, 'api_error/upstream_timeout'),
        row(504, 'api_error'),
        row(504, 'DEADLINE_EXCEEDED/UPSTREAM_TIMEOUT'),
      )
      const calls = rig.upstream.truth().length
      await expectError(dialect, await ask(dialect, { model, script: 'stall-after=0' }), late[dialect])
      expect(rig.upstream.truth()).toHaveLength(calls + 1)
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

  it.each([401, 402, 403])('an upstream`s %i is answered by another channel', async (status) => {
    const [kind, other] =
      dialect === 'openai-chat' ? (['gemini-generate', 'openai-chat'] as const) : ([dialect, 'openai-chat'] as const)
    await healed(kind)
    const { model } = UPSTREAM_KINDS[kind]
    const { type, path } = UPSTREAM_KINDS[other]
    const baseUrl = `${new URL(rig.upstream.url).origin}${path}`
    rig.putChannel({ channelId: SPARE_CHANNEL, type, baseUrl, models: [model], priority: 1, secrets: ['spare'] })
    const sick = `sick-${crypto.randomUUID()}`
    const first = UPSTREAM_KINDS[kind]
    rig.putChannel({
      ...{ channelId: channelIdOf(kind), type: first.type, models: [model], secrets: [sick] },
      baseUrl: `${new URL(rig.upstream.url).origin}${first.path}`,
    })
    rig.upstream.setFailingKeys({ [sick]: status })
    await rig.project()
    await gateway.sees(rig)
    try {
      const response = await ask(dialect, { model, script: 'reply=from the other' })
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('from the other')])
      expect(await rig.eventOf(idOf(response))).toMatchObject({ status: 'completed', attempts: 2 })
    } finally {
      rig.upstream.setFailingKeys({})
      rig.putChannel({ channelId: SPARE_CHANNEL, models: [], isActive: false })
      await healed(kind)
    }
  })
})
