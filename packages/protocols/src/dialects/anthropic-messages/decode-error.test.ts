import { describe, expect, it } from 'vitest'
import { decodeError, decodeErrorBody, isErrorBody } from './decode-error.js'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const decode = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  decodeError(
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { secrets: ['sk-ant-upstream-secret', 'claude-7.campus'], nowMs: NOW },
  )
const wire = (type: string, message = 'x') => ({ type: 'error', error: { type, message }, request_id: 'req_1' })

describe('decodeError', () => {
  it.each([
    [400, 'invalid_request_error', 'request', 'invalid_request'],
    [413, 'request_too_large', 'request', 'invalid_request'],
    [401, 'authentication_error', 'key', 'upstream_error'],
    [402, 'billing_error', 'key', 'upstream_error'],
    [403, 'permission_error', 'key', 'upstream_error'],
    [404, 'not_found_error', 'failed', 'upstream_error'],
    [405, 'invalid_request_error', 'failed', 'upstream_error'],
    [408, 'timeout_error', 'timeout', 'upstream_timeout'],
    [429, 'rate_limit_error', 'rate-limit', 'rate_limit_exceeded'],
    [429, 'billing_error', 'key', 'upstream_error'],
    [500, 'api_error', 'failed', 'upstream_error'],
    [500, 'overloaded_error', 'overloaded', 'upstream_overloaded'],
    [503, 'api_error', 'overloaded', 'upstream_overloaded'],
    [504, 'timeout_error', 'timeout', 'upstream_timeout'],
    [529, 'overloaded_error', 'overloaded', 'upstream_overloaded'],
    [302, '', 'failed', 'upstream_error'],
  ])('%d %s means %s', (status, type, kind, code) => {
    const failure = decode(status, wire(type))
    expect([failure.kind, failure.error.code, failure.status]).toEqual([kind, code, status])
  })

  it('takes an empty account for a fault of our key, though it is told as a bad request', () => {
    const failure = decode(400, wire('invalid_request_error', 'Your credit balance is too low to access the API.'))
    expect([failure.kind, failure.error.message]).toEqual(['key', 'The upstream could not be used.'])
  })

  it('tells the caller what is wrong with the request, and nothing of our side', () => {
    const told = decode(400, wire('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'))
    expect([told.error.message, told.error.vendorCode]).toEqual([
      'prompt is too long: 210000 tokens > 200000 maximum',
      'context_length_exceeded',
    ])
    const secret = decode(
      400,
      wire('invalid_request_error', 'bad key sk-ant-upstream-secret at https://claude-7.campus/v1'),
    )
    expect(secret.error.message).not.toMatch(/sk-ant|claude-7/)
    expect(decode(401, wire('authentication_error', 'invalid x-api-key')).error.message).toBe(
      'The upstream could not be used.',
    )
  })

  it.each(['', '<html>502</html>', '[]', 'null', '"x"', '{"error":"text"}', '{"error":null}', '{"type":"error"}'])(
    'U18: reads %j without a fall',
    (body) => expect(decode(502, body).error.code).toBe('upstream_error'),
  )

  it('U14: hands on when to come back', () => {
    const failure = decode(429, wire('rate_limit_error'), { 'retry-after': '7' })
    expect([failure.retryAfterSeconds, failure.error.retryAfterSeconds]).toEqual([7, 7])
  })
})

describe('decodeErrorBody', () => {
  it.each([
    ['overloaded_error', 'upstream_overloaded'],
    ['rate_limit_error', 'rate_limit_exceeded'],
    ['timeout_error', 'upstream_timeout'],
    ['invalid_request_error', 'upstream_error'],
    ['authentication_error', 'upstream_error'],
    ['novel_error', 'upstream_error'],
  ])('%s within a stream is %s', (type, code) =>
    expect(decodeErrorBody(wire(type, 'secret words'))).toMatchObject({ code }),
  )

  it('never tells the upstream’s words', () =>
    expect(decodeErrorBody(wire('api_error', 'secret words')).message).not.toContain('secret'))
})

describe('isErrorBody', () => {
  it.each([[wire('x')], [{ type: 'error' }], [{ error: {} }]])('sees %j', (body) =>
    expect(isErrorBody(body)).toBe(true),
  )
  it.each([[{}], [{ type: 'message', error: null }], [[]], [null], ['error']])('passes %j', (body) =>
    expect(isErrorBody(body)).toBe(false),
  )
})
