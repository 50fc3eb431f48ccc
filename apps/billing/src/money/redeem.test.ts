import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type Billing, createBilling } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let other: Billing
let admin: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  other = createBilling(ledger)
  admin = await ledger.addSpender({ role: 'admin' })
})
afterAll(() => ledger.stop())

const ask = (body: unknown) => ({ asker: 'admin-api', body })
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')
const batchOf = (codes: readonly string[], fields: Record<string, unknown> = {}) => ({
  v: 1,
  batchId: randomUUID(),
  actorUserId: admin.userId,
  name: 'welcome week',
  amountNanos: '25',
  codes: codes.map((code) => ({ id: randomUUID(), hash: hashOf(code), lastFour: code.slice(-4) })),
  ...fields,
})
const create = (body: unknown) => billing.codes.createCodes(ask(body))
const redeem = (code: string, userId: string, by: Billing = billing) =>
  by.codes.redeem(ask({ v: 1, codeHash: hashOf(code), userId }))
const revoke = (batchId: string, fields: Record<string, unknown> = {}) =>
  billing.codes.revokeCodes(ask({ v: 1, batchId, actorUserId: admin.userId, reason: 'printed twice', ...fields }))
/** A batch of one. @returns its code */
async function oneCode(fields: Record<string, unknown> = {}): Promise<string> {
  const code = randomUUID()
  expect(await create(batchOf([code], fields))).toMatchObject({ type: 'done', isRepeat: false })
  return code
}

describe('a redeem code', () => {
  it('credits the wallet of who redeems it, from funding, as a lot', async () => {
    const inAnHourMs = Date.now() + 3_600_000
    const code = await oneCode({ lotExpiresAtMs: inAnHourMs })
    const { userId, payerId } = await ledger.addSpender()
    const reply = await redeem(code, userId)
    expect(reply).toMatchObject({ type: 'redeemed', amountNanos: '25', balanceNanos: '25', isRepeat: false })
    const legs = await ledger.sql(
      'SELECT account_id, amount, kind, meta FROM audit_v1.entries WHERE txn_id = $1 ORDER BY amount',
      [reply.type === 'redeemed' ? reply.transactionId : ''],
    )
    expect(legs).toMatchObject([
      { account_id: FUNDING_ACCOUNT_ID, amount: '-25', kind: 'redeem' },
      { account_id: payerId, amount: '25', meta: { actorUserId: userId, reason: 'welcome week' } },
    ])
    expect(await ledger.sql('SELECT amount, expires_at FROM grant_lot WHERE account_id = $1', [payerId])).toEqual([
      { amount: '25', expires_at: new Date(inAnHourMs) },
    ])
    expect(await ledger.broken()).toEqual({})
  })

  it('L13: used by 20 at once, over two billings, credits one', async () => {
    const code = await oneCode()
    const spenders = await Promise.all(Array.from({ length: 20 }, () => ledger.addSpender()))
    const replies = await Promise.all(spenders.map(({ userId }, i) => redeem(code, userId, i % 2 ? billing : other)))
    expect(replies.filter(({ type }) => type === 'redeemed')).toHaveLength(1)
    expect(replies.filter((reply) => reply.type === 'refused' && reply.code === 'already_done')).toHaveLength(19)
    const balances = await Promise.all(spenders.map(({ payerId }) => ledger.accountOf(payerId)))
    expect(balances.reduce((sum, { balance }) => sum + balance, 0n)).toBe(25n)
    expect(await ledger.broken()).toEqual({})
  })

  it('M18: by the same user 20 times at once credits once, and each is told of it', async () => {
    const code = await oneCode()
    const { userId, payerId } = await ledger.addSpender()
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => redeem(code, userId, i % 2 ? billing : other)),
    )
    expect(replies.filter((reply) => reply.type === 'redeemed' && !reply.isRepeat)).toHaveLength(1)
    expect(new Set(replies.map((reply) => reply.type === 'redeemed' && reply.transactionId)).size).toBe(1)
    expect((await ledger.accountOf(payerId)).balance).toBe(25n)
  })

  it('that is unknown, revoked or expired credits nobody', async () => {
    const { userId, payerId } = await ledger.addSpender()
    expect(await redeem('no such code', userId)).toMatchObject({ code: 'not_found' })
    const batch = batchOf([randomUUID()])
    await create(batch)
    expect(await revoke(batch.batchId)).toMatchObject({ type: 'done', isRepeat: false })
    expect(await revoke(batch.batchId)).toMatchObject({ type: 'done', isRepeat: true })
    const [row] = await ledger.sql<{ hash: string }>('SELECT hash FROM redeem_code WHERE batch_id = $1', [
      batch.batchId,
    ])
    const revoked = await billing.codes.redeem(ask({ v: 1, codeHash: row?.hash, userId }))
    expect(revoked).toMatchObject({ code: 'already_done' })
    const code = await oneCode({ expiresAtMs: Date.now() + 60_000 })
    await ledger.sql(`UPDATE redeem_batch SET expires_at = now() - interval '1 s' WHERE expires_at IS NOT NULL`)
    expect(await redeem(code, userId)).toMatchObject({ code: 'expired' })
    expect((await ledger.accountOf(payerId)).balance).toBe(0n)
  })

  it('K19: is of no use to a pending or disabled account', async () => {
    const code = await oneCode()
    const pending = await ledger.addSpender({ state: 'pending' })
    expect(await redeem(code, pending.userId)).toMatchObject({ code: 'account_inactive' })
    expect(await redeem(code, randomUUID())).toMatchObject({ code: 'account_inactive' })
    const { userId } = await ledger.addSpender()
    expect(await redeem(code, userId)).toMatchObject({ type: 'redeemed' })
  })

  it('whose credit the ledger has already is not credited again, even if its row says unused', async () => {
    const code = await oneCode()
    const { userId, payerId } = await ledger.addSpender()
    await redeem(code, userId)
    await ledger.sql(
      'UPDATE redeem_code SET redeemed_at = NULL, redeemed_by_user_id = NULL, txn_id = NULL WHERE hash = $1',
      [hashOf(code)],
    )
    expect(Object.keys(await ledger.broken())).toEqual(['L13'])
    expect(await redeem(code, userId)).toMatchObject({ code: 'already_done' })
    expect((await ledger.accountOf(payerId)).balance).toBe(25n)
    await ledger.sql(
      `UPDATE redeem_code c SET redeemed_at = t.created_at, redeemed_by_user_id = $2, txn_id = t.id
       FROM ledger_txn t WHERE t.idem_key = 'redeem:' || c.id AND c.hash = $1`,
      [hashOf(code), userId],
    )
    expect(await ledger.broken()).toEqual({})
  })
})

describe('a batch', () => {
  it('is made once per id, and never holds a code', async () => {
    const codes = Array.from({ length: 50 }, () => randomUUID())
    const body = batchOf(codes)
    expect(await create(body)).toMatchObject({ type: 'done', isRepeat: false })
    expect(await create(body)).toMatchObject({ type: 'done', isRepeat: true })
    expect(await create({ ...body, amountNanos: '26' })).toMatchObject({ code: 'conflict' })
    const rows = await ledger.sql('SELECT * FROM redeem_code WHERE batch_id = $1', [body.batchId])
    expect(rows).toHaveLength(50)
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code)
  })

  it('A10: is made and revoked by active administrators alone', async () => {
    const [student, disabled] = [
      await ledger.addSpender(),
      await ledger.addSpender({ role: 'admin', state: 'disabled' }),
    ]
    const body = batchOf([randomUUID()])
    expect(await create({ ...body, actorUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await create({ ...body, actorUserId: disabled.userId })).toMatchObject({ code: 'forbidden' })
    await create(body)
    expect(await revoke(body.batchId, { actorUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await revoke(randomUUID())).toMatchObject({ code: 'not_found' })
  })

  it.each([
    ['worth nothing', { amountNanos: '0' }],
    ['worth too much together', { amountNanos: '100000000000000001' }],
    ['without codes', { codes: [] }],
    ['with a code instead of its hash', { codes: [{ id: randomUUID(), hash: 'ABCDE', lastFour: 'BCDE' }] }],
  ])('%s is a bad request', async (_, fields) =>
    expect(await create(batchOf([randomUUID()], fields))).toMatchObject({ code: 'bad_request' }),
  )

  it('whose end is in the past is refused', async () => {
    expect(await create(batchOf([randomUUID()], { expiresAtMs: 1 }))).toMatchObject({ code: 'expired' })
    expect(await create(batchOf([randomUUID()], { lotExpiresAtMs: 1 }))).toMatchObject({ code: 'expired' })
  })
})
