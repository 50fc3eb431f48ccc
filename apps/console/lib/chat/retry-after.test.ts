import { expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after'

const NOW = Date.parse('2026-11-21T10:00:00Z')

it.each([
  ['30', 30_000],
  ['0.5', 500],
  ['Sat, 21 Nov 2026 10:00:05 GMT', 5_000],
  ['999999', 3_600_000],
])('%s waits %d ms', (header, ms) => expect(parseRetryAfter(header, NOW)).toBe(NOW + ms))

it.each([null, '', '0', '-3', 'soon', 'Sat, 21 Nov 2026 09:00:00 GMT'])('%s is no time to wait for', (header) =>
  expect(parseRetryAfter(header, NOW)).toBeUndefined(),
)
