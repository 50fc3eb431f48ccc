import type { AcquireLeaseReply } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { refusalError } from './lease-errors.js'

const refused = (fields: object) =>
  ({
    type: 'refused',
    ...{ v: 1, databaseTimeMs: 0, ledgerEpoch: 1, code: 'insufficient_quota' },
    ...fields,
  }) as Extract<AcquireLeaseReply, { type: 'refused' }>
const messageOf = (fields: object, timeZone = 'Asia/Shanghai'): string =>
  refusalError(refused(fields), 3_000_000_000n, { currency: 'CNY', timeZone }).message

it('names the row that refused, its figures, and when it begins anew in the time of the campus', () => {
  const figures = { balanceNanos: 2_500_000_000n, heldNanos: 500_000_000n }
  expect(messageOf({ refusedBy: 'balance', ...figures })).toBe(
    'Insufficient quota: the balance does not suffice (available 2.5 CNY, of which reserved 0.5 CNY, this call may cost up to 3 CNY).',
  )
  const windowEndsAtMs = Date.parse('2026-11-21T16:00:00Z')
  expect(messageOf({ refusedBy: 'key_cap', windowEndsAtMs })).toMatch(
    /^Insufficient quota: the spending limit of this API key .* It begins anew at 2026-11-22 00:00 \(Asia\/Shanghai\)[.]$/,
  )
  expect(messageOf({ refusedBy: 'course_limit', windowEndsAtMs }, '<C>-08')).toMatch(
    /limit of the course.*2026-11-21 16:00 \(UTC\)[.]$/,
  )
})

it('a key or owner that is not active is no matter of money', () => {
  for (const code of ['key_inactive', 'user_inactive']) {
    expect(refusalError(refused({ code }), 1n, { currency: '', timeZone: 'UTC' }).code).toBe('key_disabled')
  }
})
