import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { addRich, type Billing, bytesOf, createBilling, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let priceVersionId: string
let admin: Spender
let second: Spender
let third: Spender
let student: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  priceVersionId = await ledger.addPrice(1_000_000n)
  admin = await ledger.addSpender({ role: 'admin' })
  second = await ledger.addSpender({ role: 'admin' })
  third = await ledger.addSpender({ role: 'root' })
})
afterAll(() => ledger.stop())
beforeEach(async () => {
  student = await addRich(ledger, billing, 1_000n)
})

const ask = (body: unknown) => ({ asker: 'admin-api', body })
const base = (fields: Record<string, unknown> = {}) => ({
  v: 1,
  idempotencyKey: randomUUID(),
  actorUserId: admin.userId,
  secondUserId: second.userId,
  reason: 'a mistake',
  ...fields,
})
const adjust = (fields: Record<string, unknown>) =>
  billing.corrections.adjust(ask(base({ accountId: student.payerId, ...fields })))
const refund = (fields: Record<string, unknown>) => billing.corrections.refund(ask(base(fields)))
const move = (fields: Record<string, unknown>) =>
  billing.corrections.move(ask(base({ fromAccountId: student.payerId, ...fields })))
const decide = (correctionId: string, fields: Record<string, unknown> = {}) =>
  billing.corrections.decide(ask({ v: 1, correctionId, actorUserId: second.userId, decision: 'approve', ...fields }))
const balanceOf = async (accountId: string) => (await ledger.accountOf(accountId)).balance
const idOf = (reply: object): string => ('correctionId' in reply ? String(reply.correctionId) : JSON.stringify(reply))

/** A settled call of so many tokens, a nano each. @returns its request id */
async function call(tokens: number, fields: Record<string, unknown> = {}): Promise<string> {
  const quantities = { inputTokens: tokens, outputTokens: 0 }
  const message = usageMessage(student, { priceVersionId, quantities, ...fields })
  expect(await billing.usage.record([bytesOf(message)])).toEqual([{ type: 'settled' }])
  return message.requestId
}

describe('an adjustment', () => {
  it('that gives is posted at once, with both names and the reason', async () => {
    const reply = await adjust({ amountNanos: '50' })
    expect(reply).toMatchObject({ type: 'posted', amountNanos: '50', balanceNanos: '1050', isRepeat: false })
    const legs = await ledger.sql(
      `SELECT account_id, amount, kind, meta FROM audit_v1.entries WHERE txn_id = $1 ORDER BY amount`,
      [reply.type === 'posted' ? reply.transactionId : ''],
    )
    expect(legs).toMatchObject([
      { account_id: FUNDING_ACCOUNT_ID, amount: '-50', kind: 'adjustment' },
      {
        account_id: student.payerId,
        amount: '50',
        meta: { actorUserId: admin.userId, secondUserId: second.userId, reason: 'a mistake' },
      },
    ])
    expect(await ledger.broken()).toEqual({})
  })

  it('that takes waits, moves nothing, and is posted by the second person', async () => {
    const reply = await adjust({ amountNanos: '-300' })
    expect(reply).toMatchObject({ type: 'pending', isRepeat: false })
    expect(await balanceOf(student.payerId)).toBe(1_000n)
    expect(await decide(idOf(reply), { note: 'yes' })).toMatchObject({
      type: 'posted',
      amountNanos: '-300',
      balanceNanos: '700',
    })
    const [row] = await ledger.sql('SELECT * FROM correction WHERE id = $1', [idOf(reply)])
    expect(row).toMatchObject({ state: 'posted', decided_by_user_id: second.userId, decision_note: 'yes' })
    expect(row?.txn_id).not.toBeNull()
    expect(await ledger.broken()).toEqual({})
  })

  it('A10: is decided by an entitled person, never by the actor', async () => {
    const id = idOf(await adjust({ amountNanos: '-1' }))
    expect(await decide(id, { actorUserId: admin.userId })).toMatchObject({ code: 'forbidden' })
    expect(await decide(id, { actorUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    const finance = await ledger.addSpender({ role: 'finance' })
    expect(await decide(id, { actorUserId: finance.userId, decision: 'refuse' })).toMatchObject({ code: 'forbidden' })
    expect(await decide(id, { actorUserId: third.userId })).toMatchObject({ type: 'posted' })
  })

  it('that is refused moves nothing, and is not decided again', async () => {
    const id = idOf(await adjust({ amountNanos: '-300' }))
    expect(await decide(id, { decision: 'refuse' })).toMatchObject({ type: 'declined', isRepeat: false })
    expect(await decide(id, { decision: 'refuse' })).toMatchObject({ type: 'declined', isRepeat: true })
    expect(await decide(id)).toMatchObject({ code: 'already_done' })
    expect(await decide(id, { actorUserId: third.userId, decision: 'refuse' })).toMatchObject({ code: 'already_done' })
    expect(await decide(randomUUID())).toMatchObject({ code: 'not_found' })
    expect(await balanceOf(student.payerId)).toBe(1_000n)
  })

  it('takes nothing that is held, and nothing that is not there', async () => {
    expect(await adjust({ amountNanos: '-1001' })).toMatchObject({ code: 'too_much' })
    const id = idOf(await adjust({ amountNanos: '-900' }))
    await ledger.sql('UPDATE account SET held = 200 WHERE id = $1', [student.payerId])
    expect(await decide(id)).toMatchObject({ code: 'too_much' })
    await ledger.sql('UPDATE account SET held = 0 WHERE id = $1', [student.payerId])
    expect(await decide(id)).toMatchObject({ type: 'posted', balanceNanos: '100' })
  })

  it('M18, L13: 20 at once with one key are one, decided once by many', async () => {
    const body = base({ accountId: student.payerId, amountNanos: '5' })
    const replies = await Promise.all(Array.from({ length: 20 }, () => billing.corrections.adjust(ask(body))))
    expect(replies.filter((reply) => reply.type === 'posted' && !reply.isRepeat)).toHaveLength(1)
    expect(new Set(replies.map(idOf)).size).toBe(1)
    expect(await balanceOf(student.payerId)).toBe(1_005n)
    const id = idOf(await adjust({ amountNanos: '-5' }))
    const decisions = await Promise.all(
      Array.from({ length: 20 }, (_, i) => decide(id, { actorUserId: (i % 2 ? second : third).userId })),
    )
    expect(decisions.filter((reply) => reply.type === 'posted' && !reply.isRepeat)).toHaveLength(1)
    expect(await balanceOf(student.payerId)).toBe(1_000n)
  })

  it('the same key for something else is a conflict', async () => {
    const idempotencyKey = randomUUID()
    await adjust({ idempotencyKey, amountNanos: '5' })
    expect(await adjust({ idempotencyKey, amountNanos: '6' })).toMatchObject({ code: 'conflict' })
    expect(await adjust({ idempotencyKey, amountNanos: '5' })).toMatchObject({ type: 'posted', isRepeat: true })
    expect(await balanceOf(student.payerId)).toBe(1_005n)
  })

  it('A10: needs two administrators, and none below root gives to himself', async () => {
    expect(await adjust({ amountNanos: '5', secondUserId: admin.userId })).toMatchObject({ code: 'forbidden' })
    expect(await adjust({ amountNanos: '5', secondUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await adjust({ amountNanos: '5', actorUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await adjust({ amountNanos: '5', accountId: admin.payerId })).toMatchObject({ code: 'forbidden' })
    const own = { amountNanos: '5', accountId: third.payerId, actorUserId: third.userId }
    expect(await adjust(own)).toMatchObject({ type: 'posted' })
    expect(await adjust({ amountNanos: '0' })).toMatchObject({ code: 'bad_request' })
    expect(await adjust({ amountNanos: '5', accountId: randomUUID() })).toMatchObject({ code: 'unknown_account' })
    expect(await adjust({ amountNanos: '999999999999999999' })).toMatchObject({ code: 'bad_request' })
    expect(await balanceOf(student.payerId)).toBe(1_000n)
  })
})

describe('a refund', () => {
  it('M21 P1: references the call, gives back at most its debit, and leaves it untouched', async () => {
    const requestId = await call(100)
    const [usage] = await ledger.sql(`SELECT * FROM ledger_txn WHERE request_id = $1`, [requestId])
    expect(await refund({ requestId, amountNanos: '101' })).toMatchObject({ code: 'too_much' })
    const reply = await refund({ requestId, amountNanos: '30' })
    expect(reply).toMatchObject({ type: 'posted', amountNanos: '30', balanceNanos: '930' })
    const [txn] = await ledger.sql(`SELECT * FROM ledger_txn WHERE id = $1`, [
      reply.type === 'posted' ? reply.transactionId : '',
    ])
    expect(txn).toMatchObject({ kind: 'refund', corrects_txn: usage?.id, occurred_on: usage?.occurred_on })
    const legs = await ledger.sql('SELECT account_id, amount FROM ledger_entry WHERE txn_id = $1 ORDER BY amount', [
      txn?.id,
    ])
    expect(legs).toEqual([
      { account_id: REVENUE_ACCOUNT_ID, amount: '-30' },
      { account_id: student.payerId, amount: '30' },
    ])
    expect(await refund({ requestId, amountNanos: '71' })).toMatchObject({ code: 'too_much' })
    expect(await refund({ requestId })).toMatchObject({ type: 'posted', amountNanos: '70', balanceNanos: '1000' })
    expect(await refund({ requestId })).toMatchObject({ code: 'too_much' })
    expect(await refund({ requestId: randomUUID() })).toMatchObject({ code: 'unknown_account' })
    const [after] = await ledger.sql(`SELECT * FROM ledger_txn WHERE request_id = $1`, [requestId])
    expect(after).toEqual(usage)
    expect(await ledger.broken()).toEqual({})
  })

  it('M21: of 20 refunds of all that is left at once, under keys of their own, one is posted', async () => {
    const requestId = await call(100)
    const replies = await Promise.all(Array.from({ length: 20 }, () => refund({ requestId })))
    expect(replies.filter(({ type }) => type === 'posted')).toHaveLength(1)
    expect(await balanceOf(student.payerId)).toBe(1_000n)
  })

  it('a repeat is answered with the first one', async () => {
    const requestId = await call(100)
    const idempotencyKey = randomUUID()
    const first = await refund({ requestId, idempotencyKey })
    expect(await refund({ requestId, idempotencyKey })).toMatchObject({ ...first, isRepeat: true })
    expect(await refund({ requestId: await call(1), idempotencyKey })).toMatchObject({ code: 'conflict' })
  })

  it('L11, L14: gives back to the windows and to the report of the day, key and model', async () => {
    const [limitId, windowId, leaseId] = [randomUUID(), randomUUID(), randomUUID()]
    await ledger.sql(
      `INSERT INTO limit_window (id, limit_id, kind, window_start, window_end, amount) VALUES ($1, $2, 'key_cap', now(), 'infinity', 500)`,
      [windowId, limitId],
    )
    await ledger.sql(
      `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, window_ids, granted, state, expires_at)
       VALUES ($1, 'gone', 1, $2, $3, ARRAY[$4]::uuid[], 0, 'closed', now())`,
      [leaseId, student.keyId, student.payerId, windowId],
    )
    const requestId = await call(100, { leaseId })
    const spent = async () => (await ledger.sql('SELECT spent FROM limit_window WHERE id = $1', [windowId]))[0]?.spent
    const reported = async () =>
      (
        await ledger.sql('SELECT sum(amount_nanos)::text AS sum FROM usage_hourly WHERE key_id = $1', [student.keyId])
      )[0]?.sum
    expect([await spent(), await reported()]).toEqual(['100', '100'])
    await refund({ requestId, amountNanos: '40' })
    expect([await spent(), await reported()]).toEqual(['60', '60'])
    expect(await ledger.broken()).toEqual({})
  })

  it('A10: below root not of an own call', async () => {
    student = admin
    const requestId = await call(10)
    expect(await refund({ requestId })).toMatchObject({ code: 'forbidden' })
    expect(await refund({ requestId, actorUserId: third.userId })).toMatchObject({ type: 'posted' })
  })
})

describe('a move', () => {
  it('waits, then goes from one account to the other within what is free', async () => {
    const other = await ledger.addSpender()
    const reply = await move({ toAccountId: other.payerId, amountNanos: '400' })
    expect(reply).toMatchObject({ type: 'pending' })
    expect(await decide(idOf(reply))).toMatchObject({ type: 'posted', amountNanos: '-400', balanceNanos: '600' })
    expect(await balanceOf(other.payerId)).toBe(400n)
    expect(await ledger.broken()).toEqual({})
  })

  it('is refused to the same, an unknown or a closed account, and above what there is', async () => {
    expect(await move({ toAccountId: student.payerId, amountNanos: '1' })).toMatchObject({ code: 'bad_request' })
    expect(await move({ toAccountId: randomUUID(), amountNanos: '1' })).toMatchObject({ code: 'unknown_account' })
    expect(await move({ toAccountId: FUNDING_ACCOUNT_ID, amountNanos: '1' })).toMatchObject({ code: 'unknown_account' })
    const pending = await ledger.addSpender({ state: 'pending' })
    expect(await move({ toAccountId: pending.payerId, amountNanos: '1' })).toMatchObject({ code: 'account_inactive' })
    const other = await ledger.addSpender()
    expect(await move({ toAccountId: other.payerId, amountNanos: '1001' })).toMatchObject({ code: 'too_much' })
    expect(await move({ toAccountId: admin.payerId, amountNanos: '1' })).toMatchObject({ code: 'forbidden' })
  })

  it('of two that together are more than there is, one is posted, in whatever order they are decided', async () => {
    const [one, other] = [await ledger.addSpender(), await ledger.addSpender()]
    const ids = [
      idOf(await move({ toAccountId: one.payerId, amountNanos: '700' })),
      idOf(await move({ toAccountId: other.payerId, amountNanos: '700' })),
    ]
    const replies = await Promise.all(ids.map((id) => decide(id)))
    expect(replies.filter(({ type }) => type === 'posted')).toHaveLength(1)
    expect(await balanceOf(student.payerId)).toBe(300n)
    expect(await ledger.broken()).toEqual({})
  })

  it('two in opposite directions at once do not stand in each other’s way', async () => {
    const other = await addRich(ledger, billing, 1_000n)
    const ids = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const [from, to] = i % 2 ? [student, other] : [other, student]
        return idOf(await move({ fromAccountId: from.payerId, toAccountId: to.payerId, amountNanos: '10' }))
      }),
    )
    const replies = await Promise.all(ids.map((id) => decide(id)))
    expect(replies.every(({ type }) => type === 'posted')).toBe(true)
    expect([await balanceOf(student.payerId), await balanceOf(other.payerId)]).toEqual([1_000n, 1_000n])
  })
})

it('nobody but admin-api may ask', async () => {
  const guarded = createBilling(ledger, { NATS_USER: 'billing', NATS_PASSWORD: 'b' })
  const body = base({ accountId: student.payerId, amountNanos: '5' })
  expect(await guarded.corrections.adjust({ asker: 'gateway', body })).toMatchObject({ code: 'forbidden' })
  expect(await balanceOf(student.payerId)).toBe(1_000n)
})

it('each leaves a record for stream LEDGER in its own transaction', async () => {
  const requestId = await call(10)
  const reply = await refund({ requestId })
  const rows = await ledger.sql(
    `SELECT record FROM ledger_outbox WHERE kind = 'transaction' AND record ->> 'id' = $1`,
    [reply.type === 'posted' ? reply.transactionId : ''],
  )
  expect(rows).toMatchObject([{ record: { kind: 'refund', entries: [{ amount: '10' }, { amount: '-10' }] } }])
})
