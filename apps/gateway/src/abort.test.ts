import { waitUntil } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

const DRAIN_MS = 400

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  gateway = await rig.gateway({ DRAIN_TIMEOUT_MS: String(DRAIN_MS) })
})
afterAll(() => rig.close())
afterEach(async () => {
  await gateway.idle()
  await waitUntil(() => rig.billing.heldNanos(IDS.payer) === 0n)
  rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
  rig.upstream.reset()
})

type Policy = 'auto' | 'cancel' | 'drain'
async function usePolicy(onClientAbort: Policy, type = 'openai-compatible'): Promise<void> {
  rig.putChannel({ type, settings: { onClientAbort } })
  await rig.project()
  await gateway.sees(rig)
}

/** Calls, and goes once the upstream has the call. */
async function leave(script: string, body: object = {}): Promise<void> {
  const client = new AbortController()
  const call = gateway.chat(script, { body, signal: client.signal }).catch(() => undefined)
  await waitUntil(() => rig.upstream.truth().length === 1)
  if ('stream' in body) await (await call)?.body?.getReader().read()
  client.abort()
  await call
}
const lastCall = () => rig.upstream.truth().at(-1)
const event = () => waitUntil(() => rig.events.find(({ requestId }) => requestId === lastCall()?.requestId))
const eventCount = () => rig.events.filter(({ requestId }) => requestId === lastCall()?.requestId).length

it.each([
  ['cancel', 'openai'],
  ['auto', 'openai-compatible'],
] as const)('M10: not streamed, %s on %s: the upstream is let go at once, one call of 0', async (policy, type) => {
  await usePolicy(policy, type)
  await leave('first-delay-ms=5000')
  expect(await event()).toMatchObject({ status: 'aborted', provenance: 'void', reason: 'client_left' })
  await waitUntil(() => lastCall()?.closedByClientAt !== undefined)
  expect(eventCount()).toBe(1)
})

it.each([
  ['drain', 'openai-compatible'],
  ['auto', 'openai'],
] as const)('M10: not streamed, %s on %s: read to its end, exact', async (policy, type) => {
  await usePolicy(policy, type)
  await leave('first-delay-ms=100,completion-tokens=7')
  expect(await event()).toMatchObject({
    status: 'aborted',
    provenance: 'drained',
    reason: 'drained',
    quantities: { outputTokens: 7 },
  })
  expect([lastCall()?.isCompleted, eventCount()]).toEqual([true, 1])
})

it('M10: an upstream slower than the bound is let go there: one call, which says why', async () => {
  await usePolicy('drain')
  await leave('first-delay-ms=10000')
  expect(await event()).toMatchObject({ status: 'aborted', provenance: 'void', reason: 'drain_bound' })
  await waitUntil(() => lastCall()?.closedByClientAt !== undefined)
  expect(eventCount()).toBe(1)
})

it('M10: a stream that outlasts the bound is billed for what was seen of it', async () => {
  await usePolicy('drain')
  await leave('chunks=2000,delay-ms=20,reply-bytes=10000', { stream: true, max_tokens: 1_000 })
  const told = await event()
  expect(told).toMatchObject({ status: 'aborted', provenance: 'estimated', reason: 'drain_bound' })
  expect(told.quantities.outputTokens).toBeGreaterThan(0)
  await waitUntil(() => lastCall()?.closedByClientAt !== undefined)
})

it('M10: an answer that was there when the client went is billed exactly', async () => {
  await usePolicy('cancel')
  const client = new AbortController()
  const response = await gateway.chat('completion-tokens=9', { signal: client.signal })
  client.abort()
  await response.text().catch(() => undefined)
  expect(await event()).toMatchObject({ reason: 'reported', quantities: { outputTokens: 9 } })
})

it.each([
  ['cut-after=3,chunks=10,no-usage', 'cut', 'estimated'],
  ['error-after=3,chunks=10,no-usage', 'cut', 'estimated'],
  ['no-usage,reply=hello%20world', 'no_usage', 'estimated'],
  ['hostile-usage=negative,reply=hello%20world', 'odd_usage', 'estimated'],
  ['completion-tokens=3', 'reported', 'reported'],
  ['status=500', 'no_answer', 'void'],
] as const)('a streamed answer with %s is billed for the reason %s', async (script, reason, provenance) => {
  const response = await gateway.chat(script, { body: { stream: true } })
  await response.text()
  expect(await rig.eventOf(response.headers.get('x-request-id') ?? '')).toMatchObject({ reason, provenance })
})

it('M13: the text of an error in the middle of an answer is not output', async () => {
  const response = await gateway.chat('error-after=1,chunks=10,no-usage,reply=one%20two%20three', {
    body: { stream: true },
  })
  await response.text()
  const told = await rig.eventOf(response.headers.get('x-request-id') ?? '')
  expect(told.quantities.outputTokens).toBeLessThanOrEqual(3)
})

it('M13: n > 1 without usage: the answers are counted together', async () => {
  const words = Array.from({ length: 40 }, (_, n) => `word${n}`).join(' ')
  const { countTokens } = await import('gpt-tokenizer')
  const response = await gateway.chat(`no-usage,reply=${encodeURIComponent(words)}`, {
    body: { stream: true, max_tokens: 300, n: 3 },
  })
  const choices = new Set([...(await response.text()).matchAll(/"index": ?(\d)/g)].map(([, index]) => index)).size
  const told = await rig.eventOf(response.headers.get('x-request-id') ?? '')
  const exact = choices * countTokens(words)
  expect(Math.abs(told.quantities.outputTokens - exact) / exact).toBeLessThan(0.15)
})
