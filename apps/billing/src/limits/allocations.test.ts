import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Database } from '../database/database.repository.js'
import {
  acquireMessage,
  addRich,
  type Billing,
  bytesOf,
  createBilling,
  NODE_ID,
  usageMessage,
} from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const asker = { v: 1, nodeId: NODE_ID, incarnation: 1 }
const PER_TOKEN = 1_000_000n

let ledger: TestLedger
let billing: Billing
let other: Billing
/** As the other two, with the short wait for locks that the process has. */
let hasty: Billing
let hastyDatabase: Database
let admin: Spender
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  ;[billing, other] = [createBilling(ledger), createBilling(ledger)]
  hastyDatabase = new Database({
    url: ledger.billingUrl,
    maxConnections: 4,
    lockTimeoutMs: 300,
    statementTimeoutMs: 1_500,
    connectTimeoutMs: 1_500,
  })
  hasty = createBilling({ ...ledger, leaseDatabase: hastyDatabase })
  admin = await ledger.addSpender({ role: 'admin' })
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await billing.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(async () => {
  await hastyDatabase.close()
  await ledger.stop()
})

async function limit(fields: Record<string, unknown>, limitId: string = randomUUID()): Promise<string> {
  const body = { v: 1, limitId, actorUserId: admin.userId, period: 'month', isActive: true, ...fields }
  expect(await billing.limits.setLimit({ asker: 'admin-api', body })).toMatchObject({ type: 'done' })
  return limitId
}
const budget = (amountNanos: string, fields = {}, id?: string) =>
  limit({ subject: { kind: 'budget', name: 'school' }, amountNanos, ...fields }, id)

interface Course {
  spender: Spender
  limitId: string
}
/** A course with one rich student, below a budget. */
async function course(parentId: string, amountNanos = '1000000', fields = {}): Promise<Course> {
  const spender = await addRich(ledger, billing, 1_000_000_000n)
  const courseId = randomUUID()
  await ledger.sql(`INSERT INTO course (id, name) VALUES ($1, $2)`, [courseId, courseId])
  await ledger.sql('UPDATE api_key SET course_id = $2 WHERE id = $1', [spender.keyId, courseId])
  return {
    spender,
    limitId: await limit({ subject: { kind: 'course_limit', courseId }, parentId, amountNanos, ...fields }),
  }
}
const acquire = ({ spender }: Course, fields = {}, by = billing) =>
  by.leases.acquire(acquireMessage(spender, { mayGrantSlab: false, ...fields }))
const close = ({ spender: { keyId, payerId } }: Course, leaseId: string, spentNanos = '0') =>
  billing.leases.close({ ...asker, leaseId, keyId, payerId, spentNanos })
const windowOf = async (limitId: string) =>
  (
    await ledger.sql<{ id: string; amount: string; held: string; spent: string; handed: string }>(
      'SELECT id, amount, held, spent, handed FROM limit_window WHERE limit_id = $1',
      [limitId],
    )
  )[0]
const count = (replies: readonly { type: string }[], type: string) =>
  replies.filter((reply) => reply.type === type).length

describe('chunks of a budget', () => {
  it('X05: two courses under a budget for 15: exactly 15 of 50, and what the others hold is 0', async () => {
    const parentId = await budget('1500')
    const courses = [await course(parentId), await course(parentId)]
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => acquire(courses[n % 2] as Course, {}, n % 4 < 2 ? billing : other)),
    )
    expect([count(replies, 'granted'), count(replies, 'refused')]).toEqual([15, 35])
    expect(replies.find(({ type }) => type === 'refused')).toMatchObject({ refusedBy: 'course_limit' })
    expect(await windowOf(parentId)).toMatchObject({ amount: '1500', handed: '1500', held: '0', spent: '0' })
    expect(await ledger.broken()).toEqual({})
  })

  it('X05: whoever comes too late for a chunk gets the next one: of exactly as many as there is money for, nobody is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const one = await course(await budget('1500'))
      const replies = await Promise.all(Array.from({ length: 15 }, (_, n) => acquire(one, {}, n % 2 ? billing : other)))
      expect(replies.map(({ type }) => type)).toEqual(Array.from({ length: 15 }, () => 'granted'))
    }
  })

  it('are at least a twentieth of the rest, and never more than the limit below allows', async () => {
    const parentId = await budget('100000')
    const [wide, narrow] = [await course(parentId), await course(parentId, '300')]
    await acquire(wide)
    await acquire(narrow)
    expect(await windowOf(wide.limitId)).toMatchObject({ amount: '5000', held: '100' })
    expect(await windowOf(narrow.limitId)).toMatchObject({ amount: '300', held: '100' })
    expect(await acquire(narrow, { neededNanos: '201' })).toMatchObject({ type: 'refused', refusedBy: 'course_limit' })
    expect(await windowOf(parentId)).toMatchObject({ handed: '5300' })
  })

  it('what one course does not use comes back when the budget runs short for another', async () => {
    const parentId = await budget('10000')
    const [idle, busy] = [await course(parentId), await course(parentId)]
    const leaseId = randomUUID()
    await acquire(idle, { leaseId, neededNanos: '400' })
    await close(idle, leaseId, '30')
    expect(await windowOf(idle.limitId)).toMatchObject({ amount: '500', held: '30' })
    expect(await acquire(busy, { neededNanos: '9971' })).toMatchObject({ type: 'refused' })
    expect(await acquire(busy, { neededNanos: '9970' })).toMatchObject({ type: 'granted' })
    expect(await windowOf(idle.limitId)).toMatchObject({ amount: '30', held: '30' })
    expect(await ledger.broken()).toEqual({})
  })

  it('come through a budget below a budget, and back', async () => {
    const top = await budget('3000')
    const [left, right] = [await budget('2000', { parentId: top }), await budget('3000', { parentId: top })]
    const [one, two] = [await course(left), await course(right)]
    expect(await acquire(one, { neededNanos: '2001' })).toMatchObject({ type: 'refused' })
    const leaseId = randomUUID()
    expect(await acquire(one, { leaseId, neededNanos: '2000' })).toMatchObject({ type: 'granted' })
    expect(await windowOf(left)).toMatchObject({ amount: '2000', handed: '2000' })
    expect(await acquire(two, { neededNanos: '1001' })).toMatchObject({ type: 'refused' })
    await close(one, leaseId)
    expect(await acquire(two, { neededNanos: '3000' })).toMatchObject({ type: 'granted' })
    expect(await windowOf(left)).toMatchObject({ amount: '0', handed: '0' })
    expect(await ledger.broken()).toEqual({})
  })

  it('go back when their window has ended, but for what is spent or held', async () => {
    const parentId = await budget('100000')
    const one = await course(parentId)
    const leaseId = randomUUID()
    await acquire(one, { leaseId })
    await ledger.sql(`UPDATE limit_window SET window_end = now() - interval '1 s' WHERE limit_id = $1`, [one.limitId])
    await billing.returnChunksJob.run()
    expect(await windowOf(one.limitId)).toMatchObject({ amount: '100', held: '100' })
    const usage = usageMessage(one.spender, {
      leaseId,
      priceVersionId,
      quantities: { inputTokens: 70, outputTokens: 0 },
    })
    await billing.usage.record([bytesOf(usage)])
    await close(one, leaseId, '70')
    await Promise.all([billing.returnChunksJob.run(), other.returnChunksJob.run()])
    expect(await windowOf(one.limitId)).toMatchObject({ amount: '70', held: '0', spent: '70' })
    expect(await windowOf(parentId)).toMatchObject({ handed: '70' })
    expect(await ledger.broken()).toEqual({})
  })

  it('a lowered or switched-off limit gives back at once; a lowered budget hands out no more', async () => {
    const parentId = await budget('100000')
    const one = await course(parentId)
    await acquire(one)
    const [{ course_id: courseId } = { course_id: '' }] = await ledger.sql<{ course_id: string }>(
      'SELECT course_id FROM spend_limit WHERE id = $1',
      [one.limitId],
    )
    const change = (fields: object) =>
      limit({ subject: { kind: 'course_limit', courseId }, parentId, ...fields }, one.limitId)
    await change({ amountNanos: '1000' })
    expect(await windowOf(one.limitId)).toMatchObject({ amount: '1000' })
    await budget('400', {}, parentId)
    expect(await windowOf(parentId)).toMatchObject({ amount: '1000', handed: '1000' })
    expect(await acquire(one, { neededNanos: '901' })).toMatchObject({ type: 'refused' })
    await change({ amountNanos: '1000', isActive: false })
    expect(await windowOf(one.limitId)).toMatchObject({ amount: '100', held: '100' })
    expect(await ledger.broken()).toEqual({})
  })

  it('outside of its term a course gets no chunk', async () => {
    const parentId = await budget('1000')
    const one = await course(parentId, '1000', { period: 'term', startsOn: '2199-01-01', endsOn: '2199-02-01' })
    expect(await acquire(one)).toMatchObject({
      type: 'refused',
      windowEndsAtMs: Date.parse('2199-01-01T00:00:00+08:00'),
    })
    expect(await windowOf(parentId)).toBeUndefined()
  })
})

describe('P04: a row that somebody keeps locked', () => {
  async function whileLocked(sql: string, id: string | undefined, work: () => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: ledger.server.superuserUrl })
    await client.connect()
    try {
      await client.query('BEGIN')
      await client.query(sql, [id])
      await work()
    } finally {
      await client.query('ROLLBACK')
      await client.end()
    }
  }

  it('of a budget: courses with a chunk are served, one without is told that nothing is known, never that it is refused', async () => {
    const parentId = await budget('100000')
    const [supplied, dry] = [await course(parentId), await course(parentId)]
    await acquire(supplied)
    const window = await windowOf(parentId)
    await whileLocked('SELECT FROM limit_window WHERE id = $1 FOR UPDATE', window?.id, async () => {
      const waiting = Array.from({ length: 6 }, () =>
        acquire(dry, {}, hasty).then(
          ({ type }) => type,
          () => 'failed',
        ),
      )
      for (let n = 0; n < 20; n++) expect(await acquire(supplied, {}, hasty)).toMatchObject({ type: 'granted' })
      expect(new Set(await Promise.all(waiting))).toEqual(new Set(['failed']))
    })
    await expect
      .poll(() =>
        acquire(dry, {}, hasty).then(
          ({ type }) => type,
          () => 'failed',
        ),
      )
      .toBe('granted')
    expect(await ledger.broken()).toEqual({})
  })

  it('of an account: many that wait for it leave connections for everybody else', async () => {
    const parentId = await budget('100000')
    const [locked, free] = [await course(parentId), await course(parentId)]
    const { payerId } = locked.spender
    await whileLocked('SELECT FROM account WHERE id = $1 FOR UPDATE', payerId, async () => {
      const waiting = Array.from({ length: 12 }, () => acquire(locked, {}, hasty).catch(() => undefined))
      const waitingConnections: number[] = []
      for (let n = 0; n < 20; n++) {
        const [row] = await ledger.sql<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'tollgate_billing'`,
        )
        waitingConnections.push(row?.n ?? 0)
        expect(await acquire(free, {}, hasty)).toMatchObject({ type: 'granted' })
      }
      expect([1, 2]).toContain(Math.max(...waitingConnections))
      await Promise.all(waiting)
    })
    await expect
      .poll(() =>
        acquire(locked, {}, hasty).then(
          ({ type }) => type,
          () => 'failed',
        ),
      )
      .toBe('granted')
  })
})

it('L14 property: whatever is acquired, closed and changed, a budget hands out no more than it has, and all adds up', async () => {
  const step = fc.record({
    act: fc.constantFrom('acquire', 'acquire', 'acquire', 'close', 'return', 'amount'),
    course: fc.nat(2),
    nanos: fc.integer({ min: 1, max: 900 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const parentId = await budget('2000')
      const courses = [await course(parentId), await course(parentId, '1500'), await course(parentId)]
      const open: { course: Course; leaseId: string; nanos: number }[] = []
      for (const { act, course: index, nanos } of steps) {
        const one = courses[index] as Course
        const leaseId = randomUUID()
        if (act === 'acquire') {
          const reply = await acquire(one, { leaseId, neededNanos: String(nanos) })
          if (reply.type === 'granted') open.push({ course: one, leaseId, nanos })
        } else if (act === 'close') {
          const lease = open.shift()
          if (lease !== undefined) await close(lease.course, lease.leaseId, '0')
        } else if (act === 'return') await billing.returnChunksJob.run()
        else await budget(String(1_100 + nanos), {}, parentId)
        const held = open.reduce((sum, lease) => sum + lease.nanos, 0)
        const rows = await Promise.all(courses.map(({ limitId }) => windowOf(limitId)))
        expect(rows.reduce((sum, row) => sum + Number(row?.held ?? 0), 0)).toBe(held)
        expect(held).toBeLessThanOrEqual(2_000)
        expect(await ledger.broken()).toEqual({})
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
})
