import { GatewayError } from '@tollgate/protocols/canonical'
import { expect, it } from 'vitest'
import type { Acquired } from './lease-acquirer.js'
import { type GrantedLease, LeaseBook } from './lease-book.js'
import { billingUnavailable } from './lease-errors.js'
import { type LeaseNeed, type PathAsk, PathQueue } from './path-queue.js'

const path = { keyId: 'k', payerId: 'p' }
const need = (neededNanos: bigint, leastNanos = neededNanos): LeaseNeed => ({
  path,
  recordName: 'r',
  neededNanos,
  leastNanos,
})
const refused = (affordableNanos?: bigint): Acquired => ({
  type: 'refused',
  error: new GatewayError('insufficient_quota', { message: 'no' }),
  ...(affordableNanos !== undefined && { affordableNanos }),
})
const granted = (grantedNanos: bigint, neededNanos = grantedNanos): Acquired => ({
  type: 'granted',
  lease: {
    ...{ leaseId: `lease-${++leases}`, path, grantedNanos, neededNanos, usableUntilMs: 800, receivedAtMs: 0 },
    ...{ acquiredAtMs: 0, ledgerEpoch: 1, headroomNanos: 0n },
  },
})
let leases = 0

/** A queue whose questions are answered by hand, in order. */
function createQueue({ fold = false } = {}) {
  const book = new LeaseBook()
  const asks: PathAsk[] = []
  const answers: ((acquired: Acquired) => void)[] = []
  const fetched: GrantedLease[] = []
  const refusals: bigint[] = []
  let folds = 0
  const queue = new PathQueue({
    book,
    acquire: (ask) => {
      asks.push(ask)
      return new Promise((resolve) => answers.push(resolve))
    },
    fold: async () => {
      folds++
      return fold
    },
    onGranted: (lease) => book.add(lease),
    onFetched: (lease) => fetched.push(lease),
    onRefused: ({ leastNanos }) => refusals.push(leastNanos),
    waitMs: 2_000,
    nowMs: () => 10,
  })
  const answer = async (acquired: Acquired) => {
    await expect.poll(() => answers.length).toBeGreaterThan(0)
    answers.shift()?.(acquired)
  }
  return { queue, book, asks, answer, fetched, refusals, folds: () => folds }
}
const outcome = (waiting: Promise<{ reservedNanos: bigint }>) =>
  waiting.then(
    ({ reservedNanos }) => reservedNanos,
    (error: GatewayError) => error.code,
  )

it('asks for the head alone, never for the sum; those behind it try the money that came', async () => {
  const { queue, asks, answer } = createQueue()
  const waiting = [30n, 40n, 50n, 20n].map((nanos) => outcome(queue.wait(need(nanos))))
  await answer(granted(100n, 30n))
  await answer(granted(50n))
  expect(await Promise.all(waiting)).toEqual([30n, 40n, 50n, 20n])
  expect(asks.map(({ neededNanos }) => neededNanos)).toEqual([30n, 50n])
})

it('a refusal answers everybody who needs as much; who needs less is asked for', async () => {
  const { queue, asks, answer, refusals } = createQueue()
  const waiting = [50n, 60n, 50n, 10n].map((nanos) => outcome(queue.wait(need(nanos))))
  await answer(refused())
  await answer(granted(10n))
  expect(await Promise.all(waiting)).toEqual(['insufficient_quota', 'insufficient_quota', 'insufficient_quota', 10n])
  expect([asks.length, refusals]).toEqual([2, [50n]])
})

it('of silence everybody makes his own experience, and nothing is remembered', async () => {
  const { queue, answer, refusals } = createQueue()
  const waiting = [50n, 50n].map((nanos) => outcome(queue.wait(need(nanos))))
  await answer({ type: 'unknown', error: billingUnavailable() })
  await answer(granted(50n))
  expect(await Promise.all(waiting)).toEqual(['billing_unavailable', 50n])
  expect(refusals).toEqual([])
})

it('gives back its own first, then asks again for the whole, and only then for less', async () => {
  const { queue, asks, answer, folds } = createQueue({ fold: true })
  const waiting = outcome(queue.wait(need(50n, 20n)))
  await answer(refused(30n))
  await answer(refused(30n))
  await answer(granted(30n, 50n))
  expect(await waiting).toBe(30n)
  expect([folds(), asks.map(({ leastNanos }) => leastNanos)]).toEqual([1, [50n, 50n, 20n]])
})

it('M29: does not ask for less where less was not to be had either', async () => {
  const { queue, asks, answer } = createQueue()
  const waiting = outcome(queue.wait(need(50n, 20n)))
  await answer(refused(19n))
  expect([await waiting, asks.length]).toEqual(['insufficient_quota', 1])
})

it('one question at a time: what is fetched ahead serves those who came meanwhile', async () => {
  const { queue, asks, answer, fetched } = createQueue()
  const ahead = queue.fetchAhead(need(10n))
  await queue.fetchAhead(need(10n))
  const waiting = outcome(queue.wait(need(60n)))
  await answer(granted(100n, 10n))
  await ahead
  expect([await waiting, asks.length, fetched.length]).toEqual([60n, 1, 1])
})

it('who waits takes what ending calls give back; the answer that comes after it is for the others', async () => {
  const { queue, book, asks, answer, fetched } = createQueue()
  const { lease } = granted(20n, 2n) as Extract<Acquired, { type: 'granted' }>
  book.add(lease)
  const underWay = book.reserve(path, 20n, 10)
  const waiting = [10n, 30n, 4n].map((nanos) => outcome(queue.wait(need(nanos))))
  if (underWay === undefined) throw new Error('the lease has room')
  book.settle(underWay, 5n, 10)
  queue.serveFreed()
  expect([await waiting[0], await waiting[2]]).toEqual([10n, 4n])
  await answer(granted(10n)) // for the head, which needs it no more
  await answer(granted(30n))
  expect(await Promise.all(waiting)).toEqual([10n, 30n, 4n])
  expect([asks.map(({ neededNanos }) => neededNanos), fetched.length]).toEqual([[10n, 30n], 1])
  expect(queue.isQuiet()).toBe(true)
})

it('a refusal to somebody who was served meanwhile answers those who need as much all the same', async () => {
  const { queue, book, answer, refusals } = createQueue()
  book.add((granted(10n, 1n) as Extract<Acquired, { type: 'granted' }>).lease)
  const underWay = book.reserve(path, 10n, 10)
  const waiting = [10n, 60n].map((nanos) => outcome(queue.wait(need(nanos))))
  if (underWay === undefined) throw new Error('the lease has room')
  book.settle(underWay, 0n, 10)
  queue.serveFreed()
  await answer(refused())
  expect(await Promise.all(waiting)).toEqual([10n, 'insufficient_quota'])
  expect(refusals).toEqual([10n])
})
