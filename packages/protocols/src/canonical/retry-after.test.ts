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

describe('limits that are used up', () => {
  const nowMs = Date.UTC(2026, 0, 1)
  it.each([
    ['OpenAI, requests', { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m30s' }, 90],
    ['OpenAI, milliseconds', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '350ms' }, 1],
    ['OpenAI, hours', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '0h6m0.5s' }, 361],
    [
      'Anthropic',
      { 'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:12Z' },
      12,
    ],
    ['an instant in milliseconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${nowMs + 7_000}` }, 7],
    [
      'the longer of two',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '2s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '9s',
      },
      9,
    ],
    [
      'only what is used up',
      {
        'x-ratelimit-remaining-requests': '5',
        'x-ratelimit-reset-requests': '40s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '3s',
      },
      3,
    ],
    ['nonsense', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': 'soon' }, undefined],
    ['retry-after first', { 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '50' }, 2],
  ])('%s', (_, headers, seconds) => expect(parseRetryAfter(headers, nowMs)).toBe(seconds))
})
