import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireMessage, addRich, type Billing, createBilling, grant, NODE_ID } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const asker = { v: 1, nodeId: NODE_ID, incarnation: 1 }

let ledger: TestLedger
let billing: Billing
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  await billing.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(() => ledger.stop())

const rich = (balance: bigint) => addRich(ledger, billing, balance)
const acquire = (spender: Spender, fields = {}) => billing.leases.acquire(acquireMessage(spender, fields))
const grantedOf = (reply: Awaited<ReturnType<typeof acquire>>) =>
  reply.type === 'granted' ? reply.grantedNanos : reply
const leaseOf = async (id: string) =>
  (
    await ledger.sql<{ state: string; granted: string; held_left: string }>('SELECT * FROM lease WHERE id = $1', [id])
  )[0]

describe('acquire', () => {
  it('M05 P0: 50 at once of 100 each against 1000: exactly 10, and nothing is held for the others', async () => {
    const spender = await rich(1_000n)
    const replies = await Promise.all(Array.from({ length: 50 }, () => acquire(spender)))
    expect(replies.filter((reply) => reply.type === 'granted')).toHaveLength(10)
    for (const reply of replies.filter((reply) => reply.type !== 'granted')) {
      expect(reply).toMatchObject({
        type: 'refused',
        code: 'insufficient_quota',
        refusedBy: 'balance',
        balanceNanos: '1000',
      })
    }
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 1_000n, held: 1_000n })
    expect(await ledger.broken()).toEqual({})
  })

  it('gives a rich account a slab of ten calls and a poor one exactly what it needs', async () => {
    expect(grantedOf(await acquire(await rich(100_000n)))).toBe('1000')
    expect(grantedOf(await acquire(await rich(5_000n)))).toBe('500')
    expect(grantedOf(await acquire(await rich(999n)))).toBe('100')
    expect(grantedOf(await acquire(await rich(100_000n), { recentSpendNanos: '7000' }))).toBe('7000')
    expect(grantedOf(await acquire(await rich(100_000n), { mayGrantSlab: false }))).toBe('100')
  })

  it('never gives more than the largest slab, unless one call needs it', async () => {
    const bounded = createBilling(ledger, { LEASE_SLAB_MAX: '300' })
    const spender = await rich(1_000_000n)
    expect(grantedOf(await bounded.leases.acquire(acquireMessage(spender)))).toBe('300')
    expect(grantedOf(await bounded.leases.acquire(acquireMessage(spender, { neededNanos: '5000' })))).toBe('5000')
  })

  it('lowers to what the headroom affords where less is of use', async () => {
    const spender = await rich(60n)
    expect(await acquire(spender, { leastNanos: '61' })).toMatchObject({ type: 'refused' })
    expect(grantedOf(await acquire(spender, { leastNanos: '50' }))).toBe('60')
  })

  it('M28: a free model is served at a negative balance, and for a wallet that was never credited', async () => {
    const spender = await rich(10n)
    await ledger.sql('UPDATE account SET balance = -5 WHERE id = $1', [spender.payerId])
    expect(grantedOf(await acquire(spender, { neededNanos: '0' }))).toBe('0')
    expect(await acquire(spender, { neededNanos: '1' })).toMatchObject({ code: 'insufficient_quota' })
    await ledger.sql('UPDATE account SET balance = 10 WHERE id = $1', [spender.payerId])
    expect(grantedOf(await acquire(await ledger.addSpender(), { neededNanos: '0' }))).toBe('0')
    expect(await acquire(await ledger.addSpender())).toMatchObject({ code: 'insufficient_quota', balanceNanos: '0' })
  })

  it('asked again with the same id it answers the same and holds once, also 50 times at once', async () => {
    const spender = await rich(1_000_000n)
    const leaseId = randomUUID()
    const replies = await Promise.all(Array.from({ length: 50 }, () => acquire(spender, { leaseId })))
    expect(new Set(replies.map(grantedOf))).toEqual(new Set(['1000']))
    expect(new Set(replies.map((reply) => reply.type === 'granted' && reply.acquiredAtMs)).size).toBe(1)
    expect((await ledger.accountOf(spender.payerId)).held).toBe(1_000n)
  })

  it('a repeated ask is granted although the money is all held by now', async () => {
    const spender = await rich(100n)
    const leaseId = randomUUID()
    await acquire(spender, { leaseId })
    expect(await acquire(spender)).toMatchObject({ type: 'refused', heldNanos: '100' })
    expect(grantedOf(await acquire(spender, { leaseId }))).toBe('100')
  })

  it.each([
    ['a revoked key', { keyState: 'revoked' }, 'key_inactive'],
    ['a disabled playground key', { keyState: 'disabled', keyKind: 'playground' }, 'key_inactive'],
    ['a disabled owner', { state: 'disabled' }, 'user_inactive'],
  ])('%s gets nothing, also for a free model', async (_, options, code) => {
    const spender = await ledger.addSpender(options)
    expect(await acquire(spender, { neededNanos: '0' })).toMatchObject({ type: 'refused', code })
  })

  it('an expired key, an unknown one and another’s wallet get nothing', async () => {
    const [spender, other] = [await rich(1_000n), await rich(1_000n)]
    expect(await acquire(spender, { keyId: randomUUID() })).toMatchObject({ code: 'key_inactive' })
    expect(await acquire(spender, { payerId: other.payerId })).toMatchObject({ code: 'key_inactive' })
    await ledger.sql(`UPDATE api_key SET expires_at = now() - interval '1 s' WHERE id = $1`, [spender.keyId])
    expect(await acquire(spender)).toMatchObject({ code: 'key_inactive' })
    expect((await ledger.accountOf(other.payerId)).held).toBe(0n)
  })

  it('a playground key spends like any other', async () => {
    const spender = await ledger.addSpender({ keyKind: 'playground' })
    await grant(ledger, billing, { accountId: spender.payerId, amountNanos: 500n })
    expect(grantedOf(await acquire(spender))).toBe('100')
  })

  it('X14: an older or unknown incarnation and a passed deadline open nothing', async () => {
    const spender = await rich(1_000n)
    expect(await acquire(spender, { incarnation: 2 })).toMatchObject({ type: 'fenced', reason: 'incarnation' })
    expect(await acquire(spender, { nodeId: 'never-seen' })).toMatchObject({ type: 'fenced', reason: 'incarnation' })
    expect(await acquire(spender, { deadlineMs: Date.now() - 1_000 })).toMatchObject({
      type: 'fenced',
      reason: 'deadline',
    })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(0n)
  })

  it('amounts beyond 64 bits are refused, not failed', async () => {
    const huge = '9999999999999999999'
    const spender = await rich(1_000n)
    expect(await acquire(spender, { neededNanos: '9223372036854775807' })).toMatchObject({ code: 'insufficient_quota' })
    await expect(
      acquire(spender, { neededNanos: huge, leastNanos: '100' }).then(grantedOf, () => 'failed'),
    ).resolves.toMatch(/1000|failed/)
  })
})

describe('trim and close', () => {
  const open = async (balance = 100_000n) => {
    const spender = await rich(balance)
    const leaseId = randomUUID()
    await acquire(spender, { leaseId })
    return { spender, leaseId }
  }
  const close = (spender: Spender, leaseId: string, spentNanos: string, incarnation = 1) =>
    billing.leases.close({ ...asker, incarnation, leaseId, keyId: spender.keyId, payerId: spender.payerId, spentNanos })

  it('trim gives back what is above the sum, and only ever lowers', async () => {
    const { spender, leaseId } = await open()
    for (const grantedNanos of ['400', '700', '400']) {
      expect(await billing.leases.trim({ ...asker, leaseId, grantedNanos })).toMatchObject({ type: 'done' })
      expect((await ledger.accountOf(spender.payerId)).held).toBe(400n)
    }
    expect(await leaseOf(leaseId)).toMatchObject({ state: 'open', granted: '400' })
  })

  it('close keeps held what was spent but is not settled', async () => {
    const { spender, leaseId } = await open()
    expect(await close(spender, leaseId, '30')).toMatchObject({ type: 'done' })
    expect(await leaseOf(leaseId)).toMatchObject({ state: 'draining', granted: '30', held_left: '30' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(30n)
    expect(await close(spender, leaseId, '0')).toMatchObject({ type: 'done' })
    expect(await leaseOf(leaseId)).toMatchObject({ state: 'closed', held_left: '0' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(0n)
  })

  it('a close for an unknown id leaves a closed row: the late acquire opens nothing', async () => {
    const spender = await rich(1_000n)
    const leaseId = randomUUID()
    expect(await close(spender, leaseId, '0')).toMatchObject({ type: 'done' })
    expect(await acquire(spender, { leaseId })).toMatchObject({ type: 'fenced', reason: 'closed' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(0n)
  })

  it('acquire and close of one id at once leave nothing held', async () => {
    const spender = await rich(100_000n)
    const ids = Array.from({ length: 20 }, () => randomUUID())
    await Promise.all(ids.flatMap((leaseId) => [acquire(spender, { leaseId }), close(spender, leaseId, '0')]))
    await Promise.all(ids.map((leaseId) => close(spender, leaseId, '0')))
    expect((await ledger.accountOf(spender.payerId)).held).toBe(0n)
    expect(await ledger.broken()).toEqual({})
  })

  it('another incarnation and another node change nothing', async () => {
    const { spender, leaseId } = await open()
    expect(await close(spender, leaseId, '0', 7)).toMatchObject({ type: 'fenced' })
    await billing.leases.closeNode({ v: 1, nodeId: 'gateway-2', incarnation: 1, spentByLease: [] })
    await billing.leases.trim({ ...asker, nodeId: 'gateway-2', leaseId, grantedNanos: '0' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(1_000n)
  })
})

describe('close-node', () => {
  it('closes the leases of earlier incarnations with the sums of the journal, and fences them', async () => {
    const nodeId = 'gateway-3'
    const boot = (incarnation: number, spentByLease: unknown[] = []) =>
      billing.leases.closeNode({ v: 1, nodeId, incarnation, spentByLease })
    await boot(1)
    const spender = await rich(1_000_000n)
    const [named, unnamed] = [randomUUID(), randomUUID()]
    for (const leaseId of [named, unnamed]) await acquire(spender, { nodeId, leaseId })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(2_000n)
    for (let repeat = 0; repeat < 2; repeat++) {
      expect(await boot(2, [{ leaseId: named, spentNanos: '70' }])).toMatchObject({ type: 'done' })
      expect((await ledger.accountOf(spender.payerId)).held).toBe(70n)
    }
    expect(await leaseOf(unnamed)).toMatchObject({ state: 'closed' })
    expect(await acquire(spender, { nodeId })).toMatchObject({ type: 'fenced', reason: 'incarnation' })
    expect(await boot(1)).toMatchObject({ type: 'fenced' })
    expect(await acquire(spender, { nodeId, incarnation: 2 })).toMatchObject({ type: 'granted' })
  })
})

describe('X03 P0: expiry', () => {
  it('drains at the end of its life, frees after the grace period exactly what was not consumed', async () => {
    const brief = createBilling(ledger, { LEASE_GRACE_MS: '3600000' })
    const spender = await rich(100_000n)
    const leaseId = randomUUID()
    await acquire(spender, { leaseId })
    await ledger.sql(`UPDATE lease SET expires_at = now() - interval '1 s' WHERE id = $1`, [leaseId])
    await brief.expireJob.run()
    expect(await leaseOf(leaseId)).toMatchObject({ state: 'draining', held_left: '1000' })
    expect(await acquire(spender, { leaseId })).toMatchObject({ type: 'fenced', reason: 'closed' })
    await brief.expireJob.run()
    expect((await ledger.accountOf(spender.payerId)).held).toBe(1_000n)
    await ledger.sql(`UPDATE lease SET expires_at = now() - interval '61 min' WHERE id = $1`, [leaseId])
    await Promise.all([brief.expireJob.run(), billing.expireJob.run(), brief.expireJob.run()])
    expect(await leaseOf(leaseId)).toMatchObject({ state: 'closed', granted: '0' })
    expect((await ledger.accountOf(spender.payerId)).held).toBe(0n)
    expect(await ledger.broken()).toEqual({})
  })
})

describe('billing.settled', () => {
  it('names the ids that neither the ledger nor the dead letters know', async () => {
    const [parked, unknown] = [randomUUID(), randomUUID()]
    await billing.deadLetters.store([
      { stream: 'USAGE/x', streamSeq: 1, requestId: parked, kind: 'poison', reason: 'r', text: '{' },
    ])
    const answer = await billing.leases.settled({ v: 1, requestIds: [parked, unknown] })
    expect(answer).toMatchObject({ unknownIds: [unknown], ledgerEpoch: 1 })
  })
})
