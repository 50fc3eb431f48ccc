import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_STATUS, type ErrorCode, GatewayError } from '../../canonical/error.js'
import { decodeError, decodeErrorBody, isErrorBody } from './decode-error.js'
import { encodeError, encodeStreamError } from './encode-error.js'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const decode = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  decodeError(
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { secrets: ['sk-upstream-secret', 'vllm-7.campus'], nowMs: NOW },
  )
const encode = (code: ErrorCode, options: { retryAfterSeconds?: number; param?: string; vendorCode?: string } = {}) =>
  encodeError(new GatewayError(code, { message: 'm', ...options }), { requestId: 'r-1', quotaStatus: 402 })

describe('decodeError', () => {
  it.each([
    [400, 'request', 'invalid_request'],
    [413, 'request', 'invalid_request'],
    [422, 'request', 'invalid_request'],
    [401, 'key', 'upstream_error'],
    [402, 'key', 'upstream_error'],
    [403, 'key', 'upstream_error'],
    [404, 'failed', 'upstream_error'],
    [302, 'failed', 'upstream_error'],
    [429, 'rate-limit', 'rate_limit_exceeded'],
    [408, 'timeout', 'upstream_timeout'],
    [504, 'timeout', 'upstream_timeout'],
    [503, 'overloaded', 'upstream_overloaded'],
    [529, 'overloaded', 'upstream_overloaded'],
    [500, 'failed', 'upstream_error'],
  ])('%d means %s', (status, kind, code) => {
    const failure = decode(status, { error: { message: 'x' } })
    expect([failure.kind, failure.error.code, failure.status]).toEqual([kind, code, status])
  })

  it('tells a fault of the request in the vendor’s words', () => {
    const told = { message: 'Too long', type: 'invalid_request_error', param: 'input', code: 'context_length_exceeded' }
    const { error } = decode(400, { error: told })
    expect([error.message, error.param, error.vendorCode]).toEqual(['Too long', 'input', 'context_length_exceeded'])
  })

  it('an account without money is a refused key, though it says 429', () => {
    expect(decode(429, { error: { code: 'insufficient_quota', message: 'x' } }).kind).toBe('key')
  })

  it('U19: never shows keys, hosts, addresses or pages', () => {
    const message = 'Bad request to http://10.1.2.3:8000/v1 with sk-upstream-secret on vllm-7.campus'
    expect(decode(400, { error: { message } }).error.message).not.toMatch(/10\.1|8000|upstream-secret|vllm-7/)
    expect(decode(401, { error: { message: 'Incorrect API key provided' } }).error.message).not.toMatch(/key/i)
    expect(decode(400, '<html>portal</html>').error.message).toBe('The upstream refused the request.')
  })

  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after-ms': '1500' }, 2],
    [{ 'retry-after': 'soon' }, undefined],
  ])('U14: waits after %j for %s seconds', (headers, seconds) => {
    expect(decode(429, '{}', headers as Record<string, string>).retryAfterSeconds).toBe(seconds)
  })
})

describe('errors inside an answer', () => {
  it.each([
    [{ type: 'error', code: 'rate_limit_exceeded', message: 'x', param: null }, 'rate_limit_exceeded'],
    [{ type: 'error', error: { code: 'rate_limit_exceeded', message: 'x' } }, 'rate_limit_exceeded'],
    [{ error: { code: 'server_error', message: 'x' } }, 'upstream_error'],
    [{ error: { code: 'server_is_overloaded', message: 'x' } }, 'upstream_overloaded'],
    [{ error: { code: 'insufficient_quota', message: 'x' } }, 'upstream_error'],
    [{ error: { code: 'invalid_prompt', message: 'Against the rules' } }, 'invalid_request'],
    [{ error: { code: 'invalid_image_format', message: 'No picture' } }, 'invalid_request'],
    [{ error: { code: 503, message: 'x' } }, 'upstream_overloaded'],
    [{ error: { code: 400, message: 'x' } }, 'upstream_error'],
    [{ error: 'x' }, 'upstream_error'],
    [undefined, 'upstream_error'],
  ])('%j is %s', (body, code) => expect(decodeErrorBody(body).code).toBe(code))

  it.each([[{ error: { message: 'x' } }], [[{ error: {} }]], [{ object: 'error' }], [{ type: 'error' }]])(
    'sees %j',
    (body) => expect(isErrorBody(body)).toBe(true),
  )
  it.each([[{}], [{ error: null }], [{ error: '' }], [[]], [null]])('passes %j', (body) =>
    expect(isErrorBody(body)).toBe(false),
  )
})

describe('encodeError', () => {
  it.each(ERROR_CODES)('%s has all four keys, none empty', (code) => {
    const { status, headers, body } = encode(code)
    expect(status).toBe(ERROR_STATUS[code])
    expect(headers['x-request-id']).toBe('r-1')
    const told = { message: 'm', type: expect.stringMatching(/^[a-z_]+$/), param: null }
    expect(body).toEqual({ error: { ...told, code: code === 'invalid_request' ? null : code } })
  })

  // RELIABILITY 7, the column of OpenAI
  it.each([
    ['invalid_api_key', 401, 'invalid_request_error', 'false'],
    ['key_disabled', 403, 'permission_error', undefined],
    ['model_not_allowed', 403, 'permission_error', undefined],
    ['domain_not_allowed', 403, 'permission_error', undefined],
    ['model_not_found', 404, 'invalid_request_error', undefined],
    ['model_not_priced', 404, 'invalid_request_error', undefined],
    ['invalid_request', 400, 'invalid_request_error', undefined],
    ['request_too_large', 413, 'invalid_request_error', undefined],
    ['insufficient_quota', 402, 'insufficient_quota', 'false'],
    ['rate_limit_exceeded', 429, 'rate_limit_error', undefined],
    ['upstream_error', 502, 'api_error', undefined],
    ['upstream_timeout', 504, 'api_error', undefined],
    ['upstream_overloaded', 502, 'api_error', undefined],
    ['no_channel', 503, 'api_error', undefined],
    ['billing_unavailable', 503, 'api_error', undefined],
  ] as const)('%s is %d %s', (code, status, type, shouldRetry) => {
    const encoded = encode(code)
    expect(encoded.status).toBe(status)
    expect(encoded.body).toMatchObject({ error: { type } })
    expect(encoded.headers['x-should-retry']).toBe(shouldRetry)
  })

  it('tells when to come back, in whole seconds, and what the vendor called it', () => {
    expect(encode('rate_limit_exceeded', { retryAfterSeconds: 2.1 }).headers['retry-after']).toBe('3')
    expect(encode('billing_unavailable').headers['retry-after']).toBe('1')
    expect(encode('invalid_request', { param: 'input', vendorCode: 'context_length_exceeded' }).body).toMatchObject({
      error: { param: 'input', code: 'context_length_exceeded' },
    })
  })

  it('a stream ends with an event that has the vendor’s fields, and the one on which its client throws', () => {
    const told = encodeStreamError(new GatewayError('upstream_error', { message: 'a\nb' }))
    const [event, data, ...rest] = told.split('\n')
    expect([event, ...rest]).toEqual(['event: error', '', ''])
    const fields = { message: 'a\nb', param: null, code: 'upstream_error' }
    expect(JSON.parse(data?.slice('data: '.length) ?? '')).toEqual({
      type: 'error',
      sequence_number: 0,
      ...fields,
      error: { ...fields, type: 'api_error' },
    })
  })
})
