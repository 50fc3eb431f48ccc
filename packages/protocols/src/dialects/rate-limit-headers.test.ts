import { expect, it } from 'vitest'
import { DIALECT_IDS } from '../vendors/index.js'
import { rateLimitHeaders } from './rate-limit-headers.js'

const told = {
  requests: { limit: 60, remaining: 59, resetMs: 61_000 },
  tokens: { limit: 10_000, remaining: 0, resetMs: 350 },
}

it('tells OpenAI clients durations', () => {
  expect(rateLimitHeaders(told, 'openai-chat', 0)).toEqual({
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-reset-requests': '1m1s',
    'x-ratelimit-limit-tokens': '10000',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': '350ms',
  })
})

it('tells Anthropic clients times', () => {
  expect(rateLimitHeaders({ requests: told.requests }, 'anthropic-messages', Date.UTC(2026, 0, 1))).toEqual({
    'anthropic-ratelimit-requests-limit': '60',
    'anthropic-ratelimit-requests-remaining': '59',
    'anthropic-ratelimit-requests-reset': '2026-01-01T00:01:01Z',
  })
})

it('tells nothing where there is no limit', () => {
  for (const dialect of DIALECT_IDS) expect(rateLimitHeaders({}, dialect, 0)).toEqual({})
})
