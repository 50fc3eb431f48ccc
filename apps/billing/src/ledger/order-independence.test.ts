import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
const BALANCE = 1_000_000n
const GRANTED = 1_000n
const PER_TOKEN = 1_000_000n

let ledger: TestLedger
/** Leases drain, and stay so. */
let patient: Billing
/** Leases are freed as soon as they have expired. */
let impatient: Billing
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  patient = createBilling(ledger)
  impatient = createBilling(ledger, { LEASE_GRACE_MS: '1' })
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await patient.leases.closeNode({ ...asker, spentByLease: [] })
})
afterAll(() => ledger.stop())

type Step =
  | { type: 'settle'; index: number; tokens: number }
  | { type: 'trim' | 'close'; nanos: number }
  | { type: 'expire' | 'end-grace' }

const tokens = fc.nat(400)
const nanos = fc.nat(1_200)
const steps = fc
  .record({
    settle: fc.array(tokens, { minLength: 1, maxLength: 4 }),
    trim: fc.array(nanos, { maxLength: 2 }),
    close: fc.option(nanos),
    end: fc.constantFrom(undefined, 'expire', 'end-grace'),
  })
  .map(({ settle, trim, close, end }): Step[] => [
    ...settle.map((count, index): Step => ({ type: 'settle', index, tokens: count })),
    ...trim.map((amount): Step => ({ type: 'trim', nanos: amount })),
    ...(close === null ? [] : [{ type: 'close', nanos: close } satisfies Step]),
    ...(end === undefined ? [] : [{ type: end as 'expire' | 'end-grace' } satisfies Step]),
  ])
/** The same steps in two orders, the second with repetitions. */
const orders = steps.chain((all) =>
  fc.tuple(
    fc.shuffledSubarray(all, { minLength: all.length }),
    fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all))
      .map(([a, b]) => [...a, ...b]),
  ),
)

/** Plays the steps on a lease of its own. @returns what is left of it and of the money */
async function play(order: readonly Step[]) {
  const spender = await addRich(ledger, patient, BALANCE)
  const leaseId = randomUUID()
  const lease = acquireMessage(spender, { leaseId, neededNanos: String(GRANTED), mayGrantSlab: false })
  expect(await patient.leases.acquire(lease)).toMatchObject({ grantedNanos: String(GRANTED) })
  await ledger.sql(`UPDATE lease SET expires_at = now() - interval '1 s' WHERE id = $1`, [leaseId])
  const requestIds = Array.from({ length: 4 }, () => randomUUID())
  const admittedAtMs = Date.now()
  for (const step of order) {
    await perform(step, {
      spender,
      leaseId,
      requestId: requestIds[step.type === 'settle' ? step.index : 0] ?? '',
      admittedAtMs,
    })
    expect(await ledger.broken()).toEqual({})
  }
  const [row] = await ledger.sql('SELECT state, consumed, held_left FROM lease WHERE id = $1', [leaseId])
  return { ...row, ...(await ledger.accountOf(spender.payerId)) }
}

interface Scene {
  spender: Spender
  leaseId: string
  requestId: string
  admittedAtMs: number
}

async function perform(step: Step, { spender, leaseId, requestId, admittedAtMs }: Scene): Promise<void> {
  const { keyId, payerId } = spender
  switch (step.type) {
    case 'settle': {
      const quantities = { inputTokens: step.tokens, outputTokens: 0 }
      const message = usageMessage(spender, { leaseId, requestId, priceVersionId, quantities, admittedAtMs })
      expect(await patient.usage.record([bytesOf(message)])).toEqual([{ type: 'settled' }])
      return
    }
    case 'trim':
      await patient.leases.trim({ ...asker, leaseId, grantedNanos: String(step.nanos) })
      return
    case 'close':
      await patient.leases.close({ ...asker, leaseId, keyId, payerId, spentNanos: String(step.nanos) })
      return
    case 'expire':
      return patient.expireJob.run()
    case 'end-grace':
      return impatient.expireJob.run()
    default:
      throw new Error(`unknown step ${step satisfies never}`)
  }
}

describe('L10: independence of order', () => {
  it('settle, trim, close and expire in any order, with repetitions, leave the same money', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ([one, other]) => {
        expect(await play(other)).toEqual(await play(one))
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })

  it('L7: at once and mixed, on few accounts, nothing deadlocks for good and nothing stays held', async () => {
    const spenders = await Promise.all(Array.from({ length: 4 }, () => addRich(ledger, patient, BALANCE)))
    let settledNanos = 0n
    const call = async (index: number) => {
      const spender = spenders[index % spenders.length] ?? spenders[0]
      if (spender === undefined) return
      const leaseId = randomUUID()
      const reply = await retried(() => patient.leases.acquire(acquireMessage(spender, { leaseId })))
      expect(reply).toMatchObject({ type: 'granted' })
      const message = usageMessage(spender, {
        leaseId,
        priceVersionId,
        quantities: { inputTokens: 60, outputTokens: 0 },
      })
      const others = spenders.map((one) =>
        usageMessage(one, { priceVersionId, quantities: { inputTokens: 1, outputTokens: 0 } }),
      )
      const verdicts = () => retried(() => patient.usage.record([message, ...others].map(bytesOf)))
      settledNanos += 60n + BigInt(others.length)
      const close = () =>
        retried(() =>
          patient.leases.close({ ...asker, leaseId, keyId: spender.keyId, payerId: spender.payerId, spentNanos: '60' }),
        )
      await Promise.all([verdicts(), close(), patient.expireJob.run().catch(() => {}), verdicts()])
      for (let tries = 0; tries < 20; tries++) {
        if ((await verdicts()).every(({ type }) => type === 'settled')) return
      }
    }
    await Promise.all(Array.from({ length: 40 }, (_, index) => call(index)))
    const accounts = await Promise.all(spenders.map(({ payerId }) => ledger.accountOf(payerId)))
    expect(accounts.map(({ held }) => held)).toEqual([0n, 0n, 0n, 0n])
    expect(accounts.reduce((sum, { balance }) => sum + balance, 0n)).toBe(4n * BALANCE - settledNanos)
    expect(await ledger.broken()).toEqual({})
  })
})

/** What a gateway or the pull loop does on a failure. */
async function retried<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === 20) throw error
    }
  }
}
