// Two gateways and two billings: money is admitted exactly, wherever it is asked for and whoever holds the rest of it.
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyState } from '../support/apply-state.js'
import { withBalanceSampler } from '../support/balance-sampler.js'
import { type ChatOutcome, chat, errorOf, openChat, scripted } from '../support/chat.js'
import { createAdminToken } from '../support/graphql.js'
import { type LimitDesk, openLimitDesk } from '../support/limits.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld, settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

/** Input is free and a token of output costs one unit, so a call with `max_tokens: N` reserves exactly N units. */
const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const UNIT = 10n ** 9n
/** A slab of up to so many units. */
const SLAB_UNITS = 100_000
const LEASE_WAIT_MS = 20_000

let stack: Stack
let scene: Scene
let desk: LimitDesk

beforeAll(async () => {
  const slab = { LEASE_SLAB_MAX: String(BigInt(SLAB_UNITS) * UNIT) }
  // how long a call waits before it is told 503 is tested elsewhere: here a slow machine must not decide who is admitted
  const wait = { LEASE_WAIT_MS: String(LEASE_WAIT_MS) }
  stack = await startStack({ gatewayCount: 2, billingCount: 2, env: { billing: slab, gateway: wait } })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'leases')
  await scene.declare({
    models: ['m', 'failing'].map((name) => ({ name, price: UNIT_A_TOKEN, maxOutputTokens: 100_000 })),
    // what fails again and again is not asked for a while
    channels: [
      { name: 'main', models: ['m'] },
      { name: 'failing', models: ['failing'] },
    ],
  })
  desk = await openLimitDesk(stack)
  await everybodyServes()
})
afterAll(async () => {
  await desk?.close()
  await scene?.close()
  await stack?.stop()
})

const originOf = (index: number): string => stack.gateways[index % 2]?.origin ?? stack.origin
const bodyOf = (script: string, tokens: number, model = 'm') => ({
  model: scene.model(model),
  max_tokens: tokens,
  messages: [scripted(script)],
})
const call = (owner: Student, gateway: number, script: string, tokens = 100): Promise<ChatOutcome> =>
  chat({ origin: originOf(gateway), key: owner.key, body: bodyOf(script, tokens) })
const costs = (tokens: number): string => `prompt-tokens=1,completion-tokens=${tokens}`

/** Both gateways know the model, its channel and that its upstream may be reached. */
async function everybodyServes(): Promise<void> {
  const probe = await scene.student({ balance: '1000' })
  for (const gateway of [0, 1]) await waitUntil(async () => (await call(probe, gateway, costs(1), 1)).status === 200)
}

/** A student whose key both gateways know. */
async function student(balance: string): Promise<Student> {
  const owner = await scene.student({ balance })
  await known(owner)
  return owner
}
const known = (owner: Student): Promise<unknown> =>
  waitUntil(async () => {
    const response = await fetch(`${originOf(1)}/v1/models`, { headers: { authorization: `Bearer ${owner.key}` } })
    return (await response.text()).includes(scene.model('m'))
  })
const withStatus = (outcomes: readonly ChatOutcome[], status: number) =>
  outcomes.filter((outcome) => outcome.status === status)
const countsOf = (outcomes: readonly ChatOutcome[]): Record<number, number> => {
  const counts: Record<number, number> = {}
  for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
const keyIdOf = async ({ userId }: Student): Promise<string | undefined> =>
  (await desk.sql<{ id: string }>(`SELECT id FROM api_key WHERE user_id = $1 AND kind = 'secret'`, [userId]))[0]?.id

/** 50 calls of 100 at once, over both gateways, of which `admitted` wait in the upstream for each other. */
async function rush(owners: readonly Student[], name: string, admitted: number): Promise<ChatOutcome[]> {
  const script = `barrier=${name},${costs(100)}`
  const over: ChatOutcome[] = []
  const pending = Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const outcome = await call(owners[n % owners.length] as Student, n, script)
      over.push(outcome)
      return outcome
    }),
  )
  try {
    await waitUntil(() => scene.upstream.waitingAt(name) >= admitted, { timeoutMs: LEASE_WAIT_MS })
  } catch (cause) {
    const told = over.map(({ status, text }) => `${status} ${text.slice(0, 200)}`)
    throw new Error(`${scene.upstream.waitingAt(name)} of ${admitted} were admitted:\n${told.join('\n')}`, { cause })
  } finally {
    scene.upstream.release(name)
  }
  return pending
}

describe('M05: 50 at once against money for 10, over two gateways', () => {
  it.each([1, 2, 3, 4, 5])('exactly 10 reach the upstream, 40 are told of their quota (%i)', async (round) => {
    const owner = await student('1000')
    const { result, ...seen } = await withBalanceSampler(scene.audit, owner.accountId, async () => {
      const outcomes = await rush([owner], `m05-${round}`, 10)
      for (const { requestId } of withStatus(outcomes, 200)) await settledDebit(scene.audit, requestId)
      return outcomes
    })
    expect(countsOf(result)).toEqual({ 200: 10, 402: 40 })
    for (const refused of withStatus(result, 402)) {
      expect(errorOf(refused).code).toBe('insufficient_quota')
      expect(refused.headers.get('x-should-retry')).toBe('false')
    }
    expect(scene.upstream.truth().filter(({ body }) => JSON.stringify(body).includes(`m05-${round},`))).toHaveLength(10)
    await nothingHeld(scene.audit, owner.accountId)
    expect((await scene.audit.account(owner.accountId)).balance).toBe(0n)
    expect(seen.lowestBalance >= 0n && seen.lowestHeadroom >= 0n).toBe(true)
  })
})

it('M07: after 30 failures on one gateway the full balance can be spent, there and on the other one', async () => {
  for (const [first, second] of [
    [0, 0],
    [0, 1],
  ] as const) {
    const owner = await student('100')
    const scripts = ['status=500', 'reset-after=0', 'html']
    const failed = await Promise.all(
      Array.from({ length: 30 }, (_, n) => {
        const body = bodyOf(scripts[n % 3] ?? 'status=500', 3, 'failing')
        return chat({ origin: originOf(first), key: owner.key, body })
      }),
    )
    expect(failed.every(({ status }) => status >= 500)).toBe(true)
    const whole = await waitUntil(async () => {
      const outcome = await call(owner, second, costs(100))
      return outcome.status === 200 ? outcome : undefined
    })
    await settledDebit(scene.audit, whole.requestId)
    expect(await scene.audit.account(owner.accountId)).toMatchObject({ balance: 0n, held: 0n })
  }
})

describe('X05: limits above rich payers', () => {
  it('a course limit for 10: exactly 10 of several students, the others hold nothing and are told which limit and until when', async () => {
    const owners = [await student('100000'), await student('100000'), await student('100000')]
    const courseId = await desk.course(...owners)
    for (const owner of owners) await desk.setLimit({ kind: 'key_cap', keyId: await keyIdOf(owner) }, 50_000)
    const limitId = await desk.setLimit({ kind: 'course_limit', courseId }, 1_000)
    const outcomes = await rush(owners, 'x05-course', 10)
    expect(countsOf(outcomes)).toEqual({ 200: 10, 402: 40 })
    for (const refused of withStatus(outcomes, 402)) {
      expect(errorOf(refused).message).toMatch(
        /limit of the course .*begins anew at \d{4}-\d{2}-01 00:00 \(Asia\/Shanghai\)/,
      )
    }
    for (const { requestId } of withStatus(outcomes, 200)) await settledDebit(scene.audit, requestId)
    for (const { accountId } of owners) await nothingHeld(scene.audit, accountId)
    const windows = await desk.sql('SELECT amount, held, spent FROM limit_window WHERE limit_id = $1', [limitId])
    expect(windows).toEqual([{ amount: String(1_000n * UNIT), held: '0', spent: String(1_000n * UNIT) }])
  })

  it('two courses under a budget for 15: exactly 15', async () => {
    const owners = [await student('100000'), await student('100000')]
    const parentId = await desk.setLimit({ kind: 'budget', name: 'school' }, 1_500)
    for (const owner of owners) {
      await desk.setLimit({ kind: 'course_limit', courseId: await desk.course(owner) }, 100_000, { parentId })
    }
    const outcomes = await rush(owners, 'x05-budget', 15)
    expect(countsOf(outcomes)).toEqual({ 200: 15, 402: 35 })
    const [parent] = await desk.sql('SELECT amount, handed, held, spent FROM limit_window WHERE limit_id = $1', [
      parentId,
    ])
    expect(parent).toEqual({ amount: String(1_500n * UNIT), handed: String(1_500n * UNIT), held: '0', spent: '0' })
  })
})

describe('X06: an idle slab on one gateway', () => {
  /** Leaves a slab of 10 000 units on the first gateway, and 90 000 free. */
  async function withSlab(): Promise<Student> {
    const owner = await student('100000')
    const warm = await call(owner, 0, costs(1), 1_000)
    expect(warm.status).toBe(200)
    await settledDebit(scene.audit, warm.requestId)
    expect((await scene.audit.account(owner.accountId)).held).toBeGreaterThan(1_000n * UNIT)
    return owner
  }

  it('does not refuse its owner the whole rest on the other gateway', async () => {
    const owner = await withSlab()
    const outcome = await call(owner, 1, costs(99_999), 99_999)
    expect(outcome.status).toBe(200)
    await settledDebit(scene.audit, outcome.requestId)
    expect((await scene.audit.account(owner.accountId)).balance).toBe(0n)
  })

  it('nor another key of his; a stream that runs on it goes on', async () => {
    const owner = await withSlab()
    const stream = await openChat({
      origin: originOf(0),
      key: owner.key,
      body: { ...bodyOf('chunks=40,delay-ms=50,prompt-tokens=1,completion-tokens=40', 100), stream: true },
    })
    await stream.pieces.next()
    const { mintedKeys } = await applyState(stack.origin, scene.facts.adminToken, {
      users: [{ username: owner.username, keys: [{ name: 'test' }, { name: 'second' }] }],
    })
    const second = { ...owner, key: mintedKeys[0]?.secret ?? '' }
    await known(second)
    expect((await call(second, 1, costs(99_899), 99_899)).status).toBe(200)
    let text = ''
    for await (const piece of stream.pieces) text += piece
    expect(text).toContain('[DONE]')
    expect(-(await settledDebit(scene.audit, stream.requestId)).amount).toBe(40n * UNIT)
  })
})

it('M29: a broke account asks billing at most once a second, and nobody is asked to give anything back', async () => {
  const owner = await student('0.5')
  const acquired = new Set<string>()
  let recalls = 0
  const subscriptions = [
    // asked again after silence, an acquire has the same id
    desk.operator.subscribe('billing.lease.acquire', {
      callback: (_, message) => void acquired.add(message.json<{ leaseId: string }>().leaseId),
    }),
    desk.operator.subscribe('gateway.lease.recall', { callback: () => void recalls++ }),
  ]
  await desk.operator.flush()
  const startedAt = performance.now()
  const rushed = await Promise.all(Array.from({ length: 200 }, () => call(owner, 0, 'chunks=1', 1)))
  const statuses = new Set(rushed.map(({ status }) => status))
  const pending: Promise<ChatOutcome>[] = []
  while (performance.now() - startedAt < 5_000) {
    pending.push(call(owner, 0, 'chunks=1', 1))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (const { status } of await Promise.all(pending)) statuses.add(status)
  expect([...statuses]).toEqual([402])
  const seconds = Math.ceil((performance.now() - startedAt) / 1_000)
  expect(acquired.size).toBeLessThanOrEqual(seconds + 1)
  expect(recalls).toBe(0)
  for (const subscription of subscriptions) subscription.unsubscribe()
})
