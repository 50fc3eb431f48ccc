import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FUNDING_ACCOUNT_ID } from '../../ledger/system-accounts.js'
import { type Billing, bytesOf, createBilling, usageMessage } from '../../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../../testing/start-test-ledger.js'

const IN_AN_HOUR_MS = 3_600_000

let ledger: TestLedger
let billing: Billing
let admin: Spender
let spender: Spender
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  admin = await ledger.addSpender({ role: 'admin' })
  priceVersionId = await ledger.addPrice(1_000_000n)
})
afterAll(() => ledger.stop())
beforeEach(async () => {
  spender = await ledger.addSpender()
})

/** @returns the lot's id */
async function grantLot(nanos: number, fields: Record<string, unknown> = {}): Promise<string> {
  const body = {
    ...{ v: 1, idempotencyKey: randomUUID(), accountId: spender.payerId, actorUserId: admin.userId, reason: 'r' },
    ...{ amountNanos: String(nanos), ...fields },
  }
  const reply = await billing.grants.grant({ asker: 'admin-api', body })
  if (reply.type !== 'granted') throw new Error(JSON.stringify(reply))
  return reply.transactionId
}
const expiring = (nanos: number, afterMs = IN_AN_HOUR_MS) => grantLot(nanos, { expiresAtMs: Date.now() + afterMs })
/** The lot has ended a second ago. */
const end = (lotId: string) =>
  ledger.sql(`UPDATE grant_lot SET expires_at = now() - interval '1 s' WHERE id = $1`, [lotId])
async function spend(tokens: number): Promise<void> {
  const quantities = { inputTokens: tokens, outputTokens: 0 }
  await billing.usage.record([bytesOf(usageMessage(spender, { priceVersionId, quantities }))])
}
const hold = (nanos: number) => ledger.sql('UPDATE account SET held = $1 WHERE id = $2', [nanos, spender.payerId])
const money = () => ledger.accountOf(spender.payerId)
const lotOf = async (id: string) =>
  (await ledger.sql('SELECT expired, closed_at IS NOT NULL AS is_closed FROM grant_lot WHERE id = $1', [id]))[0]

describe('expiry of lots', () => {
  it('takes back what is left of a lot whose end has passed, and closes it', async () => {
    await grantLot(50)
    const lotId = await expiring(100)
    await spend(30)
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(120n)
    await end(lotId)
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(50n)
    expect(await lotOf(lotId)).toEqual({ expired: '70', is_closed: true })
    const legs = await ledger.sql(
      `SELECT account_id, amount FROM audit_v1.entries WHERE kind = 'expire' AND meta ->> 'lotId' = $1 ORDER BY amount`,
      [lotId],
    )
    expect(legs).toEqual([
      { account_id: spender.payerId, amount: '-70' },
      { account_id: FUNDING_ACCOUNT_ID, amount: '70' },
    ])
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(50n)
    expect(await ledger.broken()).toEqual({})
  })

  it('M30 P1: while half of a lot is held it takes what is free, the rest later; headroom is never negative', async () => {
    const lotId = await expiring(100)
    await end(lotId)
    await hold(50)
    await billing.expireLotsJob.run()
    expect(await money()).toEqual({ balance: 50n, held: 50n })
    expect(await lotOf(lotId)).toEqual({ expired: '50', is_closed: false })
    await billing.expireLotsJob.run()
    expect(await money()).toEqual({ balance: 50n, held: 50n })
    await hold(20)
    await billing.expireLotsJob.run()
    expect(await money()).toEqual({ balance: 20n, held: 20n })
    await hold(0)
    await spend(20)
    await billing.expireLotsJob.run()
    expect(await money()).toEqual({ balance: 0n, held: 0n })
    expect(await lotOf(lotId)).toEqual({ expired: '80', is_closed: true })
    expect(await ledger.broken()).toEqual({})
  })

  it('never takes what a later lot brought', async () => {
    const lotId = await expiring(100)
    await spend(100)
    await end(lotId)
    await grantLot(40)
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(40n)
    expect(await lotOf(lotId)).toEqual({ expired: '0', is_closed: true })
  })

  it('of two lots that ended each gives its own rest', async () => {
    const [one, other] = [await expiring(60), await expiring(40, 2 * IN_AN_HOUR_MS)]
    await spend(70)
    await end(one)
    await end(other)
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(0n)
    expect([await lotOf(one), await lotOf(other)]).toEqual([
      { expired: '0', is_closed: true },
      { expired: '30', is_closed: true },
    ])
  })

  it('what is debited between the look and the posting is not taken twice', async () => {
    const lotId = await expiring(100)
    await grantLot(100)
    await end(lotId)
    const { lastEntryId } = await billing.lots.readHistory(spender.payerId)
    await spend(30)
    const seen = { lotId, accountId: spender.payerId, restNanos: 100n, expiredNanos: 0n, lastEntryId }
    expect(await billing.lots.expire(seen)).toBe(70n)
    expect(await billing.lots.expire(seen)).toBe(0n)
    expect(await lotOf(lotId)).toEqual({ expired: '70', is_closed: false })
    await billing.expireLotsJob.run()
    expect((await money()).balance).toBe(100n)
    expect(await lotOf(lotId)).toEqual({ expired: '70', is_closed: true })
  })

  it('by many at once takes once', async () => {
    const lotId = await expiring(100)
    await grantLot(100)
    await end(lotId)
    await Promise.all(Array.from({ length: 8 }, () => billing.expireLotsJob.run()))
    expect((await money()).balance).toBe(100n)
    expect(await ledger.broken()).toEqual({})
  })

  it('a grant whose end is in the past is refused; another end under the same key is a conflict', async () => {
    await expect(grantLot(5, { expiresAtMs: 1 })).rejects.toThrow('expired')
    const [idempotencyKey, expiresAtMs] = [randomUUID(), Date.now() + IN_AN_HOUR_MS]
    await grantLot(5, { idempotencyKey, expiresAtMs })
    await grantLot(5, { idempotencyKey, expiresAtMs })
    await expect(grantLot(5, { idempotencyKey })).rejects.toThrow('conflict')
    expect((await money()).balance).toBe(5n)
  })
})
