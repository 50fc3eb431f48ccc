import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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

let ledger: TestLedger
let billing: Billing
/** What gateways do with the leases that they are asked for. */
let onRecall: (leaseIds: readonly string[]) => Promise<unknown> = async () => {}
const asked: { leaseIds: readonly string[]; nodeIds: string[]; atMs: number }[] = []
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger, {}, async (leaseIds, nodeIds) => {
    asked.push({ leaseIds, nodeIds: [...nodeIds], atMs: performance.now() })
    await onRecall(leaseIds)
  })
  await billing.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(() => ledger.stop())
afterEach(() => {
  asked.length = 0
  onRecall = async () => {}
})

const student = (balance: bigint) => addRich(ledger, billing, balance)
const acquire = (spender: Spender, fields = {}) => billing.leases.acquire(acquireMessage(spender, fields))
/** Slabs, which may have something to give back. */
const lease = async (spender: Spender, neededNanos = '100', fields = {}) => {
  const leaseId = randomUUID()
  expect(await acquire(spender, { leaseId, neededNanos, mayGrantSlab: false, ...fields })).toMatchObject({
    type: 'granted',
  })
  await ledger.sql('UPDATE lease SET is_exact = false WHERE id = $1 AND is_exact', [leaseId])
  return leaseId
}
const close = ({ keyId, payerId }: Spender, leaseId: string) =>
  billing.leases.close({ ...asker, leaseId, keyId, payerId, spentNanos: '0' })

describe('X06: money in an idle lease', () => {
  it('is asked back before its owner is refused, also for another of his keys', async () => {
    const spender = await student(1_000n)
    const leaseId = await lease(spender, '300')
    const keyId = randomUUID()
    await ledger.sql(
      `INSERT INTO api_key (id, user_id, name, hash, group_id, payer_account_id)
       SELECT $2::uuid, user_id, 'second', $2::uuid::text, group_id, payer_account_id FROM api_key WHERE id = $1`,
      [spender.keyId, keyId],
    )
    onRecall = () => close(spender, leaseId)
    expect(await acquire(spender, { keyId, neededNanos: '1000' })).toMatchObject({
      type: 'granted',
      grantedNanos: '1000',
    })
    expect(asked).toMatchObject([{ leaseIds: [leaseId], nodeIds: [NODE_ID] }])
  })

  it('of a course is asked back from everybody in it', async () => {
    const [one, two] = [await student(1_000_000n), await student(1_000_000n)]
    const courseId = randomUUID()
    const admin = await ledger.addSpender({ role: 'admin' })
    await ledger.sql('INSERT INTO course (id, name) VALUES ($1::uuid, $1::uuid::text)', [courseId])
    await ledger.sql('UPDATE api_key SET course_id = $1 WHERE id = ANY($2)', [courseId, [one.keyId, two.keyId]])
    const subject = { kind: 'course_limit', courseId }
    await billing.limits.setLimit({
      asker: 'admin-api',
      body: {
        v: 1,
        limitId: randomUUID(),
        actorUserId: admin.userId,
        subject,
        period: 'day',
        amountNanos: '1000',
        isActive: true,
      },
    })
    const leaseId = await lease(one, '900')
    onRecall = () => close(one, leaseId)
    expect(await acquire(two, { neededNanos: '1000' })).toMatchObject({ type: 'granted' })
  })

  it('that nobody gives back is a refusal', async () => {
    const spender = await student(1_000n)
    await lease(spender, '300')
    expect(await acquire(spender, { neededNanos: '701' })).toMatchObject({
      code: 'insufficient_quota',
      heldNanos: '300',
    })
    expect(asked).toHaveLength(1)
  })

  it('M29: many who are short at once share one recall; without open leases nobody is asked', async () => {
    const spender = await student(1_000n)
    expect(await acquire(spender, { neededNanos: '1001' })).toMatchObject({ type: 'refused' })
    expect(asked).toEqual([])
    const leaseId = await lease(spender, '600')
    onRecall = () => close(spender, leaseId)
    const replies = await Promise.all(Array.from({ length: 20 }, () => acquire(spender, { neededNanos: '500' })))
    expect(replies.filter(({ type }) => type === 'granted')).toHaveLength(2)
    for (const [index, { atMs }] of asked.entries()) {
      const before = asked[index - 1]
      if (before !== undefined) expect(atMs - before.atMs).toBeGreaterThanOrEqual(999)
    }
  })

  it('a lease opened after the last recall is asked for when the second is over', async () => {
    const spender = await student(1_000n)
    await lease(spender, '300')
    expect(await acquire(spender, { neededNanos: '800' })).toMatchObject({ type: 'refused' })
    const leaseId = await lease(spender, '400')
    onRecall = () => close(spender, leaseId)
    expect(await acquire(spender, { neededNanos: '700' })).toMatchObject({ type: 'granted' })
    expect(asked).toHaveLength(2)
  })

  it('M05: leases of exactly what a call needs are in use: nobody is asked for them', async () => {
    const spender = await student(200n)
    for (let n = 0; n < 2; n++) expect(await acquire(spender)).toMatchObject({ type: 'granted', grantedNanos: '100' })
    expect(await acquire(spender)).toMatchObject({ type: 'refused' })
    expect(asked).toEqual([])
  })

  it('the same question, asked again while it waits, is one question', async () => {
    const spender = await student(1_000n)
    const parked = await lease(spender, '300')
    onRecall = () => close(spender, parked)
    const leaseId = randomUUID()
    const ask = () => acquire(spender, { leaseId, neededNanos: '1000' })
    const replies = await Promise.all([ask(), ask(), ask()])
    expect(replies.map(({ type }) => type)).toEqual(['granted', 'granted', 'granted'])
    expect(asked).toHaveLength(1)
    expect((await ledger.accountOf(spender.payerId)).held).toBe(1_000n)
  })
})

it('audit_v1.held_money tells an owner what is held, by which key, where, since when and until when', async () => {
  const spender = await student(1_000n)
  await Promise.all([lease(spender, '100'), lease(spender, '200')])
  const rows = await ledger.sql(
    'SELECT held, key_name, node_id, state, expires_at > since AS is_bounded FROM audit_v1.held_money WHERE account_id = $1 ORDER BY held',
    [spender.payerId],
  )
  const row = { key_name: 'k', node_id: NODE_ID, state: 'open', is_bounded: true }
  expect(rows).toEqual([
    { held: '100', ...row },
    { held: '200', ...row },
  ])
})

describe('billing.money.force-close-node', () => {
  const nodeId = 'gateway-lost'
  const force = (actor: Spender, node = nodeId) =>
    billing.leases.forceCloseNode({ v: 1, nodeId: node, actorUserId: actor.userId, reason: 'its disk is gone' })
  const boot = (incarnation: number) => billing.leases.closeNode({ v: 1, nodeId, incarnation, spentByLease: [] })

  it('frees what was not consumed, fences the node for good, and what settles later is debited all the same', async () => {
    const [spender, admin] = [await student(10_000n), await ledger.addSpender({ role: 'admin' })]
    const priceVersionId = await ledger.addPrice(1_000_000n)
    await boot(3)
    const fields = { nodeId, incarnation: 3 }
    const [used, unused] = [await lease(spender, '500', fields), await lease(spender, '700', fields)]
    const settle = (tokens: number, leaseId: string) =>
      billing.usage.record([
        bytesOf(
          usageMessage(spender, {
            leaseId,
            nodeId,
            priceVersionId,
            quantities: { inputTokens: tokens, outputTokens: 0 },
          }),
        ),
      ])
    await settle(120, used)
    expect(await force(spender)).toMatchObject({ type: 'refused', code: 'forbidden' })
    expect(await force(admin, 'never-seen')).toMatchObject({ code: 'not_found' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(1_080n)
    expect(await force(admin)).toEqual({ type: 'done', v: 1, isRepeat: false })
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 9_880n, held: 0n })
    expect(await acquire(spender, fields)).toMatchObject({ type: 'fenced', reason: 'incarnation' })
    expect(await boot(3)).toMatchObject({ type: 'fenced' })
    await settle(30, unused)
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 9_850n, held: 0n })
    expect(await ledger.broken()).toEqual({})
  })
})
