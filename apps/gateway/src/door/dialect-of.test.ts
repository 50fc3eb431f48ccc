import { describe, expect, it } from 'vitest'
import { dialectOf, mayUseQueryKey, tailOf } from './dialect-of.js'

describe('dialectOf', () => {
  it.each([
    ['/v1/chat/completions', {}, 'openai-chat'],
    ['/openai/v1/responses', {}, 'openai-responses'],
    ['/v1/responses?x=1', {}, 'openai-responses'],
    ['/v1/messages?beta=true', {}, 'anthropic-messages'],
    ['/v1/messages/count_tokens', {}, 'anthropic-messages'],
    ['/anthropic/v1/models', {}, 'anthropic-messages'],
    ['/v1beta/models/gemini-3:generateContent', {}, 'gemini-generate'],
    ['/gemini/v1/models', {}, 'gemini-generate'],
    ['/v1/models/a%2Fb%3AgenerateContent', {}, 'gemini-generate'],
    ['/v1/models', {}, 'openai-chat'],
    ['/v1/models', { 'anthropic-version': '2023-06-01' }, 'anthropic-messages'],
    ['/v1/models', { 'x-goog-api-key': 'k' }, 'gemini-generate'],
    ['/v1/v1/messages', {}, 'anthropic-messages'],
    ['/v1/complete', { 'anthropic-version': '2023-06-01' }, 'anthropic-messages'],
    ['/v1/chat/completions', { 'anthropic-version': '2023-06-01' }, 'openai-chat'],
    ['/v1/embeddings', { 'x-goog-api-key': 'k' }, 'openai-chat'],
    ['/v1/files', { 'x-goog-api-key': 'k' }, 'gemini-generate'],
    ['/v1/messages-of-mine', {}, 'openai-chat'],
    ['/nowhere', {}, 'openai-chat'],
  ] as const)('%s with %o is answered in %s', (url, headers, expected) => {
    expect(dialectOf({ url, headers })).toBe(expected)
  })
})

it('reads a key in the address on Gemini paths alone', () => {
  expect(mayUseQueryKey('/v1beta/models?key=x')).toBe(true)
  expect(mayUseQueryKey('/v1/models/m:generateContent?key=x')).toBe(true)
  expect(mayUseQueryKey('/v1/models?key=x')).toBe(false)
  expect(mayUseQueryKey('/v1/chat/completions?key=x')).toBe(false)
})

it('keeps the tail of a path as it came', () => {
  expect(tailOf('/v1/models/a%2Fb:c?x=1', '/v1')).toBe('models/a%2Fb:c')
})
