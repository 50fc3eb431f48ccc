// Parts of the installation go away: who is served, who is told what, and that nothing is lost. A stack of its own.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChatOutcome, chat, errorOf, scripted, user } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken, getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const TOKENS = { prompt: 11, completion: 3 }
const REBUILT_WITHIN_MS = 90_000
/** L4: after all parts work again. */
const SETTLED_WITHIN_MS = 90_000
const SCRIPT = 'chunks=3,prompt-tokens=11,completion-tokens=3'

let stack: Stack
let scene: Scene
let warm: Student

beforeAll(async () => {
  stack = await startStack({ env: { gateway: { LEASE_WAIT_MS: '700' } } })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'out')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  warm = await scene.student({ balance: '100' })
  await scene.untilOffered(warm, 'chat')
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

const call = (owner: Student, more: object = {}, script = SCRIPT): Promise<ChatOutcome> =>
  chat({
    origin: stack.origin,
    key: owner.key,
    body: { model: scene.model('chat'), messages: [scripted(script)], ...more },
  })
const ready = async () => (await fetch(`${stack.healthUrl('gateway')}/health/ready`)).status
const exact = async ({ requestId }: ChatOutcome) => {
  expect(-(await settledDebit(scene.audit, requestId, SETTLED_WITHIN_MS)).amount).toBe(expectedCostNanos(TOKENS, PRICE))
}

it('billing is away: warm accounts are served, cold ones told to come back, nothing is lost', async () => {
  const cold = await scene.student({ balance: '5' })
  await waitUntil(async () => (await call(warm)).status === 200)
  await stack.apps.billing.kill()
  const served = await Promise.all(Array.from({ length: 5 }, () => call(warm)))
  expect(served.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const refused = await call(cold)
  expect(refused.status).toBe(503)
  expect(errorOf(refused)).toMatchObject({ type: 'api_error', code: 'billing_unavailable' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await ready()).toBe(200)
  await stack.apps.billing.start()
  for (const outcome of served) await exact(outcome)
  await waitUntil(async () => (await call(cold)).status === 200)
})

it('X07: the bus comes back empty, under load: nobody is told 401 or 404, nothing is lost', {
  timeout: 400_000,
}, async () => {
  const outcomes: ChatOutcome[] = []
  const stop = new AbortController()
  const load = (async () => {
    while (!stop.signal.aborted) {
      outcomes.push(await call(warm))
      await sleep(20)
    }
  })()
  let fresh: Student
  try {
    await waitUntil(() => outcomes.length > 5)
    await stack.nats.stop()
    const servedBefore = outcomes.length
    await waitUntil(() => outcomes.length > servedBefore + 5)
    await stack.nats.start({ isEmpty: true })
    // a student who did not exist before: his key reaches the gateway only through a rebuilt bucket
    fresh = await waitUntil(() => scene.student({ balance: '5' }), { timeoutMs: REBUILT_WITHIN_MS })
    await scene.untilOffered(fresh, 'chat')
  } finally {
    stop.abort()
    await load
  }
  expect(outcomes.filter(({ status }) => status === 401 || status === 404)).toEqual([])
  expect(outcomes.filter(({ status }) => status === 200).length).toBeGreaterThan(10)
  for (const outcome of outcomes.filter(({ status }) => status === 200)) await exact(outcome)
  await revokeKeysOf(fresh)
  await waitUntil(async () => (await call(fresh)).status === 403)
})

it('X08: a gateway that starts without the bus waits for it, says so, and delivers what it kept', async () => {
  await waitUntil(async () => (await call(warm)).status === 200)
  await stack.nats.stop()
  const kept = await call(warm)
  expect(kept.status).toBe(200)
  await stack.apps.gateway.kill()
  await stack.apps.gateway.start({ waitForReady: false })
  await waitUntil(async () => (await fetch(`${stack.healthUrl('gateway')}/health/live`)).status === 200)
  expect(await ready()).toBe(503)
  const refused = await waitUntil(() => call(warm))
  expect(refused.status).toBe(503)
  expect(errorOf(refused).type).toBe('api_error')
  expect(refused.requestId).not.toBe('')
  await stack.nats.start()
  await stack.apps.gateway.waitUntilReady()
  await exact(kept)
  await waitUntil(async () => (await call(warm)).status === 200)
})

it('C14: SIGTERM lets the streams finish, records them all, gives the money back and ends well', async () => {
  const streams = Array.from({ length: 20 }, () =>
    call(warm, { stream: true }, 'barrier=c14,chunks=20,delay-ms=25,prompt-tokens=11,completion-tokens=3'),
  )
  await waitUntil(() => scene.upstream.waitingAt('c14') === 20)
  scene.upstream.release('c14')
  const ended = stack.apps.gateway.stop()
  await waitUntil(() =>
    call(warm, { messages: [user('late')] }).then(
      ({ status }) => status === 503,
      () => true, // the listener is closed
    ),
  )
  const outcomes = await Promise.all(streams)
  expect(outcomes.map(({ text }) => text.includes('[DONE]'))).toEqual(outcomes.map(() => true))
  expect(await ended).toBe(0)
  for (const outcome of outcomes) await exact(outcome)
  await waitUntil(async () => (await scene.audit.account(warm.accountId)).held === 0n)
  await stack.apps.gateway.start()
})

async function revokeKeysOf(owner: Student): Promise<void> {
  const admin = { token: scene.facts.adminToken }
  const { apiKeys } = await getGraphql<{ apiKeys: { nodes: { id: string; kind: string }[] } }>(
    stack.origin,
    admin,
    'query ($userId: ID!) { apiKeys(filter: { userId: $userId }) { nodes { id kind } } }',
    { userId: owner.userId },
  )
  for (const { id } of apiKeys.nodes.filter(({ kind }) => kind === 'SECRET')) {
    await getGraphql(
      stack.origin,
      admin,
      'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { problems { message } } }',
      { input: { id, reason: 'test' } },
    )
  }
}
