// P10: one gateway's clock is two hours ahead, the other's two behind, billing's 90 days ahead. Money goes by the database's
// clock and by monotonic ones.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWallClock, type Stack, startStack, type WallClock, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChatOutcome, chat, scripted } from '../support/chat.js'
import { createAdminToken, getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld, settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S
const OFFSETS_S = { ahead: 2 * HOUR_S, behind: -2 * HOUR_S, billing: 90 * DAY_S }
/** Input is free and a token of output costs one unit: a call with `max_tokens: N` reserves exactly N units. */
const PRICE = { inputPerMillion: '0', outputPerMillion: '1000000' }
const LEASE_WAIT_MS = 20_000
const TOLERANCE_MS = 60_000

let dir: string
let clocks: Record<keyof typeof OFFSETS_S, WallClock> | undefined
let stack: Stack
let scene: Scene

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tollgate-clocks-'))
  const [ahead, behind, billing] = await Promise.all(
    Object.keys(OFFSETS_S).map((name) => createWallClock(join(dir, name))),
  )
  if (ahead === undefined || behind === undefined || billing === undefined) return
  clocks = { ahead, behind, billing }
  await ahead.step(OFFSETS_S.ahead)
  await behind.step(OFFSETS_S.behind)
  await billing.step(OFFSETS_S.billing)
  stack = await startStack({
    gatewayCount: 2,
    env: { billing: billing.env, gateway: { LEASE_WAIT_MS: String(LEASE_WAIT_MS) } },
    gatewayEnvs: [ahead.env, behind.env],
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'clocks')
  await scene.declare({
    models: [{ name: 'm', price: PRICE, maxOutputTokens: 1_000 }],
    channels: [{ name: 'main', models: ['m'] }],
  })
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
  await rm(dir, { recursive: true, force: true })
})

const call = (owner: Student, gateway: number, script: string, tokens = 100): Promise<ChatOutcome> =>
  chat({
    origin: stack.gateways[gateway % 2]?.origin ?? '',
    key: owner.key,
    body: { model: scene.model('m'), max_tokens: tokens, messages: [scripted(script)] },
  })

it('P10: money for ten admits ten of fifty, ids are unique, and the books show the database’s time', {
  timeout: 300_000,
}, async ({ skip }) => {
  if (clocks === undefined) return skip('libfaketime is not installed')
  const probe = await scene.student({ balance: '100' })
  for (const gateway of [0, 1])
    await waitUntil(async () => (await call(probe, gateway, 'prompt-tokens=1,completion-tokens=1', 1)).status === 200)
  const owner = await scene.student({ balance: '1000' })
  await scene.untilOffered(
    owner,
    'm',
    stack.gateways.map(({ origin }) => origin),
  )
  const pending = Promise.all(
    Array.from({ length: 50 }, (_, n) => call(owner, n, 'barrier=clocks,prompt-tokens=1,completion-tokens=100')),
  )
  await waitUntil(() => scene.upstream.waitingAt('clocks') >= 10, { timeoutMs: LEASE_WAIT_MS })
  scene.upstream.release('clocks')
  const outcomes = await pending
  const served = outcomes.filter(({ status }) => status === 200)
  expect([served.length, outcomes.filter(({ status }) => status === 402).length]).toEqual([10, 40])
  expect(new Set(outcomes.map(({ requestId }) => requestId)).size).toBe(50)
  for (const { requestId } of served) await settledDebit(scene.audit, requestId)
  await nothingHeld(scene.audit, owner.accountId)
  expect((await scene.audit.account(owner.accountId)).balance).toBe(0n)

  const { usage } = await getGraphql<{ usage: { nodes: { admittedAt: string }[] } }>(
    stack.origin,
    { token: scene.facts.adminToken },
    'query ($filter: UsageFilter) { usage(filter: $filter) { nodes { admittedAt } } }',
    { filter: { userId: owner.userId } },
  )
  expect(usage.nodes).toHaveLength(10)
  for (const { admittedAt } of usage.nodes)
    expect(Math.abs(Date.parse(admittedAt) - Date.now())).toBeLessThan(TOLERANCE_MS)
})
