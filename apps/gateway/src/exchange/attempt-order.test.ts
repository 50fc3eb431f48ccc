import { expect, it } from 'vitest'
import { createAttemptOrder } from './attempt-order.js'
import type { AttemptPlan } from './plan.js'

const attempt = (channelId: string, name: string): AttemptPlan =>
  ({ candidate: { target: { channelId }, upstreamModel: name } }) as unknown as AttemptPlan
const [a1, a2, a3, b1] = [attempt('a', '1'), attempt('a', '2'), attempt('a', '3'), attempt('b', '1')]

it('keeps the order of routing while keys are refused', () => {
  const order = createAttemptOrder([a1, a2, a3, b1])
  expect([order.next(), order.next(), order.next(), order.next(), order.next()]).toEqual([a1, a2, a3, b1, undefined])
})

it('U01: goes to another channel after a fault, and comes back when there is none', () => {
  const order = createAttemptOrder([a1, a2, a3, b1])
  order.next()
  order.onFault(a1)
  expect(order.next()).toBe(b1)
  order.onFault(b1)
  expect([order.next(), order.next(), order.next()]).toEqual([a2, a3, undefined])
})

it('asks no other key of a model that the request cannot be carried to', () => {
  const order = createAttemptOrder([attempt('a', '1'), attempt('a', '1'), a2, b1])
  const first = order.next()
  if (first === undefined) throw new Error('no attempt')
  order.onNotCarried(first)
  expect([order.next(), order.next(), order.next()]).toEqual([a2, b1, undefined])
})
