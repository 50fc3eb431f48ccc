import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { startTestNatsServer, type TestNatsServer } from '@tollgate/messaging/testing'
import { type UsageEventMessage, usageSubject } from '@tollgate/protocols/events'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnv } from './env.js'
import { type RunningBilling, startBilling } from './start-billing.js'
import { acquireMessage, NODE_ID, usageMessage } from './testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from './testing/start-test-ledger.js'

const PASSWORDS = { gateway: 'g', billing: 'b', 'admin-api': 'a', operator: 'o' }
const PER_TOKEN = 1_000_000n
const MAX_BYTES = 500_000
const PATIENCE = { timeout: 45_000, interval: 50 }

let ledger: TestLedger
let nats: TestNatsServer
let billing: RunningBilling
let gateway: NatsConnection
let adminApi: NatsConnection
let admin: Spender
let priceVersionId: string

const as = (user: keyof typeof PASSWORDS) =>
  connect(connectionOptions({ url: nats.url, user, password: PASSWORDS[user] }))
const start = () =>
  startBilling(
    readEnv({
      ...{
        NATS_URL: nats.url,
        NATS_USER: 'billing',
        NATS_PASSWORD: PASSWORDS.billing,
        DATABASE_URL: ledger.billingUrl,
      },
      ...{ PORT: '0', USAGE_MAX_BYTES: String(MAX_BYTES), LEASE_TTL_MS: '1000', LEASE_GRACE_MS: '1000' },
    }),
    pino({ level: 'silent' }),
  )

beforeAll(async () => {
  ledger = await startTestLedger()
  nats = await startTestNatsServer(PASSWORDS)
  billing = await start()
  await billing.answering
  gateway = await as('gateway')
  adminApi = await as('admin-api')
  admin = await ledger.addSpender({ role: 'admin' })
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await ask(gateway, 'billing.lease.close-node', { v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(async () => {
  await gateway.close()
  await adminApi.close()
  await billing.close()
  await nats.close()
  await ledger.stop()
})

async function ask(
  connection: NatsConnection,
  subject: string,
  body: unknown,
  timeout = 20_000,
): Promise<Record<string, unknown>> {
  return (await connection.request(subject, JSON.stringify(body), { timeout })).json()
}
const grantMessage = (accountId: string, fields: Record<string, unknown> = {}) => ({
  ...{
    v: 1,
    idempotencyKey: randomUUID(),
    accountId,
    amountNanos: '1000000',
    actorUserId: admin.userId,
    reason: 'test',
  },
  ...fields,
})
const rich = async () => {
  const spender = await ledger.addSpender()
  await ask(adminApi, 'billing.money.grant', grantMessage(spender.payerId))
  return spender
}
const publish = async (messages: readonly (UsageEventMessage | { requestId: string })[]) => {
  const client = jetstream(gateway)
  for (const message of messages) {
    await client.publish(usageSubject(message.requestId), JSON.stringify(message), { msgID: message.requestId })
  }
}
const event = (spender: Spender, fields: Partial<UsageEventMessage> = {}) =>
  usageMessage(spender, { priceVersionId, ...fields })
const balanceOf = async ({ payerId }: Spender) => (await ledger.accountOf(payerId)).balance
const health = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${billing.healthPort}${path}`)
  return { status: response.status, text: await response.text() }
}

describe('over the bus', () => {
  it('grants, leases and settles; the contract’s JSON is the whole message', async () => {
    const spender = await ledger.addSpender()
    const heard: unknown[] = []
    gateway.subscribe('gateway.money.changed', { callback: (_, message) => void heard.push(message.json()) })
    await gateway.flush()
    const message = grantMessage(spender.payerId)
    expect(await ask(adminApi, 'billing.money.grant', message)).toMatchObject({
      type: 'granted',
      balanceNanos: '1000000',
      isRepeat: false,
    })
    await expect.poll(() => heard, PATIENCE).toContainEqual({ v: 1, accountIds: [spender.payerId] })
    const lease = acquireMessage(spender)
    expect(await ask(gateway, 'billing.lease.acquire', lease)).toMatchObject({
      type: 'granted',
      grantedNanos: '1000',
      ttlMs: 1_000,
    })
    const usage = event(spender, { leaseId: lease.leaseId })
    await publish([usage])
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
    expect(await ask(gateway, 'billing.settled', { v: 1, requestIds: [usage.requestId] })).toMatchObject({
      unknownIds: [],
    })
    // nobody closes it: after time to live and grace nothing is held
    await expect.poll(async () => (await ledger.accountOf(spender.payerId)).held, PATIENCE).toBe(0n)
    expect(await ledger.broken()).toEqual({})
  })

  it('a message that is none of the contract’s is answered at once, with none of its replies', async () => {
    expect(await ask(gateway, 'billing.lease.acquire', { v: 1 })).toEqual({ type: 'failed' })
    expect((await gateway.request('billing.lease.close', 'not json', { timeout: 20_000 })).json()).toEqual({
      type: 'failed',
    })
  })

  it('only admin-api’s inbox is answered with money', async () => {
    const spender = await ledger.addSpender()
    const message = grantMessage(spender.payerId)
    const operator = await as('operator')
    expect(await ask(operator, 'billing.money.grant', message)).toMatchObject({ type: 'refused', code: 'forbidden' })
    operator.publish('billing.money.grant', JSON.stringify(message), { reply: 'gateway.somewhere' })
    await operator.drain()
    expect(await ask(adminApi, 'billing.money.grant', message)).toMatchObject({ type: 'granted', isRepeat: false })
  })
})

describe('USAGE', () => {
  it('puts what is unreadable aside, settles the rest, and knows the ids of both', async () => {
    const spender = await rich()
    const bad = { requestId: randomUUID() }
    const good = event(spender)
    await publish([bad, good])
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
    await expect
      .poll(() => ask(gateway, 'billing.settled', { v: 1, requestIds: [bad.requestId, good.requestId] }), PATIENCE)
      .toMatchObject({ unknownIds: [] })
    const [letter] = await ledger.sql('SELECT kind, stream FROM dead_letter WHERE request_id = $1', [bad.requestId])
    expect(letter).toMatchObject({ kind: 'poison', stream: expect.stringMatching(/^USAGE\//) })
  })

  it('P12 P0: more unresolved events than may wait are parked and hold nothing up', async () => {
    const spender = await rich()
    const unknown = Array.from({ length: 260 }, () =>
      event(spender, { priceVersionId: '00000000-0000-4000-8000-000000000000' }),
    )
    await publish([...unknown, event(spender)])
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
    await expect
      .poll(async () => {
        const [row] = await ledger.sql<{ n: number }>(
          `SELECT count(*)::int AS n FROM dead_letter WHERE kind = 'unresolved'`,
        )
        return row?.n
      }, PATIENCE)
      .toBe(60)
  })

  it('N08: settled events make room before the stream is full', async () => {
    const spender = await rich()
    const operator = await as('operator')
    const manager = await jetstreamManager(operator)
    const { config } = await manager.streams.info('USAGE')
    expect(config).toMatchObject({ max_bytes: MAX_BYTES, discard: 'new' })
    // unresolved events of the test before keep the ack floor where it is: they are settled first
    await ledger.sql(
      `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos)
       SELECT '00000000-0000-4000-8000-000000000000', model_id, now(), 0, 0 FROM price_version LIMIT 1`,
    )
    const isDrained = async () => {
      const { num_ack_pending, num_pending } = await manager.consumers.info('USAGE', 'billing')
      return num_ack_pending + num_pending === 0
    }
    await expect.poll(isDrained, PATIENCE).toBe(true)
    // three times what the stream holds; full for a moment, it refuses, and the gateway's journal would try again
    const messages = Array.from({ length: (3 * MAX_BYTES) / 750 }, () => event(spender))
    for (const message of messages) {
      const isPublished = () =>
        publish([message]).then(
          () => true,
          () => false,
        )
      if (!(await isPublished())) await expect.poll(isPublished, PATIENCE).toBe(true)
    }
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(1_000_000n - 100n * BigInt(messages.length))
    await operator.close()
  })

  it('N10: comes back after an operator has deleted the consumer, then the stream', async () => {
    const spender = await rich()
    const operator = await as('operator')
    const manager = await jetstreamManager(operator)
    await manager.consumers.delete('USAGE', 'billing')
    await publish([event(spender)])
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
    await manager.streams.delete('USAGE')
    const again = event(spender)
    await expect
      .poll(
        () =>
          publish([again]).then(
            () => true,
            () => false,
          ),
        PATIENCE,
      )
      .toBe(true)
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_800n)
    await operator.close()
  })

  it('N11: goes on after nats-server was killed ten times, with its store and without', async () => {
    const spender = await rich()
    for (let kill = 1; kill <= 10; kill++) {
      const [isEmpty, balance] = [kill % 5 === 0, 1_000_000n - 100n * BigInt(kill)]
      await nats.kill()
      await nats.restart({ isEmpty })
      const message = event(spender)
      await expect
        .poll(
          () =>
            publish([message]).then(
              () => true,
              () => false,
            ),
          PATIENCE,
        )
        .toBe(true)
      await expect.poll(() => balanceOf(spender), PATIENCE).toBe(balance)
      await expect
        .poll(
          () => ask(gateway, 'billing.lease.acquire', acquireMessage(spender), 3_000).catch(() => undefined),
          PATIENCE,
        )
        .toMatchObject({ type: 'granted' })
    }
  })
})

describe('the process', () => {
  it('tells its health, and nothing on its public port', async () => {
    expect(await health('/health/live')).toMatchObject({ status: 200 })
    expect(await health('/health/ready')).toMatchObject({ status: 200 })
    expect((await health('/metrics')).text).toMatch(/usage_events_total\{outcome="settled"\} \d+/)
    expect((await fetch(`http://127.0.0.1:${billing.port}/metrics`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${billing.port}/health`)).status).toBe(200)
  })

  it('P11 P0: with PostgreSQL away it lives, loses nothing, and settles by itself afterwards', async () => {
    const spender = await rich()
    await ledger.crash()
    const messages = Array.from({ length: 400 }, () => event(spender))
    await publish(messages)
    expect(await ask(gateway, 'billing.lease.acquire', acquireMessage(spender))).toEqual({ type: 'failed' })
    expect(await health('/health/live')).toMatchObject({ status: 200 })
    expect(await health('/health/ready')).toMatchObject({ status: 503 })
    await ledger.start()
    await expect.poll(() => balanceOf(spender).catch(() => undefined), PATIENCE).toBe(960_000n)
    const letters = await ledger.sql('SELECT 1 FROM dead_letter WHERE request_id = ANY($1)', [
      messages.map(({ requestId }) => requestId),
    ])
    expect(letters).toEqual([])
    await expect.poll(async () => (await health('/health/ready')).status, PATIENCE).toBe(200)
  })

  it('boots with NATS away, and answers as soon as it is there', async () => {
    await billing.close()
    await nats.kill()
    billing = await start()
    expect(await health('/health/live')).toMatchObject({ status: 200 })
    expect(await health('/health/ready')).toMatchObject({ status: 503 })
    await nats.restart()
    await billing.answering
    await expect.poll(async () => (await health('/health/ready')).status, PATIENCE).toBe(200)
  })
})
