// What a call costs: the figure in the ledger, in the receipt and in the promise are one.

import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { expectedCostNanos, type PriceText, type ReportedTokens, unitsToNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'

const PRICE: PriceText = {
  inputPerMillion: '2',
  outputPerMillion: '8',
  cacheReadPerMillion: '0.5',
  reasoningPerMillion: '12',
  perRequest: '0.000003',
}
const TINY: PriceText = { inputPerMillion: '0.0007', outputPerMillion: '0.0007' }
const CHANGING: PriceText = { inputPerMillion: '1', outputPerMillion: '1' }

let scene: Scene
let student: Student
let vip: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'money')
  await scene.declare({
    rest: { groups: [{ name: 'money-vip', ratio: '1.3' }] },
    models: [
      { name: 'priced', price: PRICE, maxOutputTokens: 4_000, groups: ['default', 'money-vip'] },
      { name: 'tiny', price: TINY, maxOutputTokens: 100, groups: ['default', 'money-vip'] },
      { name: 'changing', price: CHANGING, maxOutputTokens: 1_000 },
    ],
    channels: [{ name: 'main', models: ['priced', 'tiny', 'changing'], groups: ['default', 'money-vip'] }],
  })
  student = await scene.student({ balance: '50' })
  vip = await scene.student({ balance: '50', groups: ['default', 'money-vip'], group: 'money-vip' })
  await scene.untilOffered(student, 'changing')
  await scene.untilOffered(vip, 'tiny')
})
afterAll(() => scene?.close())

const call = (owner: Student, model: string, script: string, more: object = {}) =>
  chat({
    origin: scene.facts.origin,
    key: owner.key,
    body: { model: scene.model(model), messages: [scripted(script)], ...more },
  })

const USAGES: { name: string; script: string; tokens: ReportedTokens }[] = [
  { name: 'plain', script: 'prompt-tokens=1234,completion-tokens=321', tokens: { prompt: 1_234, completion: 321 } },
  {
    name: 'cached',
    script: 'prompt-tokens=1000,cached=768,completion-tokens=17',
    tokens: { prompt: 1_000, cached: 768, completion: 17 },
  },
  {
    name: 'reasoning',
    script: 'prompt-tokens=10,completion-tokens=500,reasoning=321',
    tokens: { prompt: 10, completion: 500, reasoning: 321 },
  },
]

describe.each(USAGES)('$name tokens', ({ script, tokens }) => {
  it.each([
    ['whole', {}],
    ['streamed', { stream: true }],
  ])('%s: ledger and receipt show the exact cost', async (_name, more) => {
    const outcome = await call(student, 'priced', script, more)
    expect(outcome.status).toBe(200)
    const expected = expectedCostNanos(tokens, PRICE)
    const debit = await settledDebit(scene.audit, outcome.requestId)
    expect(-debit.amount).toBe(expected)
    expect(debit).toMatchObject({ kind: 'usage', isEstimated: false, accountId: student.accountId })
    const receipt = await receiptOf(scene.facts, outcome.requestId)
    expect(unitsToNanos(receipt.amount)).toBe(expected)
    expect(receipt).toMatchObject({ provenance: 'REPORTED', status: 'COMPLETED', attempts: 1 })
  })
})

it('tells the cost of a whole answer in a header', async () => {
  const outcome = await call(student, 'priced', 'prompt-tokens=100,completion-tokens=10')
  const expected = expectedCostNanos({ prompt: 100, completion: 10 }, PRICE)
  expect(unitsToNanos(outcome.headers.get('x-tollgate-cost') ?? '')).toBe(expected)
})

it('has two legs that net to nothing (L2)', async () => {
  const outcome = await call(student, 'priced', 'prompt-tokens=50,completion-tokens=5')
  await settledDebit(scene.audit, outcome.requestId)
  const legs = await scene.audit.entries([outcome.requestId])
  expect(legs).toHaveLength(2)
  expect(legs.reduce((sum, leg) => sum + leg.amount, 0n)).toBe(0n)
})

it('A5: multiplies by the ratio of the key`s group', async () => {
  const outcome = await call(vip, 'priced', 'prompt-tokens=777,completion-tokens=33')
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos({ prompt: 777, completion: 33 }, PRICE, '1.3'))
})

it('M16: sums of amounts below one nano are rounded up once per request, never lost', async () => {
  const sizes = Array.from({ length: 60 }, (_, index) => (index % 7) + 1)
  const before = (await scene.audit.account(vip.accountId)).balance
  const outcomes = await Promise.all(
    sizes.map((size) => call(vip, 'tiny', `prompt-tokens=${size},completion-tokens=${size}`)),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(sizes.map(() => 200))
  const debits = await Promise.all(outcomes.map(({ requestId }) => settledDebit(scene.audit, requestId)))
  const expected = sizes.map((size) => expectedCostNanos({ prompt: size, completion: size }, TINY, '1.3'))
  expect(debits.map(({ amount }) => -amount)).toEqual(expected)
  const { balance } = await scene.audit.account(vip.accountId)
  expect(before - balance).toBe(expected.reduce((sum, nanos) => sum + nanos, 0n))
})

it('M14: a price that rises while a call is under way does not change that call', async () => {
  const pending = call(student, 'changing', 'barrier=m14,chunks=2,prompt-tokens=100,completion-tokens=200', {
    stream: true,
  })
  await waitUntil(() => scene.upstream.waitingAt('m14') === 1)
  await raisePrice('changing', { inputPerMillion: '5', outputPerMillion: '5' })
  const dearer = expectedCostNanos({ prompt: 10, completion: 10 }, { inputPerMillion: '5', outputPerMillion: '5' })
  await waitUntil(async () => {
    const probe = await call(student, 'changing', 'prompt-tokens=10,completion-tokens=10')
    return unitsToNanos(probe.headers.get('x-tollgate-cost') ?? '0') === dearer
  })
  scene.upstream.release('m14')
  const outcome = await pending
  const debit = await settledDebit(scene.audit, outcome.requestId)
  expect(-debit.amount).toBe(expectedCostNanos({ prompt: 100, completion: 200 }, CHANGING))
})

async function raisePrice(model: string, price: PriceText): Promise<void> {
  const { model: found } = await getGraphql<{ model: { id: string } }>(
    scene.facts.origin,
    { token: scene.facts.adminToken },
    'query ($name: String!) { model(name: $name) { id } }',
    { name: scene.model(model) },
  )
  await getGraphql(
    scene.facts.origin,
    { token: scene.facts.adminToken },
    'mutation ($input: SetPriceInput!) { setPrice(input: $input) { model { id } problems { message } } }',
    { input: { modelId: found.id, price: { perRequest: '0', ...price } } },
  )
}
