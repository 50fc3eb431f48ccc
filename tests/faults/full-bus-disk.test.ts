// N15: the disk of nats-server is full. It stays connected and answers core questions, while JetStream stores nothing and
// does not recover by itself when there is room again: it has to be restarted.
import { mountSmallDisk, type SmallDisk, type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChatOutcome, chat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const DISK_MIB = 32
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const COST = expectedCostNanos({ prompt: 11, completion: 3 }, PRICE)
const SETTLED_WITHIN_MS = 90_000
const CALLS = 30

let stack: Stack
let scene: Scene
let student: Student
let disk: SmallDisk | undefined

beforeAll(async () => {
  stack = await startStack({
    gatewayCount: 2,
    billingCount: 2,
    prepareNats: async (dir) => {
      disk = await mountSmallDisk(dir, DISK_MIB)
      return disk?.unmount
    },
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'full')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  student = await scene.student({ balance: '100' })
  await scene.untilOffered(
    student,
    'chat',
    stack.gateways.map(({ origin }) => origin),
  )
})
afterAll(async () => {
  await scene?.close()
  for (const { app } of [...(stack?.gateways ?? []), ...(stack?.billings ?? [])]) await app.kill() // nothing to drain to
  await stack?.apps['admin-api'].kill()
  await stack?.stop()
})

const call = (index: number): Promise<ChatOutcome> =>
  chat({
    origin: stack.gateways[index % stack.gateways.length]?.origin ?? '',
    key: student.key,
    body: { model: scene.model('chat'), messages: [scripted('chunks=3,prompt-tokens=11,completion-tokens=3')] },
  })
const callMany = async (): Promise<ChatOutcome[]> => {
  const outcomes: ChatOutcome[] = []
  for (let index = 0; index < CALLS; index++) outcomes.push(await call(index))
  return outcomes
}
const pendingEvents = async (): Promise<number> => {
  const texts = await Promise.all(
    stack.gateways.map(async ({ healthUrl }) => (await fetch(`${healthUrl}/metrics`)).text()),
  )
  return texts.reduce((sum, text) => sum + Number(/^outbox_pending (\d+)/m.exec(text)?.[1] ?? 0), 0)
}

it('N15 NATS has no room: everybody is served, events wait in the journals, after the restart all are settled', {
  timeout: 300_000,
}, async ({ skip }) => {
  if (disk === undefined) return skip('this user may not mount a small disk')
  const before = await callMany()
  await disk.fill()
  const amid = await callMany()
  expect(new Set([...before, ...amid].map(({ status }) => status))).toEqual(new Set([200]))
  await waitUntil(async () => (await pendingEvents()) > 0, { what: 'events that wait' })
  await disk.free()
  await stack.nats.kill()
  await stack.nats.start()
  for (const { requestId } of [...before, ...amid])
    expect(-(await settledDebit(scene.audit, requestId, SETTLED_WITHIN_MS)).amount).toBe(COST)
  expect(await pendingEvents()).toBe(0)
  expect(await scene.audit.deadLetters()).toEqual([])
})
