import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LeaseQuestions } from './lease.client.js'
import { LeaseService } from './lease.service.js'
import { LeaseCloser } from './lease-closer.js'

const path = { keyId: 'k', payerId: 'p' }
const reply = { v: 1, databaseTimeMs: 0, ledgerEpoch: 1 }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A billing that grants everything, for an hour. */
function createBilling() {
  const closed: string[] = []
  const client: LeaseQuestions = {
    acquire: async ({ leaseId }) => ({
      type: 'granted',
      ...{ ...reply, leaseId, grantedNanos: 1_000n, acquiredAtMs: 0, ttlMs: 3_600_000, headroomNanos: 0n },
    }),
    trim: async () => ({ type: 'done', ...reply }),
    close: async ({ leaseId }) => {
      closed.push(leaseId)
      return { type: 'done', ...reply }
    },
    closeNode: async () => ({ type: 'done', ...reply }),
  }
  return { client, closed }
}

it('at boot every lease with a sum is told, however many came after it', async () => {
  const { client } = createBilling()
  const told = vi.fn(client.closeNode)
  const closer = new LeaseCloser({ ...client, closeNode: told }, pino({ level: 'silent' }), {
    nowMs: () => 0,
    onReply: () => {},
  })
  closer.start(new Map(Array.from({ length: 20_000 }, (_, n) => [`lease-${n}`, BigInt(n + 1)])))
  await closer.whenOpen(1_000)
  expect(told.mock.calls[0]?.[0].size).toBe(20_000)
  expect(told.mock.calls[0]?.[0].get('lease-0')).toBe(1n)
})

it('an idle slab is given back after a minute, but is kept while the bus is away', async () => {
  const { client, closed } = createBilling()
  let isBusThere = false
  const service = new LeaseService(
    client,
    {
      waitMs: 1_000,
      slabSeconds: 60,
      newId: () => 'lease',
      isBusThere: () => isBusThere,
      mayGrantSlab: () => true,
      words: () => ({ currency: '', timeZone: 'UTC' }),
      isKeyActive: () => true,
      onEpochChange: () => {},
    },
    pino({ level: 'silent' }),
  )
  service.start(new Map())
  const need = { path, recordName: 'r', neededNanos: 10n, leastNanos: 10n }
  service.settle(await service.reserve(need), 5n)
  await vi.advanceTimersByTimeAsync(120_000)
  expect([service.totals().leases, closed]).toEqual([1, []])
  isBusThere = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect([service.totals().leases, closed]).toEqual([0, ['lease']])
  await service.closeAll(0)
})

it('P10: the clock that prices go by is the database`s, wherever this machine`s own stands', async () => {
  const { client } = createBilling()
  const databaseTimeMs = Date.now() + 7_200_000
  const service = new LeaseService(
    { ...client, closeNode: async () => ({ type: 'done', ...reply, databaseTimeMs }) },
    {
      waitMs: 1_000,
      slabSeconds: 60,
      newId: () => 'lease',
      isBusThere: () => true,
      mayGrantSlab: () => true,
      words: () => ({ currency: '', timeZone: 'UTC' }),
      isKeyActive: () => true,
      onEpochChange: () => {},
      nowMs: () => 0,
    },
    pino({ level: 'silent' }),
  )
  expect(service.databaseNowMs()).toBe(Date.now()) // nobody has said anything yet
  service.start(new Map())
  await vi.advanceTimersByTimeAsync(10)
  expect(service.databaseNowMs()).toBe(databaseTimeMs)
  await service.closeAll(0)
})
