import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type Billing, bytesOf, createBilling, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let spender: Spender
let requestId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  const [admin, second] = [await ledger.addSpender({ role: 'admin' }), await ledger.addSpender({ role: 'admin' })]
  spender = await ledger.addSpender()
  const act = { v: 1, actorUserId: admin.userId, reason: 'r' }
  const gift = { ...act, idempotencyKey: randomUUID(), accountId: spender.payerId, amountNanos: '500' }
  await billing.grants.grant({ asker: 'admin-api', body: gift })
  const message = usageMessage(spender, { priceVersionId: await ledger.addPrice(1_000_000n) })
  requestId = message.requestId
  await billing.usage.record([bytesOf(message)])
  const refund = { ...act, idempotencyKey: randomUUID(), secondUserId: second.userId, requestId, amountNanos: '40' }
  expect(await billing.corrections.refund({ asker: 'admin-api', body: refund })).toMatchObject({ type: 'posted' })
})
afterAll(() => ledger.stop())

/** A posting past billing, as somebody with the superuser's password would make it. */
async function post(kind: string, amount: number, { other, corrects }: { other: string; corrects?: string }) {
  const id = randomUUID()
  await ledger.sql(
    `WITH t AS (
       INSERT INTO ledger_txn (id, kind, idem_key, corrects_txn, occurred_on, period, meta)
       VALUES ($1::uuid, $2, $1::uuid::text, $3, now(), '2026-01', '{}') RETURNING id
     ) INSERT INTO ledger_entry (txn_id, account_id, amount) SELECT $1::uuid, * FROM (VALUES ($4::uuid, $5::bigint), ($6::uuid, -$5::bigint)) leg`,
    [id, kind, corrects ?? null, spender.payerId, amount, other],
  )
}

it('nothing is broken to begin with', async () => expect(await ledger.broken()).toEqual({}))

it.each<[string, () => Promise<unknown>]>([
  ['L11', () => ledger.sql('UPDATE usage_hourly SET amount_nanos = amount_nanos + 1')],
  ['L11p', () => ledger.sql('UPDATE revenue_delta SET amount = amount + 1')],
  ['L13c', () => ledger.sql('UPDATE correction SET amount_nanos = amount_nanos + 1')],
  ['L13l', () => ledger.sql('UPDATE grant_lot SET expired = expired + 1')],
  ['L2k', () => post('move', 1, { other: FUNDING_ACCOUNT_ID })],
  [
    'L9r',
    async () => {
      const [usage] = await ledger.sql<{ id: string }>('SELECT id FROM ledger_txn WHERE request_id = $1', [requestId])
      await post('refund', 61, { other: REVENUE_ACCOUNT_ID, ...(usage && { corrects: usage.id }) })
    },
  ],
])('%s sees what somebody changed by hand', async (id, change) => {
  expect(await ledger.broken()).not.toHaveProperty(id)
  await change()
  expect(await ledger.broken()).toHaveProperty(id)
})
