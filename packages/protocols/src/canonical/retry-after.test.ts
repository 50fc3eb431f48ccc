import { describe, expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after.js'

const NOW = Date.parse('2026-11-21T12:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    [{ 'retry-after': '30' }, 30],
    [{ 'retry-after': ' 2.2 ' }, 3],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, 60],
    [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 1],
    [{ 'retry-after': '9'.repeat(12) }, 3_600],
    [{ 'retry-after-ms': '20', 'retry-after': '30' }, 1],
    [{ 'retry-after-ms': 'x', 'retry-after': '30' }, 30],
  ])('reads %j as %d s', (headers, seconds) => expect(parseRetryAfter(headers, NOW)).toBe(seconds))

  it.each([
    {},
    { 'retry-after': '' },
    { 'retry-after': '-1' },
    { 'retry-after': '1e9' },
    { 'retry-after': ['1', '2'] },
    { 'retry-after': 'later' },
  ])('makes nothing of %j', (headers) => expect(parseRetryAfter(headers, NOW)).toBeUndefined())
})
