import { waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, MODEL, type TestGateway, UNIT } from './testing/gateway-rig.js'

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  rig.putKey({ acceptsUnpriced: true })
  await rig.project()
  gateway = await rig.gateway({ LEASE_WAIT_MS: '800', DRAIN_TIMEOUT_MS: '5000' })
})
afterAll(() => rig.close())
afterEach(async () => {
  await gateway.idle()
  await waitUntil(() => rig.billing.heldNanos(IDS.payer) === 0n || rig.billing.slabNanos > 0n)
  rig.billing.mode = 'answer'
  rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
  // what was refused before must not be remembered
  await waitUntil(async () => {
    rig.tellMoneyChanged(IDS.payer)
    return (await gateway.chat('completion-tokens=1', { body: { max_tokens: 900 } })).status === 200
  })
  await gateway.idle()
  await waitUntil(() => rig.billing.heldNanos(IDS.payer) === 0n || rig.billing.slabNanos > 0n)
  rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
  rig.upstream.reset()
})

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string; type: string } }).error
const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''
const eventOf = (response: Response) => rig.eventOf(idOf(response))
const metricsOf = async ({ healthUrl }: TestGateway): Promise<string> => (await fetch(`${healthUrl}/metrics`)).text()
const lastEvent = () =>
  waitUntil(() => rig.events.find((event) => event.requestId === rig.upstream.truth().at(-1)?.requestId))

describe('reserve', () => {
  it('M05: money for ten admits exactly ten of fifty, the others are told that the quota is used up', async () => {
    const calls = Array.from({ length: 50 }, () => gateway.chat('barrier=m05,completion-tokens=100'))
    await waitUntil(() => rig.upstream.waitingAt('m05') === 10)
    rig.upstream.release('m05')
    const responses = await Promise.all(calls)
    const statuses = responses.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 402)).toHaveLength(40)
    expect(rig.upstream.truth()).toHaveLength(10)
    const refused = responses.find(({ status }) => status === 402)
    expect(refused?.headers.get('x-should-retry')).toBe('false')
    expect(refused && (await errorOf(refused))).toMatchObject({
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    })
    await waitUntil(() => rig.billing.balances.get(IDS.payer) === 0n)
  })

  it('names the row that refused and its figures', async () => {
    rig.billing.balances.set(IDS.payer, 5n * UNIT)
    rig.billing.refusedBy = 'course_limit'
    const { message } = await errorOf(await gateway.chat(''))
    expect(message).toContain('limit of the course')
    expect(message).toContain('available 5 CNY')
    expect(message).toContain('100 CNY')
    rig.billing.refusedBy = 'balance'
  })

  it('M29: a broke account does not ask billing for each call, and is served as soon as money moves', async () => {
    rig.billing.balances.set(IDS.payer, 0n)
    const before = rig.billing.acquires.length
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await gateway.chat('')).status))
    expect(new Set(statuses)).toEqual(new Set([402]))
    expect(rig.billing.acquires.length - before).toBeLessThanOrEqual(2)
    rig.billing.balances.set(IDS.payer, 500n * UNIT)
    rig.tellMoneyChanged(IDS.payer)
    await waitUntil(async () => (await gateway.chat('completion-tokens=1')).status === 200, { timeoutMs: 900 })
  })

  it('M28: without a limit of the client the answer is shortened to what is affordable, not below 256 tokens', async () => {
    rig.billing.balances.set(IDS.payer, 300n * UNIT)
    const served = await gateway.chat('completion-tokens=1', { body: { max_tokens: undefined } })
    expect([served.status, served.headers.get('x-tollgate-clamped')]).toEqual([200, 'max_tokens=300'])
    expect(rig.upstream.truth().at(-1)?.body).toMatchObject({ max_tokens: 300 })
    await gateway.idle()
    rig.billing.balances.set(IDS.payer, 200n * UNIT)
    expect((await gateway.chat('', { body: { max_tokens: undefined } })).status).toBe(402)
    rig.billing.balances.set(IDS.payer, -1n)
    const free = await gateway.chat('completion-tokens=9', { body: { model: 'free' } })
    expect([free.status, free.headers.get('x-tollgate-cost')]).toEqual([200, '0'])
    expect(await eventOf(free)).toMatchObject({ priceVersionId: null, quantities: { outputTokens: 9 } })
  })

  it('without a limit of the client the model’s is sent', async () => {
    await gateway.chat('completion-tokens=1', { body: { max_tokens: undefined } })
    expect(rig.upstream.truth().at(-1)?.body).toMatchObject({ max_tokens: 1_000 })
  })

  it('P01: billing silent is 503 with retry-after, never 401, 402 or 429; the id is asked again and then given back', async () => {
    rig.billing.mode = 'silent'
    const response = await gateway.chat('')
    expect([response.status, (await errorOf(response)).code]).toEqual([503, 'billing_unavailable'])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(rig.upstream.truth()).toHaveLength(0)
    rig.billing.mode = 'answer'
    const closes = rig.billing.closes.length
    await waitUntil(() => rig.billing.closes.length > closes)
    expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
  })

  it('G10: recovering is 503', async () => {
    rig.billing.mode = 'recovering'
    expect((await gateway.chat('')).status).toBe(503)
  })

  it('a key that billing knows as inactive is 403', async () => {
    rig.billing.inactiveKeys.add(IDS.key)
    expect((await errorOf(await gateway.chat(''))).code).toBe('key_disabled')
    rig.billing.inactiveKeys.clear()
  })

  it('one slab serves many calls, and an idle one never refuses its owner', async () => {
    rig.billing.slabNanos = 400n * UNIT
    const before = rig.billing.acquires.length
    for (let n = 0; n < 5; n++) await gateway.chat('completion-tokens=10')
    expect(rig.billing.acquires.length - before).toBeLessThanOrEqual(2)
    rig.billing.slabNanos = 0n
    const rest = rig.billing.balances.get(IDS.payer) ?? 0n
    expect(rest).toBe(1_000n * UNIT)
    // 950 are left, 350 of them in the slab: the call fits only if that is given back
    const response = await gateway.chat('completion-tokens=1', { body: { max_tokens: 900, n: 1 } })
    expect(response.status).toBe(200)
  })
})

describe('a call that does not fit beside the slab of its own payer', () => {
  const slabWithStream = async (body: object = {}) => {
    rig.billing.slabNanos = 400n * UNIT
    const stream = await gateway.chat('chunks=1000,delay-ms=20', { body: { stream: true, ...body } })
    rig.billing.slabNanos = 0n
    return stream
  }

  it('is served while a stream runs on it: what the stream does not need is given back', async () => {
    const stream = await slabWithStream()
    const response = await gateway.chat('completion-tokens=1', { body: { max_tokens: 900 } })
    await stream.body?.cancel()
    expect(response.status).toBe(200)
  })

  it('is refused where the stream itself needs the money', async () => {
    const stream = await slabWithStream()
    const response = await gateway.chat('completion-tokens=1', { body: { max_tokens: 901 } })
    await stream.body?.cancel()
    expect(response.status).toBe(402)
  })

  it('is not shortened for an idle slab', async () => {
    rig.billing.slabNanos = 400n * UNIT
    await gateway.chat('completion-tokens=1')
    rig.billing.slabNanos = 0n
    rig.billing.balances.set(IDS.payer, 1_001n * UNIT)
    const response = await gateway.chat('completion-tokens=1', { body: { max_tokens: undefined } })
    expect([response.status, response.headers.get('x-tollgate-clamped')]).toEqual([200, null])
  })
})

describe('settle', () => {
  it.each(['negative', 'fraction', 'huge', 'string'])(
    'M17: hostile usage (%s) is estimated, and never credits',
    async (kind) => {
      for (const stream of [false, true]) {
        const response = await gateway.chat(`reply=hello%20world,hostile-usage=${kind}`, { body: { stream } })
        await response.text()
        const event = await eventOf(response)
        expect(event.provenance).toBe('estimated')
        expect(event.quantities.outputTokens).toBeGreaterThan(0)
        expect(event.quantities.outputTokens).toBeLessThanOrEqual(100)
      }
    },
  )

  it('M13: without usage the answer is counted, within fifteen percent', async () => {
    const words = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ')
    const { countTokens } = await import('gpt-tokenizer')
    const response = await gateway.chat(`reply=${encodeURIComponent(words)},no-usage`, {
      body: { stream: true, max_tokens: 1_000 },
    })
    await response.text()
    const event = await eventOf(response)
    expect(event).toMatchObject({ provenance: 'estimated', status: 'completed' })
    const exact = countTokens(words)
    expect(Math.abs(event.quantities.outputTokens - exact) / exact).toBeLessThan(0.15)
    expect(event.quantities.inputTokens).toBeGreaterThan(0)
  })

  it('tells cost, balance and id in the last usage chunk to those who ask', async () => {
    for (const script of ['completion-tokens=4', 'no-usage,reply=a%20b']) {
      const response = await gateway.chat(script, { body: { stream: true }, headers: { 'x-tollgate-extras': 'cost' } })
      const events = (await response.text()).trim().split('\n\n')
      expect(events.at(-1)).toBe('data: [DONE]')
      const chunk = JSON.parse(events.at(-2)?.slice('data: '.length) ?? '')
      const { quantities } = await eventOf(response)
      expect(chunk).toMatchObject({
        choices: [],
        usage: { completion_tokens: quantities.outputTokens },
        tollgate: {
          cost: String(quantities.outputTokens),
          balance: String(1_000 - quantities.outputTokens),
          request_id: idOf(response),
        },
      })
      await gateway.idle()
      rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
      await waitUntil(() => rig.billing.heldNanos(IDS.payer) === 0n)
    }
  })

  it('a dry run calls nobody and tells route, plan and reservation', async () => {
    const acquires = rig.billing.acquires.length
    const response = await gateway.chat('', { headers: { 'x-tollgate-dry-run': '1' } })
    expect(await response.json()).toMatchObject({
      model: MODEL,
      plan: { max_output_tokens: 100 },
      reservation: { most: '100' },
    })
    expect([rig.upstream.truth().length, rig.billing.acquires.length]).toEqual([0, acquires])
  })
})

describe('M10: the client goes', () => {
  it('a stream is cancelled at once and billed for what was forwarded', async () => {
    const client = new AbortController()
    const response = await gateway.chat('chunks=200,delay-ms=20', { body: { stream: true }, signal: client.signal })
    const reader = response.body?.getReader()
    for (let read = 0; read < 5; read++) await reader?.read()
    client.abort()
    const event = await eventOf(response)
    expect(event).toMatchObject({ status: 'aborted', provenance: 'estimated' })
    expect(event.quantities.outputTokens).toBeGreaterThan(0)
    await waitUntil(() => rig.upstream.truth().at(-1)?.closedByClientAt !== undefined)
    expect(rig.upstream.truth().at(-1)?.chunksSent).toBeLessThan(100)
  })

  it('an answer in one piece of a self-hosted channel is cancelled and free', async () => {
    const client = new AbortController()
    const call = gateway.chat('first-delay-ms=3000', { signal: client.signal }).catch(() => undefined)
    await waitUntil(() => rig.upstream.truth().length === 1)
    client.abort()
    await call
    expect(await lastEvent()).toMatchObject({ status: 'aborted', provenance: 'void' })
    await waitUntil(() => rig.upstream.truth().at(-1)?.closedByClientAt !== undefined)
  })

  it('drain: the answer is read to its end and billed as reported', async () => {
    rig.putChannel({ settings: { onClientAbort: 'drain' } })
    await rig.project()
    await gateway.sees(rig)
    for (const stream of [false, true]) {
      rig.upstream.reset()
      const client = new AbortController()
      const call = gateway.chat('chunks=20,delay-ms=10,first-delay-ms=200,completion-tokens=20', {
        body: { stream },
        signal: client.signal,
      })
      if (stream) await call
      else await waitUntil(() => rig.upstream.truth().length === 1)
      client.abort()
      await call.catch(() => undefined)
      expect(await lastEvent()).toMatchObject({
        status: 'aborted',
        provenance: 'drained',
        quantities: { outputTokens: 20 },
      })
      expect(rig.upstream.truth().at(-1)?.isCompleted).toBe(true)
    }
    rig.putChannel({})
    await rig.project()
    await gateway.sees(rig)
  })

  it('before there was money for its call: nobody is asked and nothing is debited, also where answers are drained', async () => {
    rig.putChannel({ settings: { onClientAbort: 'drain' } })
    await rig.project()
    await gateway.sees(rig)
    rig.billing.mode = 'silent'
    const client = new AbortController()
    const asked = rig.billing.acquires.length
    const call = gateway.chat('completion-tokens=5', { signal: client.signal }).catch(() => undefined)
    await waitUntil(async () => /^gateway_inflight 1$/m.test(await metricsOf(gateway)))
    client.abort()
    await call
    rig.billing.mode = 'answer'
    await gateway.idle()
    await waitUntil(() => rig.billing.acquires.length > asked && rig.billing.heldNanos(IDS.payer) === 0n)
    expect(rig.upstream.truth()).toEqual([])
    expect(rig.billing.balances.get(IDS.payer)).toBe(1_000n * UNIT)
    rig.putChannel({})
    await rig.project()
    await gateway.sees(rig)
  })
})

it('K04: a leaked key ends the stream that runs on it, with an error event', async () => {
  const response = await gateway.chat('chunks=500,delay-ms=20', { body: { stream: true } })
  rig.putKey({ state: 'leaked', acceptsUnpriced: true })
  await rig.project()
  expect(await response.text()).toContain('key_disabled')
  expect(await eventOf(response)).toMatchObject({ status: 'failed', errorCode: 'key_disabled' })
  rig.putKey({ acceptsUnpriced: true })
  await rig.project()
  await waitUntil(async () => (await gateway.get('/v1/models')).status === 200)
})
