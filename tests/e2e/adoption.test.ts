// N16, N14: a gateway dies for good and the other one finishes what it had begun. A stack of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChatOutcome, chat, openChat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const TOKENS = { prompt: 11, completion: 3 }
/** N16: at most 90 s. */
const ADOPTED_WITHIN_MS = 90_000
const TEST_MS = 400_000
const GATEWAY = fileURLToPath(new URL('../../apps/gateway/dist/main.js', import.meta.url))

let stack: Stack
let scene: Scene
let student: Student

beforeAll(async () => {
  stack = await startStack({ gatewayCount: 2 })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'adopt')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  student = await scene.student({ balance: '100' })
  await scene.untilOffered(student, 'chat')
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

const second = () => {
  const member = stack.gateways[1]
  if (member === undefined) throw new Error('there is no second gateway')
  return member
}
const body = (script: string, more: object = {}) => ({
  model: scene.model('chat'),
  messages: [scripted(script)],
  ...more,
})
const callSecond = (script: string): Promise<ChatOutcome> =>
  chat({ origin: second().origin, key: student.key, body: body(script) })
const adoptedCount = async (): Promise<number> =>
  Number(/^outbox_adopted (\d+)/m.exec(await (await fetch(`${stack.healthUrl('gateway')}/metrics`)).text())?.[1])

it('N14: a second process with the same NODE_ID and OUTBOX_DIR ends with a clear message, the first goes on', async () => {
  const env = { ...process.env, ...stack.envOf('gateway'), NODE_ID: second().nodeId, PORT: '0', HEALTH_PORT: '0' }
  const rival = spawn(process.execPath, [GATEWAY], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  rival.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const [code] = await once(rival, 'exit')
  expect(code).not.toBe(0)
  expect(said.join('')).toContain(`Another gateway with NODE_ID ${second().nodeId} is running`)
  expect((await callSecond('prompt-tokens=11,completion-tokens=3')).status).toBe(200)
})

it(
  'N16: killed with calls done and under way, and never started again: each is settled once, its leases are freed',
  async () => {
    await stack.billings[0]?.app.kill() // what is done now stays unsettled
    const done = await Promise.all(Array.from({ length: 5 }, () => callSecond('prompt-tokens=11,completion-tokens=3')))
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const stream = await openChat({
      origin: second().origin,
      key: student.key,
      body: body('chunks=1000,delay-ms=50', { stream: true }),
    })
    await stream.pieces.next()
    const unanswered = callSecond('barrier=n16').catch(() => undefined)
    await waitUntil(() => scene.upstream.waitingAt('n16') === 1)
    const silentId = scene.upstream.truth().at(-1)?.requestId ?? ''
    await second().app.kill()
    await unanswered
    await stack.billings[0]?.app.start()
    await waitUntil(async () => (await adoptedCount()) === 1, { timeoutMs: ADOPTED_WITHIN_MS })
    for (const { requestId } of done) {
      expect(-(await settledDebit(scene.audit, requestId)).amount).toBe(expectedCostNanos(TOKENS, PRICE))
    }
    const cut = await settledDebit(scene.audit, stream.requestId)
    expect(cut.meta).toMatchObject({ status: 'interrupted', provenance: 'interrupted' })
    expect(cut.amount).toBeLessThan(0n)
    expect(-cut.amount).toBeLessThanOrEqual(expectedCostNanos({ prompt: 1_000, completion: 100 }, PRICE))
    const silent = await settledDebit(scene.audit, silentId)
    expect([silent.amount, silent.meta.status]).toEqual([0n, 'interrupted'])
    await waitUntil(async () => (await scene.audit.account(student.accountId)).held === 0n)
    // its owner comes back: the journal is given to it, and nothing is settled again
    await second().app.start()
    expect(await adoptedCount()).toBe(0)
    expect((await callSecond('prompt-tokens=11,completion-tokens=3')).status).toBe(200)
    expect(await scene.audit.debits(stream.requestId)).toHaveLength(1)
  },
  TEST_MS,
)
