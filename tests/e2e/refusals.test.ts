// The request id of a call that was turned away explains itself, as the one of a call that was paid does.
import { randomUUID } from 'node:crypto'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type ChatOutcome, chat, errorOf, scripted } from '../support/chat.js'
import { askGraphql, type GraphqlCaller, getGraphql, logIn } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PATIENT = { timeoutMs: 60_000, intervalMs: 200 }
const PRICE = { inputPerMillion: '0', outputPerMillion: '1000000' }
const RECEIPT = `query ($id: ID!) { receipt(requestId: $id) {
  requestId status errorCode amount reserved modelName user { username } apiKey { name } transactions { id }
  refusal { httpStatus sentence message } } }`

interface Receipt {
  requestId: string
  status: string
  errorCode: string | null
  amount: string
  reserved: string
  modelName: string
  user: { username: string }
  apiKey: { name: string }
  transactions: { id: string }[]
  refusal: { httpStatus: number; sentence: string; message: string } | null
}

let scene: Scene
let owner: Student
let session: GraphqlCaller

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'refused')
  const { origin } = scene.facts
  await scene.declare({
    models: ['chat', 'narrow', 'orphan'].map((name) => ({ name, price: PRICE, maxOutputTokens: 1_000 })),
    channels: [
      { name: 'main', models: ['chat'] },
      { name: 'narrow', models: ['narrow'], settings: { limits: { rpm: 1 } } },
    ],
  })
  owner = await scene.student({ balance: '500', keyCount: 2 })
  await scene.untilOffered(owner, 'orphan')
  session = { cookie: await logIn(origin, owner.username, owner.password) }
})
afterAll(() => scene?.close())

const call = (change: object, key = owner.key): Promise<ChatOutcome> =>
  chat({
    ...{ origin: scene.facts.origin, key },
    body: { model: scene.model('chat'), max_tokens: 1, messages: [scripted('chunks=1')], ...change },
  })
const receiptAs = (caller: GraphqlCaller, id: string) =>
  askGraphql<{ receipt: Receipt }>(scene.facts.origin, caller, RECEIPT, { id })
const receiptOf = (id: string, caller = session): Promise<Receipt> =>
  waitUntil(async () => (await receiptAs(caller, id)).data?.receipt, { ...PATIENT, what: `the receipt of ${id}` })

/** Calls until it is answered so: limits and revocations take a moment. */
async function callUntil(status: number, change: object, key?: string): Promise<ChatOutcome> {
  let outcome: ChatOutcome | undefined
  await waitUntil(async () => {
    outcome = await call(change, key)
    return outcome.status === status
  }, PATIENT)
  if (outcome === undefined) throw new Error('never called')
  return outcome
}

async function revokeSecondKey(): Promise<void> {
  const ask = <Data>(query: string, variables?: Record<string, unknown>) =>
    getGraphql<Data>(scene.facts.origin, session, query, variables)
  const { apiKeys } = await ask<{ apiKeys: { nodes: { id: string; name: string }[] } }>(
    '{ apiKeys { nodes { id name } } }',
  )
  const { revokeApiKey } = await ask<{ revokeApiKey: { problems: unknown[] } }>(
    'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { problems { message } } }',
    { input: { id: apiKeys.nodes.find(({ name }) => name === 'test-2')?.id, reason: 'test' } },
  )
  expect(revokeApiKey.problems).toEqual([])
}

it('each kind of refusal has a receipt for the owner of the key: why, and that nothing was held or booked', {
  timeout: 300_000,
}, async () => {
  await revokeSecondKey()
  const [, second = ''] = owner.keys
  const [model, narrow, orphan] = [scene.model('chat'), scene.model('narrow'), scene.model('orphan')]
  const refused: [ChatOutcome, Partial<Receipt>][] = [
    [await call({ messages: 'no list' }), { errorCode: 'invalid_request' }],
    [await call({ max_tokens: 501 }), { errorCode: 'insufficient_quota', modelName: model }],
    [await call({ model: 'no/such' }), { errorCode: 'model_not_found', modelName: 'no/such' }],
    [await call({ model: orphan }), { errorCode: 'no_channel', modelName: orphan }],
    [await callUntil(429, { model: narrow }), { errorCode: 'rate_limit_exceeded', modelName: narrow }],
    [await callUntil(403, {}, second), { errorCode: 'key_disabled', apiKey: { name: 'test-2' } }],
  ]
  expect(refused.map(([{ status }]) => status)).toEqual([400, 402, 404, 503, 429, 403])
  for (const [outcome, expected] of refused) {
    const { status, requestId } = outcome
    const receipt = await receiptOf(requestId)
    expect(receipt).toMatchObject({
      ...{ requestId, status: 'REFUSED', amount: '0', reserved: '0', transactions: [] },
      ...{ user: { username: owner.username }, refusal: { httpStatus: status, message: errorOf(outcome).message } },
      ...expected,
    })
    expect(receipt.refusal?.sentence).toMatch(/[.。]$/)
  }
  expect(await scene.audit.entries(refused.map(([{ requestId }]) => requestId))).toEqual([])
})

it('what was reserved is told by billing alone, and what is somebody else`s or nobody`s is not there', {
  timeout: 200_000,
}, async () => {
  const { origin, adminToken } = scene.facts
  const refused = await call({ model: 'no/such' })
  const failed = await call({ messages: [scripted('status=400')] })
  const unknown = await call({}, 'sk-nobodys-key-at-all-0000000000000000')
  expect([refused.status, failed.status, unknown.status]).toEqual([404, 400, 401])
  await settledDebit(scene.audit, failed.requestId, PATIENT.timeoutMs)
  expect(await receiptOf(failed.requestId)).toMatchObject({ status: 'FAILED', refusal: null })

  expect((await receiptOf(refused.requestId)).status).toBe('REFUSED')
  expect((await receiptOf(refused.requestId, { token: adminToken })).user.username).toBe(owner.username)
  const other = await scene.student()
  const stranger = { cookie: await logIn(origin, other.username, other.password) }
  const answers = [
    await receiptAs(stranger, refused.requestId),
    await receiptAs(stranger, randomUUID()),
    await receiptAs({ token: adminToken }, unknown.requestId), // told before the one that is there by now
  ]
  expect(answers.map(({ errors }) => errors[0]?.extensions?.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
})
