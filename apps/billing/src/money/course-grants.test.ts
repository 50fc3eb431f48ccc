import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Billing, createBilling, grant } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let admin: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  admin = await ledger.addSpender({ role: 'admin' })
})
afterAll(() => ledger.stop())

const ask = (body: unknown) => ({ asker: 'admin-api', body })

interface Term {
  courseId: string
  poolId: string
  assistant: Spender
  student: Spender
  give(fields?: Record<string, unknown>): ReturnType<Billing['courseGrants']['grant']>
  balances(): Promise<[pool: bigint, student: bigint]>
}

/** A course with an assistant, a student and this much in its pool. */
async function term({ pool = 1_000n, allowance }: { pool?: bigint; allowance?: bigint } = {}): Promise<Term> {
  const [assistant, student] = [await ledger.addSpender(), await ledger.addSpender()]
  const [courseId, poolId] = [randomUUID(), randomUUID()]
  await ledger.sql('INSERT INTO course (id, name, allowance_nanos) VALUES ($1, $2, $3)', [
    courseId,
    courseId,
    allowance ?? null,
  ])
  await ledger.sql(
    `INSERT INTO course_member (course_id, user_id, role) VALUES ($1, $2, 'assistant'), ($1, $3, 'student')`,
    [courseId, assistant.userId, student.userId],
  )
  await billing.pools.open(ask({ v: 1, accountId: poolId, actorUserId: admin.userId, name: 'Optics', courseId }))
  await ledger.sql('UPDATE course SET pool_account_id = $2 WHERE id = $1', [courseId, poolId])
  if (pool > 0n) await grant(ledger, billing, { accountId: poolId, amountNanos: pool })
  const give: Term['give'] = (fields = {}) =>
    billing.courseGrants.grant(
      ask({
        v: 1,
        idempotencyKey: randomUUID(),
        courseId,
        userId: student.userId,
        actorUserId: assistant.userId,
        amountNanos: '100',
        reason: 'exercise 3',
        ...fields,
      }),
    )
  const balances: Term['balances'] = async () => [
    (await ledger.accountOf(poolId)).balance,
    (await ledger.accountOf(student.payerId)).balance,
  ]
  return { courseId, poolId, assistant, student, give, balances }
}

describe('G2: a grant from the pool of a course', () => {
  it('moves money from the pool to the student, with actor, course and reason', async () => {
    const { courseId, assistant, give, balances } = await term()
    const reply = await give()
    expect(reply).toMatchObject({ type: 'granted', amountNanos: '100', balanceNanos: '100', isRepeat: false })
    expect(await balances()).toEqual([900n, 100n])
    const [row] = await ledger.sql('SELECT kind, meta FROM ledger_txn WHERE id = $1', [
      reply.type === 'granted' ? reply.transactionId : undefined,
    ])
    expect(row).toMatchObject({
      kind: 'course_grant',
      meta: { actorUserId: assistant.userId, courseId, reason: 'exercise 3' },
    })
    expect(await ledger.broken()).toEqual({})
  })

  it('M18: is credited once per key, 20 at once', async () => {
    const { give, balances } = await term()
    const idempotencyKey = randomUUID()
    const replies = await Promise.all(Array.from({ length: 20 }, () => give({ idempotencyKey })))
    expect(replies.filter((reply) => reply.type === 'granted' && !reply.isRepeat)).toHaveLength(1)
    expect(replies.filter((reply) => reply.type === 'granted')).toHaveLength(20)
    expect(await balances()).toEqual([900n, 100n])
    expect(await give({ idempotencyKey, amountNanos: '101' })).toMatchObject({ code: 'conflict' })
  })

  it('never takes more than is free in the pool, 20 at once', async () => {
    const { give, balances } = await term({ pool: 1_000n })
    const replies = await Promise.all(Array.from({ length: 20 }, () => give()))
    expect(replies.filter(({ type }) => type === 'granted')).toHaveLength(10)
    expect(replies.filter((reply) => reply.type === 'refused' && reply.code === 'too_much')).toHaveLength(10)
    expect(await balances()).toEqual([0n, 1_000n])
    expect(await ledger.broken()).toEqual({})
  })

  it('never gives a student more than the course allows, 20 at once', async () => {
    const { give, balances } = await term({ pool: 10_000n, allowance: 250n })
    const replies = await Promise.all(Array.from({ length: 20 }, () => give()))
    expect(replies.filter(({ type }) => type === 'granted')).toHaveLength(2)
    expect(await balances()).toEqual([9_800n, 200n])
    expect(await give({ amountNanos: '50' })).toMatchObject({ type: 'granted' })
    expect(await give({ amountNanos: '1' })).toMatchObject({ code: 'too_much' })
    expect(await ledger.broken()).toEqual({})
  })

  it('A10: is given by assistants of this very course and administrators, never to oneself', async () => {
    const [here, elsewhere] = [await term(), await term()]
    expect(await here.give({ actorUserId: elsewhere.assistant.userId })).toMatchObject({ code: 'forbidden' })
    expect(await here.give({ actorUserId: here.student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await here.give({ userId: here.assistant.userId })).toMatchObject({ code: 'forbidden' })
    expect(await here.give({ userId: elsewhere.student.userId })).toMatchObject({ code: 'unknown_account' })
    expect(await here.give({ actorUserId: admin.userId })).toMatchObject({ type: 'granted' })
    await ledger.sql('UPDATE course_member SET left_at = now() WHERE user_id = $1', [here.assistant.userId])
    expect(await here.give()).toMatchObject({ code: 'forbidden' })
  })

  it('ends with the course, with its pool, and with the student’s account', async () => {
    const { courseId, poolId, student, give } = await term()
    const close = (state: string) =>
      billing.pools.setState(ask({ v: 1, accountId: poolId, actorUserId: admin.userId, state, reason: 'r' }))
    await close('closed')
    expect(await give()).toMatchObject({ code: 'account_inactive' })
    await close('active')
    await ledger.sql(`UPDATE app_user SET state = 'disabled' WHERE id = $1`, [student.userId])
    expect(await give()).toMatchObject({ code: 'account_inactive' })
    await ledger.sql(`UPDATE app_user SET state = 'active' WHERE id = $1`, [student.userId])
    await ledger.sql('UPDATE course SET ended_at = now() WHERE id = $1', [courseId])
    expect(await give()).toMatchObject({ code: 'expired' })
    await ledger.sql('UPDATE course SET ended_at = NULL WHERE id = $1', [courseId])
    expect(await give({ expiresAtMs: Date.now() - 1_000 })).toMatchObject({ code: 'expired' })
  })

  it('may expire: what is left goes back to where money comes from', async () => {
    const { student, give, balances } = await term()
    expect(await give({ expiresAtMs: Date.now() + 60_000 })).toMatchObject({ type: 'granted' })
    await ledger.sql(`UPDATE grant_lot SET expires_at = now() - interval '1 second' WHERE account_id = $1`, [
      student.payerId,
    ])
    await billing.expireLotsJob.run()
    expect(await balances()).toEqual([900n, 0n])
    expect(await ledger.broken()).toEqual({})
  })
})

describe('G2: a grant to many at once', () => {
  /** @returns of each, in their order: how it went */
  async function giveAll(at: Term, people: readonly Person[], fields: Record<string, unknown> = {}) {
    const body = {
      ...{
        v: 1,
        courseId: at.courseId,
        actorUserId: at.assistant.userId,
        amountNanos: '100',
        reason: 'autumn',
        people,
      },
      ...fields,
    }
    const reply = await billing.courseGrants.grantMany(ask(body))
    if (reply.type !== 'answered') throw new Error(JSON.stringify(reply))
    expect(reply.answers.map(({ userId }) => userId)).toEqual(people.map(({ userId }) => userId))
    return reply.answers.map((answer) =>
      answer.type === 'refused' ? answer.code : answer.isRepeat ? 'repeat' : 'granted',
    )
  }

  it('posts each once, with a lot, an end and both legs; another time all of them are repeats', async () => {
    const here = await term({ pool: 10_000n })
    const students = await classOf(here, 20)
    const end = { expiresAtMs: Date.now() + 3_600_000 }
    expect(await giveAll(here, students.map(toPerson), end)).toEqual(Array(20).fill('granted'))
    expect(await giveAll(here, students.map(toPerson), end)).toEqual(Array(20).fill('repeat'))
    expect(await giveAll(here, students.map(toPerson))).toEqual(Array(20).fill('conflict'))
    expect(await balancesOf(students)).toEqual(Array(20).fill(100n))
    expect((await here.balances())[0]).toBe(8_000n)
    const lots = await ledger.sql(
      `SELECT count(*)::int AS lots FROM grant_lot WHERE account_id = ANY($1) AND amount = 100 AND expires_at > now()`,
      [students.map(({ payerId }) => payerId)],
    )
    expect(lots).toEqual([{ lots: 20 }])
    expect(await ledger.broken()).toEqual({})
  })

  it('gives to the first of them while the pool lasts, and refuses each for his own reason', async () => {
    const here = await term({ pool: 350n, allowance: 150n })
    const [gone, strange] = [await classOf(here, 1), await ledger.addSpender()]
    await ledger.sql(`UPDATE app_user SET state = 'disabled' WHERE id = $1`, [gone[0]?.userId])
    const [had, ...others] = await classOf(here, 5)
    if (had === undefined) throw new Error('a class of none')
    expect(await here.give({ userId: had.userId })).toMatchObject({ type: 'granted' })
    const asked = [strange, ...gone, had, here.assistant, ...others]
    const expected = ['unknown_account', 'account_inactive', 'too_much', 'forbidden', 'granted', 'granted']
    expect(await giveAll(here, asked.map(toPerson))).toEqual([...expected, 'too_much', 'too_much'])
    expect(await balancesOf(others)).toEqual([100n, 100n, 0n, 0n])
    expect((await here.balances())[0]).toBe(50n)
    expect(await ledger.broken()).toEqual({})
  })

  it('M18: eight questions with the same people in every order, beside single grants with their keys, credit each once', async () => {
    const here = await term({ pool: 100_000n })
    const people = (await classOf(here, 12)).map(toPerson)
    const orders = Array.from({ length: 8 }, (_, at) => [...people.slice(at), ...people.slice(0, at)])
    const single = people.map((person) => here.give({ ...person, reason: 'autumn' }))
    const replies = await Promise.all(orders.map((order) => giveAll(here, order)))
    const alone = (await Promise.all(single)).filter((reply) => reply.type === 'granted' && !reply.isRepeat)
    expect(replies.flat().filter((how) => how === 'granted').length + alone.length).toBe(12)
    expect(new Set(replies.flat())).not.toContain('conflict')
    expect((await here.balances())[0]).toBe(100_000n - 1_200n)
    expect(await ledger.broken()).toEqual({})
  })

  it('A10: is refused whole to whoever may not grant, and where somebody or a key is named twice', async () => {
    const [here, elsewhere] = [await term(), await term()]
    const people = (await classOf(here, 2)).map(toPerson)
    const by = (actorUserId: string) => giveAll(here, people, { actorUserId })
    expect(await by(elsewhere.assistant.userId)).toEqual(['forbidden', 'forbidden'])
    expect(await by(here.student.userId)).toEqual(['forbidden', 'forbidden'])
    const [one, other] = people
    await expect(giveAll(here, [...people, ...people])).rejects.toThrow('bad_request')
    await expect(
      giveAll(
        here,
        [one, other].map((person) => ({ userId: person?.userId ?? '', idempotencyKey: 'k' })),
      ),
    ).rejects.toThrow('bad_request')
    // the database knows the same person in capitals, a comparison of text does not
    const inCapitals = people.map(({ userId }) => ({ userId: userId.toUpperCase(), idempotencyKey: `again:${userId}` }))
    await expect(giveAll(here, [...people, ...inCapitals])).rejects.toThrow('bad_request')
    expect((await here.balances())[0]).toBe(1_000n)
    expect(await by(admin.userId)).toEqual(['granted', 'granted'])
  })
})

interface Person {
  userId: string
  idempotencyKey: string
}

const toPerson = ({ userId }: { userId: string }): Person => ({ userId, idempotencyKey: `autumn:${userId}` })
const balancesOf = (people: readonly Spender[]) =>
  Promise.all(people.map(async ({ payerId }) => (await ledger.accountOf(payerId)).balance))

/** So many more students of the course. */
async function classOf({ courseId }: Term, count: number): Promise<Spender[]> {
  const students = await Promise.all(Array.from({ length: count }, () => ledger.addSpender()))
  await ledger.sql(
    `INSERT INTO course_member (course_id, user_id, role) SELECT $1, u, 'student' FROM unnest($2::uuid[]) AS u`,
    [courseId, students.map(({ userId }) => userId)],
  )
  return students
}
