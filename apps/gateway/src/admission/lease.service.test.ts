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

/** A service over a billing whose answers a test may change. */
function createService(changes: Partial<LeaseQuestions> = {}) {
  const { client, closed } = createBilling()
  let ids = 0
  const service = new LeaseService(
    { ...client, ...changes },
    {
      waitMs: 2_000,
      slabSeconds: 60,
      newId: () => `lease-${++ids}`,
      isBusThere: () => true,
      mayGrantSlab: () => true,
      words: () => ({ currency: '', timeZone: 'UTC' }),
      isKeyActive: () => true,
      onEpochChange: () => {},
    },
    pino({ level: 'silent' }),
  )
  service.start(new Map())
  const reserve = (keyId = 'k') =>
    service.reserve({ path: { keyId, payerId: 'p' }, recordName: keyId, neededNanos: 100n, leastNanos: 100n })
  return { client, closed, service, reserve }
}

it('X06: what is asked back is given back; a call under way keeps its own, other leases stay', async () => {
  const trim = vi.fn(async () => ({ type: 'done' as const, ...reply }))
  const { closed, service, reserve } = createService({ trim })
  const [busy, idle] = [await reserve('a'), await reserve('b')]
  await reserve('c')
  service.settle(idle, 40n)
  expect(await service.recall(['lease-1', 'lease-2', 'unknown'])).toBe(true)
  expect(closed).toEqual(['lease-2'])
  expect(trim).toHaveBeenCalledWith({ leaseId: 'lease-1', grantedNanos: 100n }, expect.any(Number))
  expect(await service.recall(['lease-2', 'unknown'])).toBe(false)
  service.settle(busy, 100n)
  expect(service.totals()).toMatchObject({ leases: 1, reservedNanos: 100n })
  await service.closeAll(0)
})

it('fetches the next slab once, when half of the last one is gone, and no more while that one is fresh', async () => {
  const { client } = createBilling()
  const acquire = vi.fn(client.acquire)
  const { reserve, service } = createService({ acquire })
  for (let n = 0; n < 9; n++) {
    await reserve()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(acquire).toHaveBeenCalledTimes(2)
  expect(service.totals()).toMatchObject({ leases: 2, reservedNanos: 900n })
  await service.closeAll(0)
})

it('a lease of exactly r that was fetched ahead is given back at once: it warms nobody', async () => {
  const amounts = [1_000n, 100n]
  const { client } = createBilling()
  const { closed, reserve, service } = createService({
    acquire: async (question) =>
      ({ ...(await client.acquire(question, 0)), grantedNanos: amounts.shift() ?? 0n }) as never,
  })
  for (let n = 0; n < 6; n++) await reserve()
  await vi.advanceTimersByTimeAsync(1)
  expect([amounts, closed]).toEqual([[], ['lease-2']])
  await service.closeAll(0)
})

it('P03: while billing is silent, calls of a warm path beyond its lease wait for those under way, and are served', async () => {
  const { client } = createBilling()
  let isSilent = false
  const { service, reserve } = createService({
    acquire: (question, timeoutMs) =>
      isSilent
        ? new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), timeoutMs))
        : client.acquire(question, timeoutMs),
  })
  const first = await reserve()
  isSilent = true
  const others = Array.from({ length: 9 }, () => reserve())
  const late = [reserve(), reserve()]
  await vi.advanceTimersByTimeAsync(1_000)
  service.settle(first, 0n)
  service.settle((await others[0]) ?? first, 0n)
  expect(await Promise.all(late)).toMatchObject([{ leaseId: 'lease-1' }, { leaseId: 'lease-1' }])
  await service.closeAll(0)
})

it('X14: after silence the same id is asked for in several copies; without any answer it is closed', async () => {
  const asked: string[] = []
  const { closed, reserve, service } = createService({
    acquire: ({ leaseId }, timeoutMs) => {
      asked.push(leaseId)
      return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), timeoutMs))
    },
  })
  const waiting = reserve().catch(({ code }: { code: string }) => code)
  await vi.advanceTimersByTimeAsync(450)
  expect(asked).toEqual(['lease-1', 'lease-1', 'lease-1', 'lease-1'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([await waiting, closed, new Set(asked)]).toEqual(['billing_unavailable', ['lease-1'], new Set(['lease-1'])])
  await service.closeAll(0)
})

it('X02: a refusal after silence closes the id: the copy that nobody answered may still be granted', async () => {
  const refused = {
    type: 'refused' as const,
    ...reply,
    code: 'insufficient_quota' as const,
    limitKind: null,
    balanceNanos: 0n,
    heldNanos: 0n,
    neededNanos: 100n,
    windowEndsAtMs: null,
  }
  let asked = 0
  const { closed, reserve, service } = createService({
    acquire: (_question, timeoutMs) =>
      ++asked === 1
        ? new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), timeoutMs))
        : Promise.resolve(refused as never),
  })
  const waiting = reserve().catch(({ code }: { code: string }) => code)
  await vi.advanceTimersByTimeAsync(500)
  expect([await waiting, asked, closed]).toEqual(['insufficient_quota', 4, ['lease-1']])

  // one question and its answer leave nothing open
  expect(await reserve('b').catch(({ code }: { code: string }) => code)).toBe('insufficient_quota')
  await vi.advanceTimersByTimeAsync(10)
  expect(closed).toEqual(['lease-1'])
  await service.closeAll(0)
})
