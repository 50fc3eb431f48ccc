import { GatewayError } from '@tollgate/protocols/canonical'
import { expect, it } from 'vitest'
import { Refusals } from './refusals.js'
import { createSpendWindow } from './spend-window.js'

const path = { keyId: 'k', payerId: 'p' }
const error = new GatewayError('insufficient_quota', { message: 'x' })

it('M29: remembers a refusal for a second, for needs as large, until money moves', () => {
  const refusals = new Refusals()
  refusals.remember(path, 10n, error, 0)
  expect(refusals.find(path, 10n, 999)).toBe(error)
  expect(refusals.find(path, 9n, 999)).toBeUndefined()
  expect(refusals.find({ ...path, keyId: 'other' }, 10n, 0)).toBeUndefined()
  expect(refusals.find(path, 10n, 1_000)).toBeUndefined()
  refusals.remember(path, 10n, error, 0)
  refusals.forgetPayer('p')
  expect(refusals.find(path, 10n, 1)).toBeUndefined()
})

it('money that comes free is told to every path that may have lacked it', () => {
  const refusals = new Refusals()
  const remember = (courseId: string) => refusals.remember({ ...path, courseId }, 10n, error, 0)
  remember('c')
  refusals.forgetSharing({ keyId: 'x', payerId: 'y', courseId: 'other' })
  expect(refusals.find(path, 10n, 1)).toBe(error)
  refusals.forgetSharing({ keyId: 'x', payerId: 'y', courseId: 'c' })
  expect(refusals.find(path, 10n, 1)).toBeUndefined()
})

it('sums what was spent in the last seconds', () => {
  const window = createSpendWindow(60)
  window.add(5n, 0)
  window.add(6n, 59_000)
  expect(window.sumNanos(59_999)).toBe(11n)
  expect(window.sumNanos(60_000)).toBe(6n)
  expect(window.sumNanos(200_000)).toBe(0n)
})
