import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { acquireMessage, addRich, type Billing, createBilling, NODE_ID } from '../testing/billing.js'
import { startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'
import { Database } from './database.repository.js'

let ledger: TestLedger
let database: Database
let billing: Billing
let frozen: number[] = []

beforeAll(async () => {
  ledger = await startTestLedger()
  database = new Database({
    url: `${ledger.billingUrl}?application_name=frozen`,
    maxConnections: 2,
    statementTimeoutMs: 2_000,
    connectTimeoutMs: 5_000,
  })
  billing = createBilling({ ...ledger, leaseDatabase: database })
  await billing.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterEach(() => thaw())
afterAll(async () => {
  await database.close()
  await ledger.stop()
})

/** Stops the server's processes behind this pool: its connections stay open and nobody answers on them. */
async function freeze(): Promise<void> {
  const rows = await ledger.sql<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE application_name = 'frozen'`)
  frozen = rows.map(({ pid }) => pid)
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
}
function thaw(): void {
  for (const pid of frozen.splice(0)) process.kill(pid, 'SIGCONT')
}

it('P03: connections that stand still are given up for new ones, the pool included, and what they did late is closed', async () => {
  const spender = await addRich(ledger, billing)
  await Promise.all([database.ping(), database.ping()])
  await freeze()
  expect(frozen.length).toBeGreaterThan(0)
  const leaseId = randomUUID()
  await expect(billing.leases.acquire(acquireMessage(spender, { leaseId }))).rejects.toThrow(/no answer/)
  const next = await billing.leases.acquire(acquireMessage(spender))
  expect(next).toMatchObject({ type: 'granted' })

  const close = (id: string) =>
    billing.leases.close({
      ...{ v: 1, nodeId: NODE_ID, incarnation: 1, leaseId: id, spentNanos: '0' },
      ...{ keyId: spender.keyId, payerId: spender.payerId },
    })
  await close(leaseId) // the gateway's doubtful list
  thaw()
  const isOver = async () =>
    (
      await ledger.sql(`SELECT 1 FROM pg_stat_activity WHERE pid = ANY ($1) AND state <> 'idle'`, [
        frozen.length > 0 ? frozen : [0],
      ])
    ).length === 0
  await expect.poll(isOver).toBe(true)
  if (next.type === 'granted') await close(next.leaseId)
  await expect.poll(async () => (await ledger.accountOf(spender.payerId)).held).toBe(0n)
  expect(await ledger.broken()).toEqual({})
})
