import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SqlError } from '../database/sql-error.js'
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

const PER_TOKEN = 1_000_000n
const BILLINGS = 4
const EVENTS_A_PAYER = 60
const BATCH = 60
const DEADLOCK = '40P01'
const LONGEST_MS = 110_000

let ledger: TestLedger
let billings: Billing[]
let spenders: Spender[]
let priceVersionId: string

beforeAll(async () => {
  ledger = await startTestLedger({ lockTimeoutMs: 300 })
  // sooner than anybody gives up on a lock
  await ledger.sql(`ALTER SYSTEM SET deadlock_timeout = '20ms'`)
  await ledger.sql('SELECT pg_reload_conf()')
  billings = Array.from({ length: BILLINGS }, () => createBilling(ledger))
  const [first] = billings as [Billing]
  spenders = await Promise.all(Array.from({ length: 4 }, () => addRich(ledger, first)))
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await first.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(() => ledger.stop())

/** Locks the payers one after the other in the wrong order, again and again, until it is stopped. */
async function lockTheWrongWay(over: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: ledger.server.superuserUrl })
  client.on('error', () => {})
  await client.connect()
  await client.query(`SET deadlock_timeout = '10s'`) // whoever notices first is the victim
  const ids = spenders
    .map(({ payerId }) => payerId)
    .sort()
    .reverse()
  while (!over.aborted) {
    try {
      await client.query('BEGIN')
      for (const id of ids) {
        await client.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [id])
        await sleep(2)
      }
    } catch {
      // this time it was the victim itself
    }
    await client.query('ROLLBACK')
    await sleep(5)
  }
  await client.end()
}

it('P05: four billings with overlapping batches, leases beside, and deadlocks: tried again, none put aside, all once', async () => {
  const over = new AbortController()
  const saboteur = lockTheWrongWay(over.signal)
  // every batch has events of every payer
  const messages = Array.from({ length: EVENTS_A_PAYER }, () =>
    spenders.map((spender) => usageMessage(spender, { priceVersionId })),
  ).flat()
  const failures: (string | undefined)[] = []
  const endsAt = performance.now() + LONGEST_MS
  const patiently = async <Value>(work: () => Promise<Value>, isDone: (value: Value) => boolean): Promise<void> => {
    while (performance.now() < endsAt) {
      try {
        if (isDone(await work())) return
      } catch (error) {
        failures.push(error instanceof SqlError ? error.sqlState : String(error))
      }
    }
    throw new Error('not in time')
  }
  const settle = (billing: Billing, from: number): Promise<void> => {
    // each billing begins elsewhere, and each event is given to all of them
    const own = [...messages.slice(from), ...messages.slice(0, from)]
    const batches = Array.from({ length: own.length / BATCH }, (_, n) => own.slice(n * BATCH, (n + 1) * BATCH))
    return batches.reduce<Promise<void>>(
      (before, batch) =>
        before.then(() =>
          patiently(
            () => billing.usage.record(batch.map(bytesOf)),
            (verdicts) => verdicts.every(({ type }) => type === 'settled'),
          ),
        ),
      Promise.resolve(),
    )
  }
  const lease = (billing: Billing, spender: Spender): Promise<void> =>
    patiently(
      () => billing.leases.acquire(acquireMessage(spender, { mayGrantSlab: false })),
      ({ type }) => type === 'granted',
    )
  await Promise.all(
    billings.flatMap((billing, n) => [
      settle(billing, n * BATCH),
      ...spenders.map((spender) => lease(billing, spender)),
    ]),
  )
  over.abort()
  await saboteur
  expect(failures).toContain(DEADLOCK)
  for (const { payerId } of spenders) {
    const { balance, held } = await ledger.accountOf(payerId)
    expect([balance, held]).toEqual([1_000_000n - BigInt(EVENTS_A_PAYER) * 100n, BigInt(BILLINGS) * 100n])
  }
  expect(await ledger.sql('SELECT 1 FROM dead_letter')).toEqual([])
  expect(await ledger.broken()).toEqual({})
})

/** By one billing, once. */
const typesOf = async (messages: readonly unknown[]) =>
  (await (billings as [Billing])[0].usage.record(messages.map(bytesOf))).map(({ type }) => type)
const eventOf = (spender: Spender) => usageMessage(spender, { priceVersionId })
const rich = () => addRich(ledger, (billings as [Billing])[0])

it('P04: events of an account that somebody keeps locked are put off, the others are settled', async () => {
  const [locked, free] = [await rich(), await rich()]
  const client = new pg.Client({ connectionString: ledger.server.superuserUrl })
  await client.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [locked.payerId])
  const messages = [eventOf(locked), eventOf(free), eventOf(locked)]
  expect(await typesOf(messages)).toEqual(['retry', 'settled', 'retry'])
  await client.end()
  expect(await typesOf(messages)).toEqual(['settled', 'settled', 'settled'])
  expect((await ledger.accountOf(locked.payerId)).balance).toBe(999_800n)
})

it('P04: two copies of an event whose account is locked wait both: none is put aside', async () => {
  const spender = await rich()
  const message = eventOf(spender)
  const holder = new pg.Client({ connectionString: ledger.server.superuserUrl })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [spender.payerId])
  expect(await typesOf([message, message])).toEqual(['retry', 'retry'])
  await holder.query('ROLLBACK')
  await holder.end()
  expect(await typesOf([message, message])).toEqual(['settled', 'settled'])
})
