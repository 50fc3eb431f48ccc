import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { startTestNatsServer, type TestNatsServer } from '@tollgate/messaging/testing'
import { ledgerRecordSchema, type UsageEventMessage, usageSubject } from '@tollgate/protocols/events'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEnv } from '../env.js'
import { type RunningBilling, startBilling } from '../start-billing.js'
import { acquireMessage, NODE_ID, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const PASSWORDS = { gateway: 'g', billing: 'b', 'admin-api': 'a', operator: 'o' }
const PER_TOKEN = 1_000_000n
const PATIENCE = { timeout: 45_000, interval: 50 }

let ledger: TestLedger
let nats: TestNatsServer
let billings: RunningBilling[]
let gateway: NatsConnection
let adminApi: NatsConnection
let operator: NatsConnection
let manager: JetStreamManager
let admin: Spender
let priceVersionId: string

const as = (user: keyof typeof PASSWORDS) =>
  connect(connectionOptions({ url: nats.url, user, password: PASSWORDS[user] }))
const access = () => ({ NATS_URL: nats.url, NATS_USER: 'billing', NATS_PASSWORD: PASSWORDS.billing })
const start = () =>
  startBilling(readEnv({ ...access(), DATABASE_URL: ledger.billingUrl, PORT: '0' }), pino({ level: 'silent' }))

beforeAll(async () => {
  ledger = await startTestLedger()
  nats = await startTestNatsServer(PASSWORDS)
  billings = await Promise.all([start(), start()])
  await Promise.all(billings.map(({ answering }) => answering))
  gateway = await as('gateway')
  adminApi = await as('admin-api')
  operator = await as('operator')
  manager = await jetstreamManager(operator)
  admin = await ledger.addSpender({ role: 'admin' })
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await ask(gateway, 'billing.lease.close-node', { v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(async () => {
  for (const connection of [gateway, adminApi, operator]) await connection.close()
  await Promise.all(billings.map((billing) => billing.close()))
  await nats.close()
  await ledger.stop()
})

async function ask(connection: NatsConnection, subject: string, body: unknown): Promise<Record<string, unknown>> {
  return (await connection.request(subject, JSON.stringify(body), { timeout: 15_000 })).json()
}
const rich = async (amountNanos = '1000000') => {
  const spender = await ledger.addSpender()
  const grant = { v: 1, idempotencyKey: randomUUID(), accountId: spender.payerId, amountNanos }
  await ask(adminApi, 'billing.money.grant', { ...grant, actorUserId: admin.userId, reason: 'test' })
  return spender
}
const eventOf = (spender: Spender, fields: Partial<UsageEventMessage> = {}) =>
  usageMessage(spender, { priceVersionId, ...fields })
const publish = async (messages: readonly UsageEventMessage[]) => {
  const client = jetstream(gateway)
  for (const message of messages)
    await client.publish(usageSubject(message.requestId), JSON.stringify(message), { msgID: message.requestId })
}
const balanceOf = async ({ payerId }: Spender) => (await ledger.accountOf(payerId).catch(() => undefined))?.balance
const state = async () =>
  (
    await ledger.sql<{ epoch: string; created: string | null; seq: string; until: string | null }>(
      `SELECT ledger_epoch AS epoch, usage_stream_created AS created, usage_settled_seq AS seq, recovering_until_seq AS until FROM ledger_state`,
    )
  )[0]
const stateOrNothing = () => state().catch(() => undefined)
const ledgerRecords = async () => {
  const { state: stream } = await manager.streams.info('LEDGER')
  const records = []
  for (let seq = Math.max(stream.first_seq, 1); seq <= stream.last_seq; seq++) {
    const message = await manager.streams.getMessage('LEDGER', { seq })
    if (message !== null) records.push(ledgerRecordSchema.parse(message.json()))
  }
  return records
}
const lastUsageSeq = async () => (await manager.streams.info('USAGE')).state.last_seq

it('LEDGER gets every move of money that is not usage, exactly, and all of it again after the store was lost', async () => {
  const spender = await rich('9007199254740993')
  const record = async () => (await ledgerRecords()).find((one) => one.record.includes(spender.payerId))
  await expect.poll(record, PATIENCE).toMatchObject({ kind: 'transaction', v: 1 })
  expect((await record())?.record).toContain('"amount": "9007199254740993"')
  await nats.restart({ isEmpty: true })
  await expect.poll(() => record().catch(() => undefined), PATIENCE).toMatchObject({ kind: 'transaction' })
  const waiting = () => ledger.sql('SELECT 1 FROM ledger_outbox WHERE published_at IS NULL')
  await expect.poll(waiting, PATIENCE).toEqual([])
})

it('stores up to where the stream is settled, whichever billing settled it', async () => {
  const spender = await rich()
  await publish(Array.from({ length: 1_200 }, () => eventOf(spender)))
  await expect.poll(() => balanceOf(spender), PATIENCE).toBe(1_000_000n - 120_000n)
  await expect.poll(async () => Number((await state())?.seq), PATIENCE).toBe(await lastUsageSeq())
  const { created } = await manager.streams.info('USAGE')
  expect(await state()).toMatchObject({ created, until: null, epoch: '1' })
})

it('X07 a stream that comes back empty is adopted without a recovery', async () => {
  const spender = await rich()
  const before = await state()
  await nats.restart({ isEmpty: true })
  const event = eventOf(spender)
  await expect
    .poll(
      () =>
        publish([event]).then(
          () => true,
          () => false,
        ),
      PATIENCE,
    )
    .toBe(true)
  await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
  await expect.poll(async () => (await state())?.created, PATIENCE).not.toBe(before?.created)
  await expect.poll(async () => Number((await state())?.seq), PATIENCE).toBe(1)
  expect(await state()).toMatchObject({ epoch: before?.epoch, until: null })
})

it('a billing that starts anew looks up what was acked and not stored: nothing is missing, nothing recovers', async () => {
  const spender = await rich()
  await publish(Array.from({ length: 50 }, () => eventOf(spender)))
  await expect.poll(async () => Number((await state())?.seq), PATIENCE).toBe(await lastUsageSeq())
  await Promise.all(billings.map((billing) => billing.close()))
  await ledger.sql('UPDATE ledger_state SET usage_settled_seq = usage_settled_seq - 30')
  const before = await state()
  billings = await Promise.all([start(), start()])
  await expect.poll(async () => Number((await state())?.seq), PATIENCE).toBe(await lastUsageSeq())
  expect((await state())?.epoch).toBe(before?.epoch)
})

it.each([
  ['under running billings', false],
  ['while billing was away', true],
])(
  'G10 a database that goes back %s grants nothing until the stream is settled again',
  async (_, isAway) => {
    const spender = await rich()
    await publish([eventOf(spender)])
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(999_900n)
    await expect.poll(async () => Number((await state())?.seq), PATIENCE).toBe(await lastUsageSeq())
    const before = await state()
    await ledger.backUp()
    await expect
      .poll(
        () =>
          publish(Array.from({ length: 700 }, () => eventOf(spender))).then(
            () => true,
            () => false,
          ),
        PATIENCE,
      )
      .toBe(true)
    await expect.poll(() => balanceOf(spender), PATIENCE).toBe(929_900n)
    await expect.poll(async () => Number((await stateOrNothing())?.seq), PATIENCE).toBe(await lastUsageSeq())
    if (isAway) await Promise.all(billings.map((billing) => billing.close()))

    await ledger.restore()
    expect(await balanceOf(spender)).toBe(999_900n)
    if (isAway) billings = await Promise.all([start(), start()])
    const balancesAtGrant: (bigint | undefined)[] = []
    const isGranted = async () => {
      const reply = await ask(gateway, 'billing.lease.acquire', acquireMessage(spender)).catch(() => undefined)
      if (reply?.type === 'granted') balancesAtGrant.push(await balanceOf(spender))
      return reply?.type === 'granted' ? Number(reply.ledgerEpoch) : 0
    }
    await expect.poll(isGranted, { ...PATIENCE, interval: 5 }).toBeGreaterThan(Number(before?.epoch))
    expect(balancesAtGrant).toEqual([929_900n])
    await expect.poll(async () => (await state())?.until, PATIENCE).toBe(null)
    expect(Number((await state())?.seq)).toBe(await lastUsageSeq())
    expect(await ledger.broken()).toEqual({})
    const { n } = (await ledger.sql<{ n: number }>('SELECT count(*)::int AS n FROM dead_letter'))[0] ?? { n: -1 }
    expect(n).toBe(0)
    await expect
      .poll(async () => (await ledgerRecords()).filter(({ kind }) => kind === 'epoch').at(-1)?.record, PATIENCE)
      .toContain(`"ledger_epoch": "${(await state())?.epoch}"`)
  },
  90_000,
)
