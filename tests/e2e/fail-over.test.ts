// Another channel or key takes over as long as the caller has seen nothing.

import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { chat, errorOf, eventsOf, scripted } from '../support/chat.js'
import { expectedCostNanos, unitsToNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { type ResettingServer, startResettingServer } from '../support/resetting-server.js'
import { allowEgress, openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const CLOSED_PORT = 9
const GOOD_KEY = 'upstream-good-key-0001'
/** Keys of one channel, and what each of them answers. */
const REFUSING = { 'upstream-many-1': 401, 'upstream-many-2': 401, 'upstream-many-3': 429 }
const TOKENS = { prompt: 20, completion: 6 }
const SCRIPT = 'chunks=6,prompt-tokens=20,completion-tokens=6'

let scene: Scene
let student: Student
let resetting: ResettingServer

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'failover')
  resetting = await startResettingServer()
  await allowEgress(scene.facts, `127.0.0.1:${resetting.port}`)
  await allowEgress(scene.facts, `127.0.0.1:${CLOSED_PORT}`)
  await scene.declare({
    models: ['refused', 'failing', 'reset', 'unauthorised', 'limited', 'all-limited', 'many-keys'].map((name) => ({
      name,
      price: PRICE,
      maxOutputTokens: 500,
    })),
    channels: [
      { name: 'closed', models: ['refused'], baseUrl: `http://127.0.0.1:${CLOSED_PORT}/v1`, priority: 10 },
      ...['refused', 'failing', 'reset', 'unauthorised', 'limited'].map((name) => ({
        name: `${name}-second`,
        models: [name],
        keys: [GOOD_KEY],
        priority: 1,
      })),
      { name: 'reset-first', models: ['reset'], baseUrl: `http://127.0.0.1:${resetting.port}/v1`, priority: 10 },
      ...['failing', 'unauthorised', 'limited'].map((name) => ({
        name: `${name}-first`,
        models: [name],
        keys: [`upstream-${name}-key`],
        priority: 10,
      })),
      { name: 'all-limited', models: ['all-limited'], keys: ['upstream-a-limited', 'upstream-b-limited'] },
      { name: 'many-keys', models: ['many-keys'], keys: [...Object.keys(REFUSING), GOOD_KEY] },
    ],
  })
  student = await scene.student({ balance: '50' })
  await scene.untilOffered(student, 'many-keys')
})
afterAll(async () => {
  await resetting?.close()
  await scene?.close()
})

const call = (model: string, isStreamed: boolean, script = SCRIPT) =>
  chat({
    origin: scene.facts.origin,
    key: student.key,
    body: { model: scene.model(model), stream: isStreamed, messages: [scripted(script, `case ${model}`)] },
  })
const callsOf = (model: string) =>
  scene.upstream.truth().filter((entry) => JSON.stringify(entry.body).includes(`case ${model}`))

it.each([false, true])('U01: a channel where nobody listens (stream: %s)', async (isStreamed) => {
  const outcome = await call('refused', isStreamed)
  expect(outcome.status).toBe(200)
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos(TOKENS, PRICE))
  const receipt = await receiptOf(scene.facts, outcome.requestId)
  expect(receipt).toMatchObject({ channelName: 'failover-refused-second', status: 'COMPLETED' })
})

it.each([
  ['M15: 500', 'failing', 500],
  ['401', 'unauthorised', 401],
  ['429', 'limited', 429],
])('C2, %s: the next one answers, one debit, two attempts', async (_name, model, status) => {
  scene.upstream.setFailingKeys({ [`upstream-${model}-key`]: status })
  const outcome = await call(model, true)
  expect(outcome.status).toBe(200)
  expect(eventsOf(outcome.text).at(-1)).toBe('[DONE]')
  expect(callsOf(model).map((entry) => entry.status)).toEqual([status, 200])
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos(TOKENS, PRICE))
  const receipt = await receiptOf(scene.facts, outcome.requestId)
  expect(receipt).toMatchObject({ attempts: 2, channelName: `failover-${model}-second` })
  expect(unitsToNanos(receipt.amount)).toBeLessThanOrEqual(unitsToNanos(receipt.reserved))
})

it('M15: a reset before any byte goes to the next one, and each is called once', async () => {
  const outcome = await call('reset', false)
  expect(outcome.status).toBe(200)
  expect(resetting.connections()).toBe(1)
  expect(callsOf('reset')).toHaveLength(1)
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos(TOKENS, PRICE))
  expect((await receiptOf(scene.facts, outcome.requestId)).attempts).toBe(2)
})

it('C2, U14: a key that answered 429 rests: nobody asks it again', async () => {
  const before = callsOf('limited').length
  for (let index = 0; index < 3; index += 1) expect((await call('limited', false)).status).toBe(200)
  expect(
    callsOf('limited')
      .slice(before)
      .map((entry) => entry.status),
  ).toEqual([200, 200, 200])
})

it('C2: up to three more keys are asked, and one that was refused is left alone', async () => {
  scene.upstream.setFailingKeys(REFUSING)
  for (let index = 0; index < 8; index += 1) expect((await call('many-keys', false)).status).toBe(200)
  const statuses = callsOf('many-keys').map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(8)
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(2)
})

it('U14: every key rests: 429 with the earliest retry-after; a rest that is over is over', async () => {
  scene.upstream.setFailingKeys({ 'upstream-a-limited': 429, 'upstream-b-limited': 429 })
  expect((await call('all-limited', false)).status).toBe(429)
  const callsBefore = callsOf('all-limited').length
  const outcome = await call('all-limited', false)
  expect(outcome.status).toBe(429)
  expect(errorOf(outcome)).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' })
  const seconds = Number(outcome.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(6)
  expect(callsOf('all-limited')).toHaveLength(callsBefore)
})

it('a key that was refused is taken out, and administrators can see why', async () => {
  const key = await waitUntil(async () => {
    const { channels } = await getGraphql<{
      channels: { nodes: { name: string; keys: { health: string | null; healthNote: string | null }[] }[] }
    }>(
      scene.facts.origin,
      { token: scene.facts.adminToken },
      '{ channels(first: 100) { nodes { name keys { health healthNote } } } }',
    )
    const found = channels.nodes.find(({ name }) => name === 'failover-unauthorised-first')?.keys[0]
    return found?.health === 'disabled' ? found : undefined
  })
  expect(key.healthNote).toContain('401')
})
