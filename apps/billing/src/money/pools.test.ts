import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireMessage, type Billing, createBilling, grant, NODE_ID } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

let ledger: TestLedger
let billing: Billing
let admin: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  admin = await ledger.addSpender({ role: 'admin' })
  await billing.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(() => ledger.stop())

const ask = (body: unknown) => ({ asker: 'admin-api', body })
const poolOf = (fields: Record<string, unknown> = {}) => ({
  v: 1,
  accountId: randomUUID(),
  actorUserId: admin.userId,
  name: 'Optics',
  ...fields,
})
const open = (body: unknown) => billing.pools.open(ask(body))
const setState = (accountId: string, state: string, actor = admin) =>
  billing.pools.setState(ask({ v: 1, accountId, actorUserId: actor.userId, state, reason: 'term over' }))

async function addCourse(endsOn: string | null = null): Promise<string> {
  const id = randomUUID()
  await ledger.sql('INSERT INTO course (id, name, ends_on) VALUES ($1, $2, $3)', [id, id, endsOn])
  return id
}
const join = (courseId: string, { userId }: Spender) =>
  ledger.sql('INSERT INTO course_member (course_id, user_id) VALUES ($1, $2)', [courseId, userId])

/** A pool with money, and what an acquire of a key of this person that names it gets. */
async function spendFrom(fields: Record<string, unknown>, person: Spender) {
  const body = poolOf(fields)
  expect(await open(body)).toMatchObject({ type: 'done' })
  await grant(ledger, billing, { accountId: body.accountId, amountNanos: 10_000n })
  await ledger.sql('UPDATE api_key SET payer_account_id = $1 WHERE id = $2', [body.accountId, person.keyId])
  const acquire = () => billing.leases.acquire(acquireMessage({ ...person, payerId: body.accountId }))
  return { accountId: body.accountId, acquire }
}

describe('a pool', () => {
  it('is opened once per id, for a course or an owner', async () => {
    const owner = await ledger.addSpender()
    const body = poolOf({ ownerUserId: owner.userId })
    expect(await open(body)).toMatchObject({ type: 'done', isRepeat: false })
    expect(await open(body)).toMatchObject({ type: 'done', isRepeat: true })
    expect(await open({ ...body, name: 'another' })).toMatchObject({ code: 'conflict' })
    expect(await open(poolOf())).toMatchObject({ code: 'bad_request' })
    expect(await open(poolOf({ courseId: randomUUID() }))).toMatchObject({ code: 'not_found' })
    expect(await open(poolOf({ ownerUserId: randomUUID() }))).toMatchObject({ code: 'not_found' })
  })

  it('A10: is opened and closed by administrators alone, and is nobody’s wallet', async () => {
    const student = await ledger.addSpender()
    const body = poolOf({ ownerUserId: student.userId })
    expect(await open({ ...body, actorUserId: student.userId })).toMatchObject({ code: 'forbidden' })
    expect(await open({ ...body, accountId: student.payerId })).toMatchObject({ code: 'conflict' })
    await open(body)
    expect(await setState(body.accountId, 'closed', student)).toMatchObject({ code: 'forbidden' })
    expect(await setState(student.payerId, 'closed')).toMatchObject({ code: 'not_found' })
  })

  it('M27: is spent from by members of its course, while the course lasts', async () => {
    const [member, stranger] = [await ledger.addSpender(), await ledger.addSpender()]
    const courseId = await addCourse()
    await join(courseId, member)
    const { acquire } = await spendFrom({ courseId }, member)
    expect(await acquire()).toMatchObject({ type: 'granted' })
    const foreign = await spendFrom({ courseId }, stranger)
    expect(await foreign.acquire()).toMatchObject({ type: 'refused', code: 'user_inactive' })
    await ledger.sql(`UPDATE course SET ends_on = (now() AT TIME ZONE 'Asia/Shanghai')::date - 1 WHERE id = $1`, [
      courseId,
    ])
    expect(await acquire()).toMatchObject({ type: 'refused', code: 'user_inactive' })
    await ledger.sql(`UPDATE course SET ends_on = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE id = $1`, [courseId])
    expect(await acquire()).toMatchObject({ type: 'granted' })
    await ledger.sql('DELETE FROM course_member WHERE course_id = $1', [courseId])
    expect(await acquire()).toMatchObject({ type: 'refused', code: 'user_inactive' })
  })

  it('is spent from by its owner, until it is closed', async () => {
    const owner = await ledger.addSpender()
    const { accountId, acquire } = await spendFrom({ ownerUserId: owner.userId }, owner)
    expect(await acquire()).toMatchObject({ type: 'granted' })
    expect(await setState(accountId, 'closed')).toMatchObject({ type: 'done', isRepeat: false })
    expect(await setState(accountId, 'closed')).toMatchObject({ type: 'done', isRepeat: true })
    expect(await acquire()).toMatchObject({ type: 'refused', code: 'user_inactive' })
    expect(await grant(ledger, billing, { accountId, amountNanos: 1n })).toMatchObject({ code: 'account_inactive' })
    await setState(accountId, 'active')
    expect(await acquire()).toMatchObject({ type: 'granted' })
  })

  it('A10: its owner does not give to it below root', async () => {
    const body = poolOf({ ownerUserId: admin.userId })
    await open(body)
    const gift = { v: 1, idempotencyKey: randomUUID(), accountId: body.accountId, amountNanos: '5', reason: 'r' }
    expect(await billing.grants.grant(ask({ ...gift, actorUserId: admin.userId }))).toMatchObject({ code: 'forbidden' })
    const own = { ...gift, accountId: admin.payerId, actorUserId: admin.userId }
    expect(await billing.grants.grant(ask(own))).toMatchObject({ code: 'forbidden' })
    expect((await ledger.accountOf(admin.payerId)).balance).toBe(0n)
  })
})
