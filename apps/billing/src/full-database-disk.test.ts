// P09: the disk of the database is full. What is answered is durable, what cannot be written is nobody's loss.
import { randomUUID } from 'node:crypto'
import { mountSmallDisk, type SmallDisk } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  acquireMessage,
  addRich,
  type Billing,
  bytesOf,
  createBilling,
  NODE_ID,
  usageMessage,
} from './testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from './testing/start-test-ledger.js'

/** A fresh database takes about half of it. */
const DISK_MIB = 160
const PER_TOKEN = 1_000_000n
const MOST_TRIES = 3_000

let disk: SmallDisk | undefined
let ledger: TestLedger
let billing: Billing
let spender: Spender
let priceVersionId: string

beforeAll(async () => {
  ledger = await startTestLedger({
    prepare: async (folder) => {
      disk = await mountSmallDisk(folder, DISK_MIB)
    },
  })
  billing = createBilling(ledger)
  spender = await addRich(ledger, billing, 10_000_000_000n)
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await billing.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(async () => {
  await disk?.free()
  await ledger?.stop(() => disk?.unmount())
})

const eventsOf = (count: number) =>
  Array.from({ length: count }, () => usageMessage(spender, { priceVersionId, leaseId: randomUUID() }))

it('P09: no grant and no settlement that is not there afterwards; once there is room all goes on', async ({ skip }) => {
  if (disk === undefined) return skip('this user may not mount a small disk')
  const settledBefore = eventsOf(50)
  expect(await billing.usage.record(settledBefore.map(bytesOf))).toEqual(settledBefore.map(() => ({ type: 'settled' })))
  await disk.fill()

  const granted: string[] = []
  const settled: string[] = []
  let failures = 0
  for (let tries = 0; failures < 20 && tries < MOST_TRIES; tries++) {
    const lease = acquireMessage(spender, { mayGrantSlab: false })
    const [event] = eventsOf(1)
    if (event === undefined) continue
    const reply = await billing.leases.acquire(lease).catch(() => undefined)
    const [verdict] = await billing.usage.record([bytesOf(event)]).catch(() => [undefined])
    if (reply?.type === 'granted') granted.push(lease.leaseId)
    else failures++
    expect([undefined, 'granted']).toContain(reply?.type) // never a refusal: nobody's quota is to blame
    expect([undefined, 'settled', 'retry']).toContain(verdict?.type) // never put aside
    if (verdict?.type === 'settled') settled.push(event.requestId)
  }
  expect(failures).toBe(20)

  await disk.free()
  await ledger.crash().catch(() => {})
  await ledger.start()
  const waiting = eventsOf(50)
  const record = () => billing.usage.record(waiting.map(bytesOf)).catch(() => [])
  await expect.poll(record).toEqual(waiting.map(() => ({ type: 'settled' })))
  const countOf = async (sql: string, ids: readonly string[]) => (await ledger.sql(sql, [ids])).length
  expect(await countOf('SELECT 1 FROM lease WHERE id = ANY ($1)', granted)).toBe(granted.length)
  expect(await countOf('SELECT 1 FROM ledger_txn WHERE request_id = ANY ($1)', settled)).toBe(settled.length)
  expect(await ledger.sql('SELECT 1 FROM dead_letter')).toEqual([])
  expect(await ledger.broken()).toEqual({})
}, 180_000)
