import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mintApiKey } from '@tollgate/protocols/credentials'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, MODEL, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** What an upstream answers, by its key. */
type Behaviour = (key: string) => { status: number; headers?: Record<string, string>; waitMs?: number }

let rig: GatewayRig
let one: TestGateway
/** Started after what is asked of one alone. */
let two: TestGateway | undefined
let allow = ''
let server: Server
let baseUrl = ''
let behave: Behaviour
let calls: { key: string; status: number; atMs: number }[] = []
let [under, mostUnder] = [0, 0]

const keyOf = ({ headers }: IncomingMessage): string => (headers.authorization ?? '').slice('Bearer '.length)
const answer = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'ok' } }],
  usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
})

beforeAll(async () => {
  server = createServer((request, response) => {
    const key = keyOf(request)
    const { status, headers = {}, waitMs = 0 } = behave(key)
    calls.push({ key, status, atMs: performance.now() })
    under++
    mostUnder = Math.max(mostUnder, under)
    request.resume().once('end', () => {
      setTimeout(() => {
        under--
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(status === 200 ? answer : JSON.stringify({ error: { message: 'no' } }))
      }, waitMs)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  baseUrl = `http://127.0.0.1:${port}`
  rig = await GatewayRig.start()
  rig.billing.balances.set(IDS.payer, 1_000_000_000n * UNIT)
  rig.billing.slabNanos = 1_000_000n * UNIT
  allow = `127.0.0.1:${port}`
  one = await rig.gateway({ EGRESS_ALLOW: allow })
})
afterAll(async () => {
  await rig.close()
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  behave = () => ({ status: 200 })
  calls = []
  mostUnder = 0
})

let lastKey = 100
/** An API key that nobody used, so that no test meets what another counted. */
async function freshKey(limits: { rpm?: number; tpm?: number; concurrency?: number }): Promise<string> {
  const apiKey = mintApiKey('u')
  lastKey++
  const keyId = `0190a0b0-0000-7000-8000-000000000${lastKey}`
  rig.putKey({ keyId, limits }, apiKey)
  return apiKey
}
async function channel(settings: object, secrets: string[]): Promise<void> {
  rig.putChannel({ baseUrl, secrets, settings: { onClientAbort: 'auto', ...settings } })
  await one.sees(rig)
  await two?.sees(rig)
}
const second = async (): Promise<TestGateway> => {
  two ??= await rig.gateway({ EGRESS_ALLOW: allow, NODE_ID: 'g2' })
  return two
}
const chat = (gateway: TestGateway, apiKey?: string, body: object = {}): Promise<Response> =>
  gateway.chat('', { body, ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }) })
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))
const served = (responses: readonly Response[]): number => responses.filter(({ status }) => status === 200).length

it('tokens are reserved by estimate and corrected by what was used', async () => {
  const apiKey = await freshKey({ tpm: 2_000 })
  await channel({}, ['k1'])
  const first = await chat(one, apiKey, { max_tokens: 900 })
  expect(first.status).toBe(200)
  expect(Number(first.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThan(1_100)
  const second = await chat(one, apiKey, { max_tokens: 10 })
  // the first call used 10 of the 900 that it was taken for
  expect(Number(second.headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThan(1_900)
})

it('calls at the same time are limited by tier and model, and a place is free once a call is over', async () => {
  const settings = rig.catalog.get('settings')
  if (settings?.kind !== 'settings') throw new Error('no settings')
  const tiers = [{ name: 'small', isDefault: false, limits: [{ modelName: MODEL, concurrency: 2 }] }]
  rig.put({ ...settings, limits: { enabled: true, tiers } })
  const apiKey = await freshKey({})
  rig.putKey({ keyId: '0190a0b0-0000-7000-8000-000000000999', userId: IDS.otherGroup, tier: 'small' }, apiKey)
  await channel({}, ['k1'])
  behave = () => ({ status: 200, waitMs: 300 })
  expect(served(await times(6, () => chat(one, apiKey)))).toBe(2)
  expect(served(await times(2, () => chat(one, apiKey)))).toBe(2)
  rig.put(settings)
})

describe('C11: requests of a key in any minute', () => {
  it('one gateway: exactly the limit of 200 at once, the others 429 with when to come back; other keys are free', async () => {
    const apiKey = await freshKey({ rpm: 60 })
    await channel({}, ['k1'])
    const responses = await times(200, (index) =>
      one.chat('', { headers: { authorization: `Bearer ${apiKey}`, 'x-forwarded-for': `10.0.0.${index}` } }),
    )
    expect(served(responses)).toBe(60)
    const refused = responses.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('x-ratelimit-limit-requests')).toBe('60')
    expect(refused?.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    expect(await refused?.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } })
    expect((await chat(one)).status).toBe(200)
    expect(calls).toHaveLength(61)
  })

  it('two gateways: a rush on both reaches it and stays within a fifth above', async () => {
    const gateways = [one, await second()]
    const apiKey = await freshKey({ rpm: 60 })
    await channel({}, ['k1'])
    let total = 0
    const rush = async (): Promise<void> => {
      total += served(await times(100, (index) => chat(gateways[index % 2] ?? one, apiKey)))
    }
    await rush()
    expect(total).toBeLessThanOrEqual(72)
    await waitUntil(async () => {
      await rush()
      return total >= 60
    })
    expect(total).toBeLessThanOrEqual(72)
  })

  it('tells each dialect in its own headers, and shape', async () => {
    const apiKey = await freshKey({ rpm: 1 })
    await channel({}, ['k1'])
    const ask = () =>
      fetch(`${one.url}/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ model: MODEL, max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] }),
      })
    // what is too small to be shared is used in turns of a second
    const response = await waitUntil(async () => {
      const tried = await ask()
      return tried.status === 200 && tried
    })
    expect(response.headers.get('anthropic-ratelimit-requests-limit')).toBe('1')
    expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0')
    expect(Date.parse(response.headers.get('anthropic-ratelimit-requests-reset') ?? '')).toBeGreaterThan(Date.now())
    const refused = await ask()
    expect([refused.status, await refused.json()]).toMatchObject([429, { error: { type: 'rate_limit_error' } }])
  })

  it('a dry run counts for nothing', async () => {
    const apiKey = await freshKey({ rpm: 10 })
    await channel({}, ['k1'])
    const headers = { authorization: `Bearer ${apiKey}`, 'x-tollgate-dry-run': '1' }
    for (let call = 0; call < 12; call++) expect((await one.chat('', { headers })).status).toBe(200)
    expect(calls).toEqual([])
  })
})

describe('a channel with places', () => {
  it('lets calls wait for one in turns, refuses what its queue cannot hold', async () => {
    await channel({ limits: { concurrency: 2 }, queueLength: 4, queueTimeoutMs: 10_000 }, ['k1', 'k2', 'k3'])
    behave = () => ({ status: 200, waitMs: 200 })
    const responses = await times(10, () => chat(one))
    // the second place is there once the other gateway has confirmed the first
    expect([1, 2]).toContain(mostUnder)
    expect([5, 6]).toContain(served(responses))
    const refused = responses.filter(({ status }) => status === 429)
    expect(refused.length + served(responses)).toBe(10)
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true)
  })

  it('counts those of the other gateway', async () => {
    const other = await second()
    await channel({ limits: { concurrency: 4 }, queueLength: 20 }, ['k1'])
    behave = () => ({ status: 200, waitMs: 3_000 })
    const first = times(4, () => chat(one))
    await waitUntil(() => under === 4)
    await waitUntil(async () => (await fetchGossip(other)) > 0)
    const later = times(4, () => chat(other))
    expect(served([...(await first), ...(await later)])).toBe(8)
    expect(mostUnder).toBeLessThanOrEqual(5)
  })

  it('a channel key above its own limit is passed over for another, and all are 429', async () => {
    await channel({ keyLimits: { rpm: 10 } }, ['l1', 'l2', 'l3'])
    const responses = await times(60, () => chat(one))
    const perKey = new Map<string, number>()
    for (const { key } of calls) perKey.set(key, (perKey.get(key) ?? 0) + 1)
    expect(Math.max(...perKey.values())).toBeLessThanOrEqual(12)
    expect(served(responses)).toBe(calls.length)
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(60 - calls.length)
  })
})

/** What a gateway would do with a call, and why not otherwise. */
const dryRunOf = async (gateway: TestGateway): Promise<string> =>
  (await gateway.chat('', { headers: { 'x-tollgate-dry-run': '1' } })).text()

/** Bytes that a gateway heard of others since the last look. */
let lastHeard = 0
async function fetchGossip(gateway: TestGateway): Promise<number> {
  const text = await (await fetch(`${gateway.healthUrl}/metrics`)).text()
  const heard = Number(/^gossip_heard_bytes (\d+)/m.exec(text)?.[1] ?? 0)
  const since = heard - lastHeard
  lastHeard = heard
  return since
}

it('U14: a key that cools on one gateway rests on the other, as long as its upstream said', async () => {
  const other = await second()
  await channel({}, ['hot', 'cold'])
  behave = (key) => (key === 'hot' ? { status: 429, headers: { 'retry-after': '30' } } : { status: 200 })
  await waitUntil(async () => {
    expect((await chat(one)).status).toBe(200)
    return calls.some(({ key }) => key === 'hot')
  })
  await waitUntil(async () => (await dryRunOf(other)).includes('"cooling"'), { what: 'the other gateway’s news' })
  calls = []
  expect(served(await times(20, () => chat(other)))).toBe(20)
  expect(calls.map(({ key }) => key)).toEqual(Array.from({ length: 20 }, () => 'cold'))
})

it('U23, C2: of 100 keys 10 answer 401, 10 answer 429, the others 5 % 5xx: hardly a caller is told', async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `many-${index}`)
  const numberOf = (key: string): number => Number(key.slice('many-'.length))
  let seed = 1
  const chance = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const gateways = [one, await second()]
  rig.health.length = 0
  await channel({}, keys)
  behave = (key) => {
    if (numberOf(key) >= 80 && numberOf(key) < 90) return { status: 401 }
    if (numberOf(key) >= 90) return { status: 429, headers: { 'retry-after': '300' } }
    return { status: chance() < 0.05 ? 500 : 200 }
  }
  const failures: number[] = []
  // enough that what the very first calls meet, by chance, is little beside a thousandth of all
  const total = 5_000
  let started = 0
  await times(20, async () => {
    while (started < total) {
      const number = started++
      const response = await chat(gateways[number % 2] ?? one)
      await response.arrayBuffer()
      if (response.status !== 200) failures.push(number)
    }
  })
  expect(failures.length).toBeLessThanOrEqual(total / 1_000)
  // by chance alone four keys in a row fail once in 160,000 calls: one such call is no fault, two are
  expect(failures.filter((number) => number > total / 6).length).toBeLessThanOrEqual(1)
  const refused = (status: number): number => calls.filter((call) => call.status === status).length
  // each bad key is met once by either gateway, or twice while the first answers are under way
  expect(refused(401)).toBeLessThanOrEqual(60)
  expect(refused(429)).toBeLessThanOrEqual(60)
  expect(calls.length - refused(401) - refused(429) - total).toBeLessThanOrEqual(total * 0.2)
  const met = new Set(calls.filter((call) => call.status === 401).map(({ key }) => key))
  await waitUntil(
    () => {
      const ids = new Set(rig.health.filter(({ state }) => state === 'disabled').map((each) => each.channelKeyId))
      return ids.size === met.size
    },
    { what: `the report of ${met.size} disabled keys`, timeoutMs: 60_000 },
  )
  expect(met.size).toBe(10)
})

it('B2: a channel sets its headers and parameters, and nothing of ours', async () => {
  const settings = {
    headers: { 'x-tenant': 'physics', authorization: 'Bearer stolen' },
    parameters: { chat_template_kwargs: { enable_thinking: false }, seed: null, max_tokens: 9_999 },
  }
  rig.upstream.reset()
  rig.putChannel({ settings: { onClientAbort: 'auto', ...settings } })
  const gateway = await rig.gateway({ NODE_ID: 'g3' })
  await gateway.sees(rig)
  expect((await gateway.chat('', { body: { seed: 7 } })).status).toBe(200)
  const [seen] = rig.upstream.truth()
  expect(seen?.body).toMatchObject({ chat_template_kwargs: { enable_thinking: false }, max_tokens: 100 })
  expect(seen?.body).not.toHaveProperty('seed')
  expect(JSON.stringify(seen?.headers)).toContain('physics')
  expect(JSON.stringify(seen?.headers)).not.toContain('stolen')
})
