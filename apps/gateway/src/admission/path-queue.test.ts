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
