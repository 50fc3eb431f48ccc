// P07: gateways and billings of two versions work side by side. The next version is this build with messages that say so
// and have a field that nobody knows yet.
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BuildCopy, copyBuild } from '../chaos/build-copy.js'
import type { Sabotage } from '../chaos/sabotage.js'
import { IS_LONG } from '../chaos/settings.js'
import { type ChatOutcome, chat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'
import { startSteadyLoad } from './steady-load.js'

const NEXT_VERSION = 2
const TOGETHER_MS = IS_LONG ? 60_000 : 10_000
const PER_SECOND = 8
const PRICE = { inputPerMillion: '0', outputPerMillion: '7' }
const MAX_TOKENS = 200
const COST = expectedCostNanos({ prompt: 11, completion: 3 }, PRICE)
const UNKNOWN = `fieldOfTheFuture: { list: [1, null], text: 'x' }`
const next = (app: 'gateway' | 'billing', file: string, constant: string): Sabotage['patches'][number] => ({
  app,
  file,
  find: `v: ${constant},`,
  replace: `v: ${NEXT_VERSION}, ${UNKNOWN},`,
})

let build: BuildCopy
let stack: Stack
let scene: Scene
let operator: NatsConnection
/** Of many small leases, and of one large. */
let poor: Student
let rich: Student

beforeAll(async () => {
  build = await copyBuild('next-version', [
    next('gateway', 'exchange/usage-event.js', 'USAGE_EVENT_VERSION'),
    next('gateway', 'admission/lease.client.js', 'LEASE_MESSAGE_VERSION'),
    next('gateway', 'admission/lease-recall.consumer.js', 'LEASE_MESSAGE_VERSION'),
    next('billing', 'leases/lease-replies.js', 'LEASE_MESSAGE_VERSION'),
    next('billing', 'leases/lease-recall.client.js', 'LEASE_MESSAGE_VERSION'),
    next('billing', 'bus/money-changed.publisher.js', 'LEASE_MESSAGE_VERSION'),
  ])
  const dirs = { gateway: [undefined, build.dirs.gateway], billing: [undefined, build.dirs.billing] }
  // whether a slow machine answers in time is not the question here
  const env = { gateway: { LEASE_WAIT_MS: '15000' } }
  stack = await startStack({ gatewayCount: 2, billingCount: 2, dirs, env })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'upgrade')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: MAX_TOKENS }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  rich = await scene.student({ balance: '1000' })
  poor = await scene.student({ balance: '0.013' })
  const origins = stack.gateways.map(({ origin }) => origin)
  for (const student of [rich, poor]) await scene.untilOffered(student, 'chat', origins)
  const password = stack.natsPasswords.operator
  operator = await connect({ servers: stack.nats.url, user: 'operator', pass: password })
})
afterAll(async () => {
  await operator?.close()
  await scene?.close()
  await stack?.stop()
  await build?.remove()
})

const callOf =
  (student: Student) =>
  (index: number): Promise<ChatOutcome> =>
    chat({
      origin: stack.gateways[index % stack.gateways.length]?.origin ?? '',
      key: student.key,
      body: {
        model: scene.model('chat'),
        max_tokens: MAX_TOKENS,
        messages: [scripted('chunks=3,prompt-tokens=11,completion-tokens=3')],
      },
    })

it('P07: old and new gateways and billings together: both read both, what is unknown is ignored, nothing is lost', {
  timeout: 400_000,
}, async () => {
  const versions: Record<'usage' | 'lease', Set<number>> = { usage: new Set(), lease: new Set() }
  const note = (kind: 'usage' | 'lease', subject: string) =>
    operator.subscribe(subject, { callback: (_, message) => void versions[kind].add(message.json<{ v: number }>().v) })
  note('usage', 'usage.v1.>')
  note('lease', 'billing.lease.*')
  await operator.flush()
  const loads = [startSteadyLoad(PER_SECOND, callOf(rich)), startSteadyLoad(PER_SECOND / 4, callOf(poor))]
  await waitUntil(() => loads.every(({ calls }) => calls.length > 0))
  await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS)) // the time itself is what is tested
  const [ofRich = [], ofPoor = []] = await Promise.all(loads.map((load) => load.stop()))

  expect([...versions.usage].sort()).toEqual([1, NEXT_VERSION])
  expect([...versions.lease].sort()).toEqual([1, NEXT_VERSION])
  expect(new Set(ofRich.map(({ outcome }) => outcome.status))).toEqual(new Set([200]))
  expect(ofPoor.filter(({ outcome }) => ![200, 402].includes(outcome.status))).toEqual([])
  for (const [student, calls] of [
    [rich, ofRich],
    [poor, ofPoor],
  ] as const) {
    const ids = calls.flatMap(({ outcome }) => (outcome.status === 200 ? [outcome.requestId] : []))
    const debits = await waitUntil(
      async () => {
        const legs = (await scene.audit.entries(ids)).filter(({ accountId }) => accountId === student.accountId)
        return legs.length >= ids.length ? legs : undefined
      },
      { timeoutMs: 90_000, intervalMs: 250, what: 'every debit' },
    )
    expect(debits.map(({ amount }) => -amount)).toEqual(ids.map(() => COST))
  }
  await nothingHeld(scene.audit, poor.accountId)
  expect(await scene.audit.deadLetters()).toEqual([])
})
