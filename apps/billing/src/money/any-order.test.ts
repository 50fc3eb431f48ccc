import { createHash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireMessage, type Billing, bytesOf, createBilling, NODE_ID, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const asker = { v: 1, nodeId: NODE_ID, incarnation: 1 }
const ACCOUNTS = 3

let ledger: TestLedger
let billing: Billing
let priceVersionId: string
let admin: Spender
let second: Spender
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  priceVersionId = await ledger.addPrice(1_000_000n)
  admin = await ledger.addSpender({ role: 'root' })
  second = await ledger.addSpender({ role: 'root' })
  await billing.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(() => ledger.stop())

const index = fc.nat(ACCOUNTS - 1)
const nanos = fc.integer({ min: 1, max: 300 })
const step = fc.oneof(
  fc.record({ type: fc.constant('grant' as const), to: index, nanos, isDue: fc.boolean() }),
  fc.record({ type: fc.constant('redeem' as const), to: index, nanos }),
  fc.record({ type: fc.constant('call' as const), of: index, nanos, closes: fc.boolean() }),
  fc.record({ type: fc.constant('refund' as const), call: fc.nat(5), nanos: fc.option(nanos) }),
  fc.record({ type: fc.constant('adjust' as const), to: index, nanos, takes: fc.boolean() }),
  fc.record({ type: fc.constant('move' as const), of: index, to: index, nanos }),
  fc.record({ type: fc.constant('decide' as const), which: fc.nat(5), approves: fc.boolean() }),
  fc.record({ type: fc.constant('expire' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** People with wallets, and what happened to them so far. */
interface Scene {
  spenders: Spender[]
  requestIds: string[]
  correctionIds: string[]
}

const startScene = async (): Promise<Scene> => ({
  spenders: await Promise.all(Array.from({ length: ACCOUNTS }, () => ledger.addSpender())),
  requestIds: [],
  correctionIds: [],
})
const pick = <Item>(items: readonly Item[], at: number): Item => {
  const item = items[at % items.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
const ask = (body: object) => ({ asker: 'admin-api', body: { v: 1, actorUserId: admin.userId, ...body } })
const act = () => ({ idempotencyKey: randomUUID(), secondUserId: second.userId, reason: 'r' })

async function perform(one: Step, scene: Scene): Promise<void> {
  const { spenders, requestIds, correctionIds } = scene
  const payerOf = (at: number): string => pick(spenders, at).payerId
  const note = (reply: object): void => {
    if ('correctionId' in reply) correctionIds.push(String(reply.correctionId))
  }
  switch (one.type) {
    case 'grant': {
      const { secondUserId, ...grant } = act()
      const end = one.isDue ? { expiresAtMs: Date.now() + 3_600_000 } : {}
      const body = { ...grant, ...end, accountId: payerOf(one.to), amountNanos: String(one.nanos) }
      const reply = await billing.grants.grant(ask(body))
      if (one.isDue && reply.type === 'granted')
        await ledger.sql('UPDATE grant_lot SET expires_at = now() WHERE id = $1', [reply.transactionId])
      return
    }
    case 'redeem': {
      const hash = createHash('sha256').update(randomUUID()).digest('hex')
      const batch = { batchId: randomUUID(), name: 'b', amountNanos: String(one.nanos) }
      await billing.codes.createCodes(ask({ ...batch, codes: [{ id: randomUUID(), hash, lastFour: 'WXYZ' }] }))
      const redeem = { v: 1, codeHash: hash, userId: pick(spenders, one.to).userId }
      await billing.codes.redeem({ asker: 'admin-api', body: redeem })
      return
    }
    case 'call':
      return call(one, scene)
    case 'refund':
      if (requestIds.length === 0) return
      note(
        await billing.corrections.refund(
          ask({ ...act(), requestId: pick(requestIds, one.call), amountNanos: one.nanos?.toString() }),
        ),
      )
      return
    case 'adjust': {
      const amountNanos = String(one.takes ? -one.nanos : one.nanos)
      note(await billing.corrections.adjust(ask({ ...act(), accountId: payerOf(one.to), amountNanos })))
      return
    }
    case 'move': {
      const ends = { fromAccountId: payerOf(one.of), toAccountId: payerOf(one.to) }
      note(await billing.corrections.move(ask({ ...act(), ...ends, amountNanos: String(one.nanos) })))
      return
    }
    case 'decide': {
      if (correctionIds.length === 0) return
      const decision = one.approves ? 'approve' : 'refuse'
      const body = { v: 1, correctionId: pick(correctionIds, one.which), actorUserId: second.userId, decision }
      await billing.corrections.decide({ asker: 'admin-api', body })
      return
    }
    case 'expire':
      return billing.expireLotsJob.run()
    default:
      throw new Error(`unknown step ${one satisfies never}`)
  }
}

/** A call within a lease of just what it costs, if there is money for it; the lease may stay open. */
async function call({ of, nanos: cost, closes }: Step & { type: 'call' }, { spenders, requestIds }: Scene) {
  const spender = pick(spenders, of)
  const { keyId, payerId } = spender
  const leaseId = randomUUID()
  const needed = { neededNanos: String(cost), mayGrantSlab: false }
  if ((await billing.leases.acquire(acquireMessage(spender, { leaseId, ...needed }))).type !== 'granted') return
  const quantities = { inputTokens: Math.ceil(cost / 2), outputTokens: 0 }
  const message = usageMessage(spender, { leaseId, priceVersionId, quantities })
  for (let tries = 0; ; tries++) {
    const [verdict] = await billing.usage.record([bytesOf(message)])
    if (verdict?.type === 'settled') break
    if (tries === 20) throw new Error(`not settled: ${JSON.stringify(verdict)}`)
  }
  requestIds.push(message.requestId)
  if (closes)
    await billing.leases.close({ ...asker, leaseId, keyId, payerId, spentNanos: String(quantities.inputTokens) })
}

const headrooms = async ({ spenders }: Scene): Promise<bigint[]> => {
  const accounts = await Promise.all(spenders.map(({ payerId }) => ledger.accountOf(payerId)))
  return accounts.map(({ balance, held }) => balance - held)
}

describe('settlement and operations', () => {
  it('L1, L2, L6, L7, L11, L13: in any order leave every invariant true after each step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const scene = await startScene()
        for (const one of steps) {
          await perform(one, scene)
          expect(await ledger.broken()).toEqual({})
          expect((await headrooms(scene)).every((headroom) => headroom >= 0n)).toBe(true)
        }
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })

  it('L1, L2, L6, L7: many at once on the same accounts keep them true as well', async () => {
    const scene = await startScene()
    const steps = fc.sample(step, { numRuns: 160, seed: 7 })
    const retried = async (one: Step) => {
      for (let tries = 1; ; tries++) {
        try {
          return await perform(one, scene)
        } catch (error) {
          if (tries === 20) throw error
        }
      }
    }
    for (let at = 0; at < steps.length; at += 8) {
      await Promise.all(steps.slice(at, at + 8).map(retried))
      expect(await ledger.broken()).toEqual({})
      expect((await headrooms(scene)).every((headroom) => headroom >= 0n)).toBe(true)
    }
  })
})
