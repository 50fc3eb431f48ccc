import { expect, it } from 'vitest'
import { createRelayQueue, type Queued } from './relay-queue.js'

const queued = (n: number, changes: Partial<Queued> & { segment?: number } = {}): Queued => ({
  place: { requestId: `r${n}`, segment: changes.segment ?? 1, offset: n * 100, length: 100 },
  eventText: undefined,
  queuedAtMs: n,
  ...changes,
})
const idsOf = (run: readonly Queued[]) => run.map(({ place }) => place.requestId)

it('gives them in their order, those that failed first', () => {
  const queue = createRelayQueue()
  const all = Array.from({ length: 5_000 }, (_, n) => queued(n))
  for (const one of all) queue.add(one)
  const taken: string[] = []
  for (let first = queue.first(); first !== undefined; first = queue.first()) {
    queue.takeFirst()
    taken.push(first.place.requestId)
    if (taken.length === 3) queue.putBack(first)
  }
  expect(taken.slice(0, 5)).toEqual(['r0', 'r1', 'r2', 'r2', 'r3'])
  expect([taken.length, queue.count()]).toEqual([5_001, 0])
})

it('names those at the front that one read can bring', () => {
  const queue = createRelayQueue()
  for (const one of [queued(0), queued(1), queued(2, { eventText: '{}' }), queued(3)]) queue.add(one)
  expect(idsOf(queue.firstUnread())).toEqual(['r0', 'r1'])
  const far = createRelayQueue()
  for (const one of [queued(1), queued(0), queued(20_000), queued(2, { segment: 2 })]) far.add(one)
  expect(idsOf(far.firstUnread())).toEqual(['r1'])
})

it('lets go of a segment that is gone, and of one event', () => {
  const queue = createRelayQueue()
  const [first, second, third] = [queued(1), queued(2, { segment: 2 }), queued(3, { segment: 2, eventText: '{}' })]
  for (const one of [first, second, third]) queue.add(one)
  queue.dropSegment(2)
  expect(queue.count()).toBe(2)
  queue.drop(first)
  expect(queue.first()).toBe(third)
})
