import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GrantedLease, isSharing, LeaseBook, type Reservation } from './lease-book.js'

const path = { keyId: 'k1', payerId: 'p1' }
const lease = (overrides: Partial<GrantedLease> = {}): GrantedLease => ({
  leaseId: 'l1',
  path,
  grantedNanos: 1_000n,
  neededNanos: 100n,
  usableUntilMs: 800,
  receivedAtMs: 10,
  acquiredAtMs: 1_700_000_000_000,
  ledgerEpoch: 1,
  headroomNanos: 9_000n,
  ...overrides,
})
const bookOf = (...leases: GrantedLease[]): LeaseBook => {
  const book = new LeaseBook()
  for (const one of leases) book.add(one)
  return book
}
const reserved = (book: LeaseBook, nanos: bigint, nowMs = 20): Reservation => {
  const reservation = book.reserve(path, nanos, nowMs)
  if (reservation === undefined) throw new Error('expected a reservation')
  return reservation
}

describe('LeaseBook', () => {
  it('reserves until the money is out, and again after a settlement gave some back', () => {
    const book = bookOf(lease())
    const first = reserved(book, 700n)
    expect(book.reserve(path, 400n, 20)).toBeUndefined()
    book.settle(first, 100n, 30)
    expect(book.reserve(path, 900n, 30)?.leaseId).toBe('l1')
    expect(book.reserve(path, 1n, 30)).toBeUndefined()
  })

  it('X04: never uses a lease at or past its 80 % mark, and never another path’s', () => {
    const book = bookOf(lease())
    expect(book.reserve(path, 1n, 800)).toBeUndefined()
    expect(book.reserve({ keyId: 'k2', payerId: 'p1' }, 1n, 20)).toBeUndefined()
  })

  it('tells the admission in database time', () => {
    expect(reserved(bookOf(lease()), 1n, 260).admittedAtMs).toBe(1_700_000_000_250)
  })

  it('gives back idle leases whole, and of busy ones what calls do not need and have not spent; others stay', () => {
    const other = { keyId: 'k1', payerId: 'p2' }
    const book = bookOf(lease(), lease({ leaseId: 'l2', path: other }), lease({ leaseId: 'l3' }))
    book.settle(reserved(book, 200n), 50n, 20)
    const running = reserved(book, 300n)
    book.reserve(other, 1n, 20)
    expect(book.giveBack(({ path: { payerId } }) => payerId === 'p1')).toEqual({
      closed: [{ leaseId: 'l3', path, spentNanos: 0n }],
      trimmed: [{ leaseId: 'l1', grantedNanos: 350n }],
    })
    expect(book.giveBack(({ leaseId }) => leaseId !== 'l2')).toEqual({ closed: [], trimmed: [] })
    expect(book.reserve(path, 1n, 20)).toBeUndefined()
    expect(book.has('l2')).toBe(true)
    book.settle(running, 100n, 30)
    expect(reserved(book, 200n).leaseId).toBe('l1')
  })

  it('closes an exact lease when its request ends, a slab only when it is old or idle', () => {
    const book = bookOf(lease({ grantedNanos: 100n }), lease({ leaseId: 'l2' }))
    const exact = reserved(book, 100n)
    const slab = reserved(book, 100n)
    expect(book.takeIfDone('l1', 30)).toBeUndefined()
    book.settle(exact, 60n, 30)
    book.settle(slab, 60n, 30)
    expect(book.takeIfDone('l1', 30)).toEqual({ leaseId: 'l1', path, spentNanos: 60n })
    expect(book.takeIfDone('l2', 30)).toBeUndefined()
    expect(book.takeClosable(100, { idleMs: 100 })).toEqual([])
    expect(book.takeClosable(130, { idleMs: 100 })).toEqual([{ leaseId: 'l2', path, spentNanos: 60n }])
  })

  it('keeps a lease with calls in flight past its time, then closes it', () => {
    const book = bookOf(lease())
    const reservation = reserved(book, 10n)
    expect(book.takeClosable(5_000, { idleMs: 1 })).toEqual([])
    book.settle(reservation, 10n, 5_000)
    expect(book.takeIfDone('l1', 5_000)?.spentNanos).toBe(10n)
  })

  it('a free model needs a lease, of amount 0, which is kept like a slab', () => {
    const book = bookOf(lease({ grantedNanos: 0n, neededNanos: 0n }))
    book.settle(reserved(book, 0n), 0n, 20)
    expect(book.takeIfDone('l1', 20)).toBeUndefined()
    expect(book.reserve(path, 1n, 20)).toBeUndefined()
  })

  it('uses no lease of another epoch', () => {
    const book = bookOf(lease())
    book.dropOtherEpochs(2)
    expect(book.reserve(path, 1n, 20)).toBeUndefined()
    expect(book.takeClosable(20, { idleMs: 1e9 })).toHaveLength(1)
  })

  it('is running low when half of the money or of the time is gone of every slab; a poor path never is', () => {
    const book = bookOf(lease())
    expect(book.isRunningLow(path, 20)).toBe(false)
    expect(book.isRunningLow(path, 500)).toBe(true)
    reserved(book, 501n)
    expect(book.isRunningLow(path, 20)).toBe(true)
    book.add(lease({ leaseId: 'next' }))
    expect(book.isRunningLow(path, 20)).toBe(false)
    expect(bookOf(lease({ grantedNanos: 100n })).isRunningLow(path, 500)).toBe(false)
    expect(bookOf(lease({ grantedNanos: 0n, neededNanos: 0n })).isRunningLow(path, 500)).toBe(false)
  })

  it('money may be shared by the payer, the key or the course', () => {
    const key = { keyId: 'k', payerId: 'p', courseId: 'c' }
    expect(isSharing(key, { keyId: 'x', payerId: 'p' })).toBe(true)
    expect(isSharing(key, { keyId: 'k', payerId: 'x' })).toBe(true)
    expect(isSharing(key, { keyId: 'x', payerId: 'y', courseId: 'c' })).toBe(true)
    expect(isSharing({ ...key, courseId: null }, { keyId: 'x', payerId: 'y', courseId: null })).toBe(false)
  })

  it('property: in any interleaving of reserve, settle, close, trim and recall no lease pays more than it was granted', () => {
    const step = fc.record({
      act: fc.constantFrom('add', 'reserve', 'reserve', 'settle', 'close', 'done', 'recall'),
      amount: fc.bigInt(0n, 50n),
      pick: fc.nat(1_000),
      share: fc.nat(100),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const book = new LeaseBook()
        /** What billing holds for each lease, after all that it was told. */
        const held = new Map<string, bigint>()
        const spent = new Map<string, bigint>()
        const open: Reservation[] = []
        const paths = [path, { keyId: 'k2', payerId: 'p1' }]
        let nowMs = 0
        const inflightOf = (leaseId: string): bigint =>
          open.reduce((sum, one) => (one.leaseId === leaseId ? sum + one.reservedNanos : sum), 0n)
        const onClosed = (closed: readonly { leaseId: string; spentNanos: bigint }[]): void => {
          for (const { leaseId, spentNanos } of closed) {
            expect(spentNanos).toBe(spent.get(leaseId) ?? 0n)
            expect(open.some((reservation) => reservation.leaseId === leaseId)).toBe(false)
            held.set(leaseId, spentNanos)
          }
        }
        for (const { act, amount, pick, share } of steps) {
          nowMs += pick % 7
          const [reservation] = act === 'settle' ? open.splice(pick % Math.max(1, open.length), 1) : []
          if (act === 'add') {
            const leaseId = `l${held.size}`
            held.set(leaseId, amount)
            const times = { usableUntilMs: nowMs + 60, receivedAtMs: nowMs }
            const neededNanos = BigInt(share % 20)
            book.add(lease({ leaseId, path: paths[pick % 2] ?? path, grantedNanos: amount, neededNanos, ...times }))
          } else if (act === 'reserve') {
            const taken = book.reserve(paths[pick % 2] ?? path, amount, nowMs)
            if (taken) open.push(taken)
          } else if (reservation !== undefined) {
            const cost = (reservation.reservedNanos * BigInt(share)) / 100n
            spent.set(reservation.leaseId, (spent.get(reservation.leaseId) ?? 0n) + cost)
            book.settle(reservation, cost, nowMs)
          } else if (act === 'close') onClosed(book.takeClosable(nowMs, { idleMs: 30 }))
          else if (act === 'done') {
            const done = book.takeIfDone(`l${pick % Math.max(1, held.size)}`, nowMs)
            onClosed(done === undefined ? [] : [done])
          } else if (act === 'recall') {
            const { closed, trimmed } = book.giveBack(({ leaseId }) => Number(leaseId.slice(1)) % 3 === pick % 3)
            onClosed(closed)
            for (const { leaseId, grantedNanos } of trimmed) held.set(leaseId, grantedNanos)
          }
          for (const [leaseId, nanos] of held) {
            expect((spent.get(leaseId) ?? 0n) + inflightOf(leaseId) <= nanos).toBe(true)
          }
          expect(book.totals().reservedNanos).toBe(open.reduce((sum, { reservedNanos }) => sum + reservedNanos, 0n))
        }
        for (const reservation of open.splice(0)) book.settle(reservation, 0n, nowMs)
        onClosed(book.takeClosable(nowMs + 1_000, { idleMs: 1 }))
        expect(book.totals()).toEqual({ leases: 0, reservedNanos: 0n })
      }),
      { numRuns: 500 },
    )
  })
})
