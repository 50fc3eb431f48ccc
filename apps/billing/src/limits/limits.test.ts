import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acquireMessage,
  addRich,
  type Billing,
  bytesOf,
  createBilling,
  grant,
  NODE_ID,
  usageMessage,
} from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const asker = { v: 1, nodeId: NODE_ID, incarnation: 1 }
const RICH = 1_000_000_000n
/** One nano a token. */
const PER_TOKEN = 1_000_000n

let ledger: TestLedger
let billing: Billing
let other: Billing
let admin: Spender
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  ;[billing, other] = [createBilling(ledger), createBilling(ledger)]
  admin = await ledger.addSpender({ role: 'admin' })
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await billing.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(() => ledger.stop())

async function course(...students: readonly Spender[]): Promise<string> {
  const id = randomUUID()
  await ledger.sql(`INSERT INTO course (id, name) VALUES ($1, $2)`, [id, id])
  for (const { keyId } of students) await ledger.sql('UPDATE api_key SET course_id = $2 WHERE id = $1', [keyId, id])
  return id
}
const student = (balance = RICH) => addRich(ledger, billing, balance)
const limitMessage = (fields: Record<string, unknown>) => ({
  v: 1,
  limitId: randomUUID(),
  actorUserId: admin.userId,
  period: 'month',
  amountNanos: '1000',
  isActive: true,
  ...fields,
})
const send = (message: Record<string, unknown>) => billing.limits.setLimit({ asker: 'admin-api', body: message })
/** @returns the message that made it */
async function limit(fields: Record<string, unknown>) {
  const message = limitMessage(fields)
  expect(await send(message)).toEqual({ type: 'done', v: 1, isRepeat: false })
  return message
}
const ofKey = ({ keyId }: Spender) => ({ subject: { kind: 'key_cap', keyId } })
const ofCourse = (courseId: string) => ({ subject: { kind: 'course_limit', courseId } })
const acquire = (spender: Spender, fields = {}, by = billing) => by.leases.acquire(acquireMessage(spender, fields))
const windowsOf = (limitId: string) =>
  ledger.sql<{ id: string; amount: string; held: string; spent: string; handed: string; window_start: Date }>(
    'SELECT * FROM limit_window WHERE limit_id = $1 ORDER BY window_start',
    [limitId],
  )
const settle = (spender: Spender, leaseId: string, tokens: number, fields = {}) =>
  billing.usage.record([
    bytesOf(
      usageMessage(spender, {
        leaseId,
        priceVersionId,
        quantities: { inputTokens: tokens, outputTokens: 0 },
        ...fields,
      }),
    ),
  ])

describe('the path of a call', () => {
  it('X05: holds on every row or on none, exactly as often as the shortest allows, and names it with its end', async () => {
    const students = await Promise.all([student(), student(), student()])
    const courseId = await course(...students)
    for (const spender of students) await limit({ ...ofKey(spender), amountNanos: '100000', period: 'day' })
    const { limitId } = await limit({ ...ofCourse(courseId), amountNanos: '1000', period: 'month' })
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => acquire(students[n % 3] as Spender, {}, n % 2 === 0 ? billing : other)),
    )
    expect(replies.filter(({ type }) => type === 'granted')).toHaveLength(10)
    for (const reply of replies.filter(({ type }) => type !== 'granted')) {
      expect(reply).toMatchObject({ code: 'insufficient_quota', refusedBy: 'course_limit', balanceNanos: '1000' })
      expect(reply).toMatchObject({ heldNanos: '1000', windowEndsAtMs: expect.any(Number) })
    }
    expect(await windowsOf(limitId)).toMatchObject([{ amount: '1000', held: '1000', spent: '0' }])
    const held = await Promise.all(students.map(({ payerId }) => ledger.accountOf(payerId)))
    expect(held.reduce((sum, account) => sum + account.held, 0n)).toBe(1_000n)
    expect(await ledger.broken()).toEqual({})
  })

  it('M27: two legs, the named payer’s and revenue’s; every limit grows by the cost; another course’s does not', async () => {
    const [spender, pool] = [await ledger.addSpender(), await student()]
    await ledger.sql('UPDATE api_key SET payer_account_id = $2 WHERE id = $1', [spender.keyId, pool.payerId])
    await ledger.sql('UPDATE app_user SET wallet_account_id = gen_random_uuid() WHERE id = $1', [pool.userId])
    await ledger.sql(`UPDATE account SET kind = 'pool', name = 'pool', owner_user_id = $2 WHERE id = $1`, [
      pool.payerId,
      spender.userId,
    ])
    const paid = { ...spender, payerId: pool.payerId }
    const [mine, elsewhere] = [await course(spender), await course()]
    const limits = await Promise.all([
      limit({ ...ofKey(spender), period: 'day' }),
      limit({ ...ofKey(spender), period: 'total' }),
      limit({ ...ofCourse(mine), period: 'week' }),
      limit({ ...ofCourse(elsewhere), period: 'week' }),
    ])
    const leaseId = randomUUID()
    expect(await acquire(paid, { leaseId })).toMatchObject({ type: 'granted', grantedNanos: '100' })
    const usage = usageMessage(paid, { leaseId, priceVersionId, quantities: { inputTokens: 70, outputTokens: 0 } })
    await billing.usage.record([bytesOf(usage)])
    const windows = await Promise.all(limits.map(({ limitId }) => windowsOf(limitId)))
    expect(windows.map((rows) => rows.map(({ spent, held }) => [spent, held]))).toEqual([
      ...Array.from({ length: 3 }, () => [['70', '30']]),
      [],
    ])
    const legs = await ledger.sql(
      'SELECT account_id, amount FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id WHERE t.request_id = $1 ORDER BY amount',
      [usage.requestId],
    )
    expect(legs).toMatchObject([{ account_id: pool.payerId, amount: '-70' }, { amount: '70' }])
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 0n, held: 0n })
    expect(await ledger.broken()).toEqual({})
  })

  it('names the shortest of several rows, an account included', async () => {
    const spender = await student(50n)
    await limit({ ...ofKey(spender), amountNanos: '60' })
    expect(await acquire(spender)).toMatchObject({ refusedBy: 'balance', balanceNanos: '50' })
    expect(await acquire(spender, { neededNanos: '55' })).not.toHaveProperty('windowEndsAtMs')
    await grant(ledger, billing, { accountId: spender.payerId, amountNanos: 1_000n })
    expect(await acquire(spender)).toMatchObject({ refusedBy: 'key_cap', balanceNanos: '60' })
  })

  it('a free model needs no headroom of a limit', async () => {
    const spender = await student()
    await limit({ ...ofKey(spender), amountNanos: '0' })
    expect(await acquire(spender, { neededNanos: '0' })).toMatchObject({ type: 'granted', grantedNanos: '0' })
    expect(await acquire(spender)).toMatchObject({ refusedBy: 'key_cap' })
  })

  it('outside of a term nothing is spent, and the refusal says when it begins', async () => {
    const spender = await student()
    await limit({ ...ofKey(spender), period: 'term', startsOn: '2199-09-01', endsOn: '2199-12-31' })
    const reply = await acquire(spender)
    expect(reply).toMatchObject({ refusedBy: 'key_cap', windowEndsAtMs: Date.parse('2199-09-01T00:00:00+08:00') })
  })

  it('a closed pool pays nobody', async () => {
    const spender = await student()
    await ledger.sql(`UPDATE account SET state = 'closed' WHERE id = $1`, [spender.payerId])
    expect(await acquire(spender)).toMatchObject({ type: 'refused', code: 'user_inactive' })
  })
})

describe('windows', () => {
  it('M22: two billings race over midnight: one new row, nothing reset, leases and calls stay on their own window', async () => {
    const spender = await student()
    const { limitId } = await limit({ ...ofKey(spender), period: 'day', amountNanos: '10000' })
    // a campus whose midnight comes in five seconds
    const [row] = await ledger.sql<{ ms: number }>('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms')
    const borderMs = Math.ceil(Number(row?.ms) / 1_000) * 1_000 + 4_000
    const offsetSeconds = (86_400 - ((borderMs / 1_000) % 86_400)) % 86_400
    const clock = [offsetSeconds / 3_600, (offsetSeconds / 60) % 60, offsetSeconds % 60].map((part) =>
      String(Math.floor(part)).padStart(2, '0'),
    )
    await ledger.sql(`UPDATE setting SET time_zone = $1`, [`<C>-${clock.join(':')}`])
    try {
      const before = randomUUID()
      const reply = await acquire(spender, { leaseId: before })
      expect(reply).toMatchObject({ type: 'granted', grantedNanos: '1000' })
      const lifeMs = reply.type === 'granted' ? reply.acquiredAtMs + reply.ttlMs - borderMs : Number.NaN
      expect(Math.abs(lifeMs - 60_000)).toBeLessThan(2)
      await expect.poll(() => Date.now(), { interval: 20 }).toBeGreaterThan(borderMs - 100)
      const replies: unknown[] = []
      for (let n = 0; Date.now() < borderMs + 200; n++) {
        const asks = [billing, other].map((by) => acquire(spender, { mayGrantSlab: false, neededNanos: '1' }, by))
        replies.push(...(await Promise.all(asks)).map(({ type }) => type))
        if (n > 2_000) break
      }
      expect(new Set(replies)).toEqual(new Set(['granted']))
      const admittedAtMs = borderMs - 1_000
      await settle(spender, before, 400, { admittedAtMs })
      const [old, fresh, ...more] = await windowsOf(limitId)
      expect(more).toEqual([])
      expect(fresh?.window_start.getTime()).toBe(borderMs)
      expect([old?.spent, fresh?.spent]).toEqual(['400', '0'])
      expect([old?.amount, fresh?.amount]).toEqual(['10000', '10000'])
      const [usage] = await ledger.sql<{ is_day_before: boolean }>(
        `SELECT t.occurred_on = (to_timestamp($2::float8) AT TIME ZONE s.time_zone)::date - 1 AS is_day_before
         FROM ledger_txn t CROSS JOIN setting s WHERE t.lease_id = $1`,
        [before, borderMs / 1_000],
      )
      expect(usage?.is_day_before).toBe(true)
      const late = await ledger.sql(
        `SELECT id FROM lease WHERE $1 = ANY(window_ids) AND expires_at > to_timestamp($2::float8) + interval '60 s'`,
        [old?.id, borderMs / 1_000],
      )
      expect(late).toEqual([])
      expect(await ledger.broken()).toEqual({})
    } finally {
      await ledger.sql(`UPDATE setting SET time_zone = 'Asia/Shanghai'`)
    }
  })

  it('two billings that need a new window at once make one row', async () => {
    const spender = await student()
    const { limitId } = await limit({ ...ofKey(spender), period: 'week' })
    await Promise.all([billing, other, billing, other].map((by) => acquire(spender, { neededNanos: '1' }, by)))
    expect(await windowsOf(limitId)).toHaveLength(1)
  })
})

describe('billing.money.set-limit', () => {
  it('a changed amount counts at once, upwards and downwards; switched off it limits nothing', async () => {
    const spender = await student()
    const message = await limit({ ...ofKey(spender), amountNanos: '100' })
    expect(await acquire(spender)).toMatchObject({ type: 'granted' })
    expect(await acquire(spender)).toMatchObject({ type: 'refused' })
    for (const [fields, type] of [
      [{ amountNanos: '200' }, 'granted'],
      [{ amountNanos: '250' }, 'refused'],
      [{ amountNanos: '50' }, 'refused'],
      [{ amountNanos: '50', isActive: false }, 'granted'],
    ] as const) {
      expect(await send({ ...message, ...fields })).toMatchObject({ type: 'done', isRepeat: false })
      expect(await acquire(spender)).toMatchObject({ type })
    }
    expect(await ledger.broken()).toEqual({})
  })

  it('repeated it changes nothing, also 20 times at once', async () => {
    const spender = await student()
    const message = limitMessage(ofKey(spender))
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(message)))
    expect(new Set(replies.map(({ type }) => type))).toEqual(new Set(['done']))
    expect(replies.filter((reply) => reply.type === 'done' && !reply.isRepeat)).toHaveLength(1)
  })

  it('of a key or course there is one active limit a period; what a limit is about never changes', async () => {
    const spender = await student()
    const message = await limit(ofKey(spender))
    expect(await send(limitMessage(ofKey(spender)))).toMatchObject({ code: 'conflict' })
    for (const fields of [{ period: 'day' }, ofKey(await student()), { subject: { kind: 'budget', name: 'x' } }]) {
      expect(await send({ ...message, ...fields })).toMatchObject({ code: 'conflict' })
    }
    await send({ ...message, isActive: false })
    expect(await send(limitMessage(ofKey(spender)))).toMatchObject({ type: 'done' })
  })

  it('A10: a key’s owner sets its cap and nothing else', async () => {
    const [mine, yours] = [await student(), await student()]
    const by = (actor: Spender, fields: Record<string, unknown>) =>
      send(limitMessage({ ...fields, actorUserId: actor.userId }))
    expect(await by(mine, ofKey(mine))).toMatchObject({ type: 'done' })
    expect(await by(mine, ofKey(yours))).toMatchObject({ code: 'forbidden' })
    expect(await by(mine, ofCourse(await course(mine)))).toMatchObject({ code: 'forbidden' })
    expect(await by(mine, { subject: { kind: 'budget', name: 'mine' } })).toMatchObject({ code: 'forbidden' })
    await ledger.sql(`UPDATE app_user SET state = 'disabled' WHERE id = $1`, [mine.userId])
    expect(await by(mine, { ...ofKey(mine), period: 'day' })).toMatchObject({ code: 'forbidden' })
  })

  it.each([
    ['a negative amount', { amountNanos: '-1' }],
    ['a term without days', { period: 'term' }],
    ['a term that ends first', { period: 'term', startsOn: '2026-09-02', endsOn: '2026-09-01' }],
    ['days of no term', { startsOn: '2026-09-01' }],
    ['a budget above a key', { parentId: randomUUID() }],
    ['an unknown field', { amount: 1 }],
  ])('refuses %s', async (_, fields) => {
    expect(await send(limitMessage({ ...ofKey(admin), ...fields }))).toMatchObject({ code: 'bad_request' })
  })

  it('knows no key, course or budget that is not there', async () => {
    expect(await send(limitMessage({ subject: { kind: 'key_cap', keyId: randomUUID() } }))).toMatchObject({
      code: 'not_found',
    })
    expect(await send(limitMessage(ofCourse(randomUUID())))).toMatchObject({ code: 'not_found' })
    const parentId = (await limit({ ...ofCourse(await course()) })).limitId
    expect(await send(limitMessage({ ...ofCourse(await course()), parentId }))).toMatchObject({ code: 'not_found' })
  })

  it('a term that is made longer goes on with what it has spent', async () => {
    const spender = await student()
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const message = await limit({
      ...ofKey(spender),
      period: 'term',
      startsOn: '2020-01-01',
      endsOn: today,
      amountNanos: '150',
    })
    const leaseId = randomUUID()
    await acquire(spender, { leaseId })
    await settle(spender, leaseId, 100)
    await send({ ...message, endsOn: '2199-01-01' })
    expect(await acquire(spender)).toMatchObject({ refusedBy: 'key_cap', balanceNanos: '50' })
    expect(await acquire(spender)).toMatchObject({ windowEndsAtMs: Date.parse('2199-01-02T00:00:00+08:00') })
    expect(await windowsOf(String(message.limitId))).toHaveLength(1)
  })
})
