import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type Billing, createBilling } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let admin: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger, { NATS_USER: 'billing', NATS_PASSWORD: 'b' })
  admin = await ledger.addSpender({ role: 'admin' })
})
afterAll(() => ledger.stop())

const bodyOf = (accountId: string, fields: Record<string, unknown> = {}) => ({
  ...{
    v: 1,
    idempotencyKey: randomUUID(),
    accountId,
    amountNanos: '500',
    actorUserId: admin.userId,
    reason: 'first credit',
  },
  ...fields,
})
const ask = (body: unknown, asker: string | undefined = 'admin-api') => billing.grants.grant({ asker, body })
const transactionsOf = (accountId: string) =>
  ledger.sql('SELECT 1 FROM ledger_entry WHERE account_id = $1', [accountId])

describe('a grant', () => {
  it('moves money from funding to the account, with actor and reason', async () => {
    const { payerId } = await ledger.addSpender()
    const reply = await ask(bodyOf(payerId))
    expect(reply).toMatchObject({
      type: 'granted',
      balanceNanos: '500',
      heldNanos: '0',
      amountNanos: '500',
      isRepeat: false,
    })
    const legs = await ledger.sql(
      'SELECT account_id, amount, kind, meta, request_id FROM audit_v1.entries WHERE txn_id = $1 ORDER BY amount',
      [reply.type === 'granted' ? reply.transactionId : undefined],
    )
    expect(legs).toMatchObject([
      { account_id: FUNDING_ACCOUNT_ID, amount: '-500' },
      {
        account_id: payerId,
        amount: '500',
        kind: 'grant',
        request_id: null,
        meta: { actorUserId: admin.userId, reason: 'first credit' },
      },
    ])
    expect(await ledger.broken()).toEqual({})
  })

  it('M18 P0, L13: 20 at once with one key credit once and answer alike', async () => {
    const { payerId } = await ledger.addSpender()
    const body = bodyOf(payerId)
    const other = createBilling(ledger)
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? billing : other).grants.grant({ asker: 'admin-api', body })),
    )
    expect(replies.filter((reply) => reply.type === 'granted' && !reply.isRepeat)).toHaveLength(1)
    expect(
      new Set(replies.map((reply) => reply.type === 'granted' && `${reply.transactionId} ${reply.amountNanos}`)).size,
    ).toBe(1)
    expect((await ledger.accountOf(payerId)).balance).toBe(500n)
  })

  it('the same key for another account or amount is a conflict', async () => {
    const [one, other] = [await ledger.addSpender(), await ledger.addSpender()]
    const body = bodyOf(one.payerId)
    await ask(body)
    expect(await ask({ ...body, accountId: other.payerId })).toMatchObject({ code: 'conflict' })
    expect(await ask({ ...body, amountNanos: '501' })).toMatchObject({ code: 'conflict' })
    expect(await transactionsOf(other.payerId)).toEqual([])
    expect((await ledger.accountOf(one.payerId)).balance).toBe(500n)
  })

  it('a repeat is answered with the first credit, also when the account is inactive by now', async () => {
    const spender = await ledger.addSpender()
    const body = bodyOf(spender.payerId)
    await ask(body)
    await ledger.sql(`UPDATE app_user SET state = 'disabled' WHERE id = $1`, [spender.userId])
    expect(await ask(body)).toMatchObject({ type: 'granted', isRepeat: true, balanceNanos: '500' })
  })

  it.each([
    ['a gateway', 'gateway'],
    ['nobody', undefined],
  ])('%s may not ask', async (_, asker) => {
    const { payerId } = await ledger.addSpender()
    const reply = await billing.grants.grant({ asker, body: bodyOf(payerId) })
    expect(reply).toMatchObject({ type: 'refused', code: 'forbidden' })
    expect(await transactionsOf(payerId)).toEqual([])
  })

  it.each([
    ['a student', { role: 'student' }],
    ['finance', { role: 'finance' }],
    ['a disabled administrator', { role: 'admin', state: 'disabled' }],
  ])('A10: %s is no actor, also for himself', async (_, options) => {
    const actor = await ledger.addSpender(options)
    expect(await ask(bodyOf(actor.payerId, { actorUserId: actor.userId }))).toMatchObject({ code: 'forbidden' })
    expect(await transactionsOf(actor.payerId)).toEqual([])
  })

  it('K19: a pending account is not credited, an unknown one neither, and no system account', async () => {
    const pending = await ledger.addSpender({ state: 'pending' })
    expect(await ask(bodyOf(pending.payerId))).toMatchObject({ code: 'account_inactive' })
    expect(await ask(bodyOf(randomUUID()))).toMatchObject({ code: 'unknown_account' })
    expect(await ask(bodyOf(FUNDING_ACCOUNT_ID))).toMatchObject({ code: 'unknown_account' })
  })

  it.each([
    ['zero', { amountNanos: '0' }],
    ['a negative amount', { amountNanos: '-1' }],
    ['a number', { amountNanos: 5 }],
    ['a fraction', { amountNanos: '1.5' }],
    ['more than a slip of the hand allows', { amountNanos: '999999999999999999' }],
    ['a field too many', { balance: '1' }],
    ['no reason', { reason: '' }],
  ])('%s is a bad request', async (_, fields) => {
    const { payerId } = await ledger.addSpender()
    expect(await ask(bodyOf(payerId, fields))).toMatchObject({ type: 'refused', code: 'bad_request' })
    expect(await transactionsOf(payerId)).toEqual([])
  })
})
