import { describe, expect, it } from 'vitest'
import { decodeError, isErrorBody } from './decode-error.js'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const decode = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  decodeError(
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { secrets: ['sk-upstream-secret', 'vllm-7.campus'], nowMs: NOW },
  )

describe('decodeError', () => {
  it.each([
    [400, 'request', 'invalid_request'],
    [413, 'request', 'invalid_request'],
    [422, 'request', 'invalid_request'],
    [401, 'key', 'upstream_error'],
    [402, 'key', 'upstream_error'],
    [403, 'key', 'upstream_error'],
    [404, 'failed', 'upstream_error'],
    [405, 'failed', 'upstream_error'],
    [302, 'failed', 'upstream_error'],
    [429, 'rate-limit', 'rate_limit_exceeded'],
    [408, 'timeout', 'upstream_timeout'],
    [504, 'timeout', 'upstream_timeout'],
    [503, 'overloaded', 'upstream_overloaded'],
    [529, 'overloaded', 'upstream_overloaded'],
    [500, 'failed', 'upstream_error'],
    [502, 'failed', 'upstream_error'],
  ])('%d means %s', (status, kind, code) => {
    const failure = decode(status, { error: { message: 'x' } })
    expect([failure.kind, failure.error.code, failure.status]).toEqual([kind, code, status])
  })

  it.each([
    [
      'the vendor',
      {
        error: {
          message: 'Too long',
          type: 'invalid_request_error',
          param: 'messages',
          code: 'context_length_exceeded',
        },
      },
    ],
    ['flat', { object: 'error', message: 'Too long', param: 'messages', code: 'context_length_exceeded' }],
    ['a list', [{ error: { message: 'Too long', param: 'messages', code: 'context_length_exceeded' } }]],
  ])('reads the shape of %s', (_, body) => {
    const { error } = decode(400, body)
    expect([error.message, error.param, error.vendorCode]).toEqual(['Too long', 'messages', 'context_length_exceeded'])
  })

  it.each([
    [{ error: 'Only text' }, 'Only text'],
    [{ detail: 'Detail' }, 'Detail'],
    ['<html><body>secret.internal portal</body></html>', 'The upstream refused the request.'],
    ['', 'The upstream refused the request.'],
    ['null', 'The upstream refused the request.'],
    [{ error: { message: 7 } }, 'The upstream refused the request.'],
  ])('tells of %j: %s', (body, message) => expect(decode(400, body).error.message).toBe(message))

  it('an account without money is a refused key, though it says 429', () => {
    expect(decode(429, { error: { code: 'insufficient_quota', message: 'x' } }).kind).toBe('key')
  })

  it('U19: never shows keys, hosts, addresses or paths, also where the caller is at fault', () => {
    const message =
      'Bad request to http://10.1.2.3:8000/v1 with sk-upstream-secret on vllm-7.campus, Bearer abc.def, see /usr/lib/python/x.py and api.vendor.com'
    const { error } = decode(400, { error: { message } })
    expect(error.message).not.toMatch(/10\.1|8000|upstream-secret|vllm-7|abc\.def|usr|vendor\.com/)
    expect(error.message).toContain('Bad request to')
  })

  it('tells nothing of our own side', () => {
    const { error } = decode(401, { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } })
    expect(error.message).not.toMatch(/key/i)
    expect(error.vendorCode).toBeUndefined()
  })

  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '0' }, 1],
    [{ 'retry-after-ms': '1500' }, 2],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, 30],
    [{ 'retry-after': '999999' }, 3_600],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('U14: waits after %j for %s seconds', (headers, seconds) => {
    const failure = decode(429, '{}', headers as Record<string, string>)
    expect(failure.retryAfterSeconds).toBe(seconds)
    expect(failure.error.retryAfterSeconds).toBe(seconds)
  })
})

describe('isErrorBody', () => {
  it.each([[{ error: { message: 'x' } }], [{ error: 'x' }], [[{ error: {} }]], [{ object: 'error' }]])(
    'sees %j',
    (body) => expect(isErrorBody(body)).toBe(true),
  )

  it.each([[{}], [{ error: null }], [{ error: '' }], [{ error: false }], [[]], [null], ['error']])(
    'passes %j',
    (body) => expect(isErrorBody(body)).toBe(false),
  )
})
