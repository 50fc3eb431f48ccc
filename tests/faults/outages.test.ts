// The bus or the database is away for a while under steady traffic on both gateways: who has a lease is served all the time,
// who has none is told to come back, nobody is told anything else, and afterwards every answer is in the books.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IS_LONG } from '../chaos/settings.js'
import { type ChatOutcome, chat, errorOf, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'
import { billingConnections, type Crowd, takeAllConnections } from './connection-crowd.js'
import { type SteadyCall, startSteadyLoad } from './steady-load.js'

/** A call reserves 200 tokens and spends 3: ten reservations, which is what a warm account holds, serve hundreds. */
const PRICE = { inputPerMillion: '0', outputPerMillion: '7' }
const MAX_TOKENS = 200
const TOKENS = { prompt: 11, completion: 3 }
const SCRIPT = 'chunks=3,prompt-tokens=11,completion-tokens=3'
const COST = expectedCostNanos(TOKENS, PRICE)
const WARM_PER_SECOND = 10
const COLD_PER_SECOND = 5
const OUTAGE_MS = IS_LONG ? 30_000 : 8_000
/** Both pools of both billings, and the auditor's. */
const MOST_CONNECTIONS = 2 * 12 + 2
/** L4, and cold accounts: after all parts work again. */
const SETTLED_WITHIN_MS = 90_000
const SERVED_WITHIN_MS = 90_000

let stack: Stack
let scene: Scene
let warm: Student
let cold: Student

beforeAll(async () => {
  stack = await startStack({ gatewayCount: 2, billingCount: 2 })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'outage')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: MAX_TOKENS }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  warm = await scene.student({ balance: '1000' })
  // five reservations: every call takes a lease of its own
  cold = await scene.student({ balance: '0.007' })
  const origins = stack.gateways.map(({ origin }) => origin)
  for (const student of [warm, cold]) await scene.untilOffered(student, 'chat', origins)
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

const callOf =
  (student: Student) =>
  (index: number): Promise<ChatOutcome> =>
    chat({
      origin: stack.gateways[index % stack.gateways.length]?.origin ?? '',
      key: student.key,
      body: { model: scene.model('chat'), max_tokens: MAX_TOKENS, messages: [scripted(SCRIPT)] },
    })
const statusesOf = (calls: readonly SteadyCall[]): number[] => [...new Set(calls.map(({ outcome }) => outcome.status))]
/** What was not served: when, and what it was told. */
const refusedOf = (calls: readonly SteadyCall[]) =>
  calls
    .filter(({ outcome }) => outcome.status !== 200)
    .map(({ outcome, ...times }) => ({ ...times, status: outcome.status, text: outcome.text }))

interface Outage {
  id: string
  begin(): Promise<void>
  end(): Promise<void>
}

const OUTAGES: readonly Outage[] = [
  { id: 'N01 NATS is killed', begin: () => stack.nats.kill(), end: () => stack.nats.start() },
  { id: 'N03 NATS stands still', begin: async () => stack.nats.freeze(), end: async () => stack.nats.thaw() },
  {
    id: 'P01 PostgreSQL is stopped at once',
    begin: () => stack.postgres.stopAtOnce(),
    end: () => stack.postgres.start(),
  },
  {
    id: 'P02 every connection of PostgreSQL is taken by somebody else',
    begin: async () => {
      crowd = await takeAllConnections(stack.databases)
    },
    end: async () => crowd?.leave(),
  },
  {
    id: 'P03 PostgreSQL stands still',
    begin: async () => stack.postgres.freeze(),
    end: async () => stack.postgres.thaw(),
  },
]
let crowd: Crowd | undefined

describe.sequential('outages', () => {
  it.each(OUTAGES)(
    '$id: warm accounts are served, cold ones told 503, nothing is lost',
    { timeout: 400_000 },
    async ({ begin, end }) => {
      const lives = stack.billings.map(({ app }) => app.pid)
      const warmLoad = startSteadyLoad(WARM_PER_SECOND, callOf(warm))
      await waitUntil(() => warmLoad.calls.length > WARM_PER_SECOND * 2)
      await begin()
      const coldLoad = startSteadyLoad(COLD_PER_SECOND, callOf(cold))
      const alive = await livenessFor(OUTAGE_MS)
      const coldCalls = await coldLoad.stop() // all are answered while the outage lasts
      await end()
      await waitUntil(async () => (await callOf(cold)(0)).status === 200, { timeoutMs: SERVED_WITHIN_MS })
      const warmCalls = await warmLoad.stop()

      expect(refusedOf(warmCalls)).toEqual([])
      expect(statusesOf(coldCalls)).toEqual([503])
      for (const { outcome } of coldCalls) {
        expect(errorOf(outcome)).toMatchObject({ type: 'api_error', code: 'billing_unavailable' })
        expect(Number(outcome.headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect(alive).toEqual([200])
      expect(stack.billings.map(({ app }) => app.pid)).toEqual(lives)
      await untilSettled(warmCalls)
      expect(await scene.audit.deadLetters()).toEqual([])
      await nothingHeld(scene.audit, cold.accountId) // nor by what was asked in vain and done late
      await waitUntil(async () => (await billingConnections(stack.databases)) <= MOST_CONNECTIONS)
    },
  )
})

/** @returns what both gateways' `/health/live` said, asked all the time */
async function livenessFor(ms: number): Promise<number[]> {
  const until = performance.now() + ms
  const statuses = new Set<number>()
  while (performance.now() < until) {
    for (const { healthUrl } of stack.gateways) {
      const signal = AbortSignal.timeout(20_000)
      statuses.add((await fetch(`${healthUrl}/health/live`, { signal })).status)
    }
    await sleep(50)
  }
  return [...statuses]
}

/** Each answer has one debit, exact. */
async function untilSettled(calls: readonly SteadyCall[]): Promise<void> {
  const ids = calls.map(({ outcome }) => outcome.requestId)
  const debits = await waitUntil(
    async () => {
      const legs = (await scene.audit.entries(ids)).filter(({ accountId }) => accountId === warm.accountId)
      return legs.length >= ids.length ? legs : undefined
    },
    { timeoutMs: SETTLED_WITHIN_MS, intervalMs: 250, what: 'every debit' },
  )
  expect(debits).toHaveLength(ids.length)
  expect(new Set(debits.map(({ requestId }) => requestId))).toEqual(new Set(ids))
  expect([...new Set(debits.map(({ amount }) => -amount))]).toEqual([COST])
}
