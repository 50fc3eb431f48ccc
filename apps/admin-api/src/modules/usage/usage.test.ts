import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { jetstream } from '@nats-io/jetstream'
import { type Bus, connectBus } from '@tollgate/messaging'
import { type Refusal, refusalSubject } from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATS_PASSWORDS } from '../../testing/test-app.js'
import type { TestClient } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'
import { RefusalsRepository } from './refusals.repository.js'
import { type Caller, insertSettledCall } from './testing/settled-call.js'

const RECEIPT = `query ($id: ID!) { receipt(requestId: $id) {
  requestId user { username } apiKey { name } modelName model { name } channelName ratio formula reserved amount provenance status
  occurredOn priceVersion { inputPerMillion } lines { class tokens perMillion amount } steps { name ms }
  transactions { kind reason actor { username } entries { isRevenue amount } } } }`

let stack: TestStack
let root: TestClient
let student: TestClient
let caller: Caller
let settledCalls = 0

beforeAll(async () => {
  stack = await startTestStack()
  root = stack.root
  const groupId = (await root.data('{ groups { nodes { id } } }')).groups.nodes[0].id
  const { model } = await root.done(
    'mutation ($input: CreateModelInput!) { createModel(input: $input) { model { id price { id } } problems { code } } }',
    {
      input: {
        name: 'm',
        groupIds: [groupId],
        price: { inputPerMillion: '2', outputPerMillion: '8', cacheReadPerMillion: '0.5' },
      },
    },
  )
  const ann = await stack.addUser('ann')
  student = ann.client
  const { apiKey } = await student.done(
    'mutation { createApiKey(input: { name: "laptop" }) { apiKey { id } problems { code } } }',
  )
  const { id: userId, walletId } = ann
  caller = { userId, walletId, keyId: apiKey.id, modelId: model.id, priceVersionId: model.price.id }
})
afterAll(() => stack?.close())

async function settled(change: Record<string, unknown> = {}): Promise<string> {
  settledCalls++
  return await insertSettledCall(stack.servers.urls.billing, caller, change)
}

describe('receipts', () => {
  it('explain a call: price, classes, ratio, formula, debit', async () => {
    const id = await settled()
    const { receipt } = await student.data(RECEIPT, { id })
    expect(receipt).toEqual({
      requestId: id,
      user: { username: 'ann' },
      apiKey: { name: 'laptop' },
      modelName: 'm',
      model: { name: 'm' },
      channelName: null,
      ratio: '1.5',
      formula: '(100 × 2 ÷ 1000000 + 20 × 0.5 ÷ 1000000 + 7 × 8 ÷ 1000000 + 3 × 8 ÷ 1000000) × 1.5 → 0.000435',
      reserved: '0.009',
      amount: '0.000435',
      provenance: 'REPORTED',
      status: 'COMPLETED',
      occurredOn: '2026-09-02',
      priceVersion: { inputPerMillion: '2' },
      lines: [
        { class: 'input', tokens: '100', perMillion: '2', amount: '0.0002' },
        { class: 'cacheRead', tokens: '20', perMillion: '0.5', amount: '0.00001' },
        { class: 'output', tokens: '7', perMillion: '8', amount: '0.000056' },
        { class: 'reasoning', tokens: '3', perMillion: '8', amount: '0.000024' },
      ],
      steps: [
        { name: 'attempt', ms: 800 },
        { name: 'identify', ms: 0.1 },
      ],
      transactions: [
        {
          kind: 'usage',
          reason: null,
          actor: null,
          entries: expect.arrayContaining([
            { isRevenue: false, amount: '-0.000435' },
            { isRevenue: true, amount: '0.000435' },
          ]),
        },
      ],
    })
    const { receipt: forStaff } = await root.data(RECEIPT, { id })
    expect(forStaff).toEqual(receipt)
  })

  it('tell administrators how a call was routed, and nobody else', async () => {
    const [channelId, channelKeyId, gone] = [randomUUID(), randomUUID(), randomUUID()]
    await stack.sql(`INSERT INTO channel (id, name, type, base_url) VALUES ($1, 'lab', 'vllm', 'http://v.test')`, [
      channelId,
    ])
    await stack.sql(`INSERT INTO channel_key (id, channel_id, sealed, last_four) VALUES ($1, $2, 'x', '1234')`, [
      channelKeyId,
      channelId,
    ])
    const route = { best: [`${channelId}/${channelKeyId}`, `${gone}/-`], excluded: { cooling: 3, inactive: 9 } }
    const changes = { channel_id: channelId, channel_key_id: channelKeyId, route: JSON.stringify(route) }
    const id = await settled(changes)
    const document = `query ($id: ID!) { receipt(requestId: $id) { route {
      chosen { channelName keyLastFour } best { channelId channelName keyLastFour } excluded { reason sentence count } } } }`
    expect((await root.data(document, { id })).receipt.route).toEqual({
      chosen: { channelName: 'lab', keyLastFour: '1234' },
      best: [
        { channelId, channelName: 'lab', keyLastFour: '1234' },
        { channelId: gone, channelName: gone, keyLastFour: null },
      ],
      excluded: [
        { reason: 'inactive', sentence: expect.stringContaining(' '), count: 9 },
        { reason: 'cooling', sentence: expect.stringContaining(' '), count: 3 },
      ],
    })
    expect((await student.data(document, { id })).receipt.route).toBeNull()
  })

  it('of a void call have no lines', async () => {
    const id = await settled({ provenance: 'void', status: 'failed', error_code: 'upstream_error', amount_nanos: 0 })
    const { receipt } = await student.data(
      'query ($id: ID!) { receipt(requestId: $id) { lines { class } formula amount errorCode } }',
      { id },
    )
    expect(receipt).toEqual({ lines: [], formula: '0', amount: '0', errorCode: 'upstream_error' })
  })
})

describe('a call that was turned away before anything was reserved', { timeout: 60_000 }, () => {
  const PATIENT = { timeout: 30_000 }
  const REFUSED = `query ($id: ID!) { receipt(requestId: $id) {
    requestId user { username } apiKey { name } modelName model { name } status errorCode amount reserved refunded formula
    payer { id } nodeId lines { class } steps { name } transactions { id }
    refusal { httpStatus code sentence message } } }`
  let gateway: Bus
  beforeAll(async () => {
    gateway = await connectBus({ url: stack.servers.nats.url, user: 'gateway', password: NATS_PASSWORDS.gateway })
  })
  afterAll(() => gateway?.close())

  const refusal = (change: Partial<Refusal> = {}): Refusal => ({
    requestId: randomUUID(),
    keyId: caller.keyId,
    code: 'insufficient_quota',
    status: 402,
    message: 'Insufficient quota: the balance does not suffice.',
    modelName: 'm',
    at: new Date().toISOString(),
    ...change,
  })
  const publish = (payload: unknown) =>
    jetstream(gateway.connection, { timeout: 30_000 }).publish(refusalSubject('g1'), JSON.stringify(payload))
  const tell = (...refusals: Refusal[]) => publish({ v: 1, nodeId: 'g1', refusals })
  const isStored = async (id: string): Promise<boolean> =>
    (await root.ask('query ($id: ID!) { receipt(requestId: $id) { requestId } }', { id })).data?.receipt != null

  it('has a receipt that says why, and that nothing was booked: for its owner and for staff', async () => {
    const told = refusal()
    await tell(told, refusal({ requestId: randomUUID() }))
    await expect.poll(() => isStored(told.requestId), PATIENT).toBe(true)
    const { receipt } = await student.data(REFUSED, { id: told.requestId })
    expect(receipt).toEqual({
      ...{
        requestId: told.requestId,
        user: { username: 'ann' },
        apiKey: { name: 'laptop' },
        modelName: 'm',
        model: null,
      },
      ...{
        status: 'REFUSED',
        errorCode: 'insufficient_quota',
        amount: '0',
        reserved: '0',
        refunded: '0',
        formula: '0',
      },
      ...{ payer: null, nodeId: null, lines: [], steps: [], transactions: [] },
      refusal: {
        httpStatus: 402,
        code: 'insufficient_quota',
        sentence: expect.stringContaining('money'),
        message: told.message,
      },
    })
    expect((await root.data(REFUSED, { id: told.requestId })).receipt).toEqual({ ...receipt, nodeId: 'g1' })
    expect((await student.data('{ usage(filter: { status: REFUSED }) { totalCount } }')).usage.totalCount).toBe(0)
  })

  it('is not there for others', async () => {
    const told = refusal({ modelName: null, code: 'a_later_one' })
    await tell(told)
    await expect.poll(() => isStored(told.requestId), PATIENT).toBe(true)
    const { receipt } = await student.data(REFUSED, { id: told.requestId })
    expect(receipt).toMatchObject({ modelName: '', refusal: { code: 'a_later_one', sentence: 'a_later_one' } })
    const { client: other } = await stack.addUser('bob')
    const answers = [await other.ask(REFUSED, { id: told.requestId }), await other.ask(REFUSED, { id: randomUUID() })]
    for (const { errors } of answers) expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    const stranger = await stack.app.visitor().ask(REFUSED, { id: told.requestId })
    expect(stranger.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('never hides a call that was settled', async () => {
    const requestId = await settled()
    const after = refusal()
    await tell(refusal({ requestId }), after)
    await expect.poll(() => isStored(after.requestId), PATIENT).toBe(true)
    expect((await student.data(REFUSED, { id: requestId })).receipt).toMatchObject({
      ...{ status: 'COMPLETED', refusal: null, amount: '0.000435' },
    })
  })

  it('of unknown keys, unreadable or told again changes nothing; what is readable behind it is stored', async () => {
    const [unknown, known] = [refusal({ keyId: randomUUID() }), refusal({ message: 'first' })]
    await publish('junk')
    await publish({ v: 1, nodeId: 'g1', refusals: [{ ...refusal(), status: 200 }] })
    await tell(unknown, known)
    const after = refusal()
    await tell({ ...known, message: 'second' }, after)
    await expect.poll(() => isStored(after.requestId), PATIENT).toBe(true)
    expect(await isStored(unknown.requestId)).toBe(false)
    expect((await student.data(REFUSED, { id: known.requestId })).receipt.refusal.message).toBe('first')
  })

  it('is kept for two weeks, and of each key the latest hundred: a flood leaves no more behind', async () => {
    await stack.sql('DELETE FROM refusal')
    const beganMs = Date.now() - 300_000
    const flood = Array.from({ length: 260 }, (_, n) => refusal({ at: new Date(beganMs + n * 1_000).toISOString() }))
    for (let from = 0; from < flood.length; from += 100) await tell(...flood.slice(from, from + 100))
    const last = flood.at(-1)?.requestId ?? ''
    await expect.poll(() => isStored(last), PATIENT).toBe(true)
    const kept = async () => {
      const query = 'SELECT request_id FROM refusal WHERE key_id = $1 ORDER BY refused_at'
      return (await stack.sql(query, [caller.keyId])).map(({ request_id }) => request_id)
    }
    expect(await kept()).toEqual(flood.slice(-100).map(({ requestId }) => requestId))
    const now = refusal({ at: '2999-01-01T00:00:00.000Z' }) // a gateway whose clock is wrong keeps nothing for ever
    await tell(now)
    await expect.poll(() => isStored(now.requestId), PATIENT).toBe(true)
    await stack.sql(
      `UPDATE refusal SET refused_at = CASE request_id WHEN $1 THEN LEAST(refused_at, now()) ELSE now() - interval '15 days' END`,
      [now.requestId],
    )
    await stack.app.app.get(RefusalsRepository, { strict: false }).sweep()
    expect(await kept()).toEqual([now.requestId])
  })
})

describe('lists and sums', () => {
  it('tell all input and output tokens, cached and reasoning ones as parts', async () => {
    await stack.sql('TRUNCATE usage_record, usage_hourly')
    const id = await settled()
    const { usage } = await student.data(
      '{ usage { totalCount nodes { requestId inputTokens cachedTokens outputTokens reasoningTokens amount } } }',
    )
    expect(usage).toEqual({
      totalCount: 1,
      nodes: [
        {
          requestId: id,
          inputTokens: '120',
          cachedTokens: '20',
          outputTokens: '10',
          reasoningTokens: '3',
          amount: '0.000435',
        },
      ],
    })
    const { usageSummary } = await student.data(
      `{ usageSummary(filter: { from: "2026-09-01T00:00:00Z" }) { calls inputTokens outputTokens amount days { date modelName calls amount } } }`,
    )
    expect(usageSummary).toEqual({
      calls: '1',
      inputTokens: '120',
      outputTokens: '10',
      amount: '0.000435',
      days: [{ date: '2026-09-02', modelName: 'm', calls: '1', amount: '0.000435' }],
    })
  })

  it('of somebody else: staff only', async () => {
    await settled()
    const count = async (client: TestClient, filter: string) =>
      (await client.data(`{ usage(filter: ${filter}) { totalCount } }`)).usage.totalCount
    expect(await count(root, `{ userId: "${caller.userId}" }`)).toBeGreaterThan(0)
    expect(await count(root, `{ modelName: "other" }`)).toBe(0)
    expect(await count(student, `{ apiKeyId: "${randomUUID()}" }`)).toBe(0)
  })

  it('the ledger of the own wallet is there, page by page', async () => {
    const seen = new Set<string>()
    let after: string | null = null
    do {
      const { ledgerTransactions } = await student.data(
        'query ($after: String) { ledgerTransactions(first: 1, after: $after, kind: "usage") { nodes { id entries { amount } } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      for (const { id } of ledgerTransactions.nodes) seen.add(id)
      after = ledgerTransactions.pageInfo.hasNextPage ? ledgerTransactions.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen.size).toBe(settledCalls)
  })
})
