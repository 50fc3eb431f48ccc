// SIGKILL of gateway, billing and nats-server amid 300 calls. See oracle.ts for what must hold afterwards.

import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { createStackApp, type Stack, type StackApp, startStack, waitUntil } from '@tollgate/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { factsOf } from '../support/stack-facts.js'
import { createRestCheck } from './at-rest.js'
import { runChaos } from './chaos.js'
import { brokenSums, verdictOf } from './evidence.js'
import { runLoad } from './load.js'
import { copyGatewayWithoutJournal, removeCopy } from './sabotage.js'
import { seededRandom } from './seeded-random.js'

const CALLS = 300
const PRICE = { inputPerMillion: '3', outputPerMillion: '7' }
const LEASE_TTL_MS = 8_000
const LEASE_GRACE_MS = 5_000
/** Instead of the 30 s that the product promises beyond the time to live. */
const HELD_SPARE_MS = 10_000
/** L4: 30 s after all parts work again, and what the restarts themselves take. */
const SETTLE_MS = 45_000
const SEED = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31))

let stack: Stack
let scene: Scene
let student: Student
let client: pg.Client

beforeAll(async () => {
  console.log(`CRASH_SEED=${SEED}`)
  stack = await startStack({
    env: {
      billing: { LEASE_TTL_MS: String(LEASE_TTL_MS), LEASE_GRACE_MS: String(LEASE_GRACE_MS) },
      gateway: { UPSTREAM_TIMEOUT_MS: '5000', DRAIN_TIMEOUT_MS: '2000' },
    },
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'crash')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 1_000 }],
    channels: [{ name: 'main', models: ['chat'] }],
    rest: { settings: { routing: { maxRetries: 3, cooldown: false, autoDisable: false } } },
  })
  student = await scene.student({ balance: '1000' })
  await scene.untilOffered(student, 'chat')
  client = new pg.Client({ connectionString: scene.facts.auditUrl })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await scene?.close()
  await stack?.stop()
  await removeCopy()
})

/** The same for the product and for its sabotaged copy. */
async function runTrial(name: string, gateway: StackApp) {
  const random = seededRandom(SEED)
  const load = runLoad({
    origin: stack.origin,
    key: student.key,
    model: scene.model('chat'),
    callCount: CALLS,
    random,
    name,
  })
  const killed = await runChaos(stack, gateway, seededRandom(SEED + 1))
  const observations = await load
  const trial = {
    client,
    accountId: student.accountId,
    name,
    price: PRICE,
    observations,
    truths: scene.upstream.truth,
    isAtRest: createRestCheck(stack),
  }
  return { killed, observations, violations: await verdictOf(trial, SETTLE_MS) }
}

describe.sequential('SIGKILL amid 300 calls', () => {
  it('loses nothing, takes nothing twice, and holds nothing in the end', { timeout: 120_000 }, async () => {
    const { killed, observations, violations } = await runTrial('real', stack.apps.gateway)
    expect(new Set(killed).size).toBe(3)
    const finished = observations.filter(({ sawTerminal }) => sawTerminal).length
    const cut = observations.filter(({ sawTerminal, isForwarded }) => isForwarded && !sawTerminal).length
    console.log(`${observations.length} calls: ${finished} finished, ${cut} cut`)
    expect(finished).toBeGreaterThan(CALLS / 2)
    expect(cut).toBeGreaterThan(0)
    expect(violations).toEqual([])
    expect(await brokenSums(client)).toEqual([])
    expect(await scene.audit.deadLetters()).toEqual([])
    await waitUntil(async () => (await scene.audit.account(student.accountId)).held === 0n, {
      timeoutMs: LEASE_TTL_MS + LEASE_GRACE_MS + HELD_SPARE_MS,
      what: 'the release of everything held',
    })
    expect(await scene.audit.heldByLeases(student.accountId)).toBe(0n)
  })

  it('negative control: without its journal the same run loses calls', { timeout: 120_000 }, async () => {
    await stack.apps.gateway.stop()
    const env = { ...stack.envOf('gateway'), NODE_ID: 'sabotaged' }
    const sabotaged = createStackApp({
      name: 'gateway-without-journal',
      dir: await copyGatewayWithoutJournal(),
      args: ['dist/main.js'],
      env,
      readyUrl: `${stack.healthUrl('gateway')}/health/ready`,
      logFile: join(stack.logDir, 'sabotaged.log'),
    })
    await sabotaged.start()
    try {
      const { violations } = await runTrial('control', sabotaged)
      expect(violations.filter(({ kind }) => kind === 'missing').length).toBeGreaterThan(0)
    } finally {
      await sabotaged.kill()
    }
  })
})
