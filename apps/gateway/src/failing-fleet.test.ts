// Many keys and channels of which some fail: callers hardly notice (RELIABILITY 8.4). The time of the catalogue's cases is
// told in calls.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayRig, IDS, MODEL, type TestGateway, UNIT } from './testing/gateway-rig.js'

const AT_ONCE = 10
/** They are many calls, and machines are busy. */
const LONG_MS = 300_000
const ANSWER = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})
const FLEET = [IDS.channel, IDS.otherGroup, IDS.freeModel]

let rig: GatewayRig
let gateway: TestGateway
let server: Server
let baseUrl: string
/** How a key is answered, by the number of its call. */
let statusOf: (key: string, call: number) => number
let calls: { key: string; status: number }[]

beforeAll(async () => {
  rig = await GatewayRig.start()
  const counts = new Map<string, number>()
  server = createServer((request, response) => {
    const key = request.headers.authorization?.slice('Bearer '.length) ?? ''
    const call = counts.get(key) ?? 0
    counts.set(key, call + 1)
    request.resume().once('end', () => {
      const status = statusOf(key, call)
      calls.push({ key, status })
      if (status === 429) response.setHeader('retry-after', '600')
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(status === 200 ? ANSWER : '{"error":{"message":"no"}}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  baseUrl = `http://${host}/v1`
  rig.billing.balances.set(IDS.payer, 1_000_000n * UNIT)
  rig.billing.slabNanos = 100_000n * UNIT
  gateway = await rig.gateway({ EGRESS_ALLOW: host })
})
afterAll(async () => {
  await rig.close()
  server.closeAllConnections()
  server.close()
})

async function channels(keysByChannel: Readonly<Record<string, string[]>>): Promise<void> {
  for (const channelId of FLEET) {
    const secrets = keysByChannel[channelId]
    const isActive = secrets !== undefined
    rig.putChannel({ channelId, baseUrl, isActive, models: [MODEL], secrets: secrets ?? [] })
  }
  await rig.project()
  await gateway.sees(rig)
  calls = []
  rig.health.length = 0
}

/** @returns the status of each call, in the order of their ends */
async function load(count: number): Promise<number[]> {
  const statuses: number[] = []
  let left = count
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const response = await gateway.chat('')
        await response.text()
        statuses.push(response.status)
      }
    }),
  )
  return statuses
}
const failuresOf = (statuses: readonly number[]): number => statuses.filter((status) => status !== 200).length

it(
  'U23: of a hundred keys ten are refused, ten are used up, and the rest fail now and then',
  async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `sk-key-${index}`)
    const numberOf = (key: string): number => Number(key.slice('sk-key-'.length))
    statusOf = (key, call) => {
      const number = numberOf(key)
      if (number < 10) return 401
      if (number < 20) return 429
      return (call + number) % 20 === 0 ? 500 : 200 // one in twenty, never the same for all
    }
    await channels({ [IDS.channel]: keys })
    const first = await load(300)
    const rest = await load(900)
    expect(failuresOf(first) + failuresOf(rest)).toBeLessThanOrEqual(1)
    expect(failuresOf(rest)).toBe(0)

    const refused = calls.filter(({ status }) => status === 401)
    expect(new Set(refused.map(({ key }) => key)).size).toBe(10)
    // once each, but for calls that were under way together
    expect(refused.length).toBeLessThanOrEqual(10 * AT_ONCE)
    const disabled = () => new Set(rig.health.flatMap((one) => (one.state === 'disabled' ? [one.channelKeyId] : [])))
    await waitUntil(() => disabled().size === 10)
    const served = new Set(calls.filter(({ status }) => status === 200).map(({ key }) => key))
    expect(served.size).toBe(80)
    const retries = calls.filter(({ status }) => status === 500).length
    expect(retries).toBeLessThanOrEqual(0.2 * 1_200)
    const usedUp = calls.filter(({ status }) => status === 429).length
    expect(usedUp).toBeLessThanOrEqual(10 * AT_ONCE)
  },
  LONG_MS,
)

it(
  'U16: one of three channels fails every second call: it is left out, tried again, and taken back',
  async () => {
    const [bad = '', ...good] = ['sk-bad', 'sk-good-1', 'sk-good-2']
    let isHealed = false
    statusOf = (key, call) => (key === bad && !isHealed && call % 2 === 0 ? 500 : 200)
    const [first = '', second = '', third = ''] = FLEET
    await channels({ [first]: [bad], [second]: [good[0] ?? ''], [third]: [good[1] ?? ''] })
    expect(failuresOf(await load(300))).toBe(0)
    await waitUntil(() => rig.health.some(({ channelId, state }) => channelId === first && state === 'cooling'))

    calls = []
    expect(failuresOf(await load(1_000))).toBe(0)
    const share = calls.filter(({ key }) => key === bad).length / calls.length
    expect(share).toBeLessThan(0.05)

    isHealed = true
    calls = []
    const shares: number[] = []
    await waitUntil(
      async () => {
        const before = calls.length
        expect(failuresOf(await load(60))).toBe(0)
        const window = calls.slice(before)
        shares.push(window.filter(({ key }) => key === bad).length / window.length)
        return (shares.at(-1) ?? 0) > 0.2
      },
      { timeoutMs: 240_000 },
    )
    // little by little: between nothing and its third there was less
    expect(shares.some((each) => each > 0 && each < 0.2)).toBe(true)
  },
  LONG_MS,
)
