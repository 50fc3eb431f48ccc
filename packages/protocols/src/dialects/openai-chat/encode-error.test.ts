import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_STATUS, type ErrorCode, GatewayError } from '../../canonical/error.js'
import { encodeError, encodeStreamError } from './encode-error.js'

const encode = (code: ErrorCode, options: { retryAfterSeconds?: number; param?: string; vendorCode?: string } = {}) =>
  encodeError(new GatewayError(code, { message: 'm', ...options }), { requestId: 'r-1', quotaStatus: 402 })

describe('encodeError', () => {
  it.each(ERROR_CODES)('%s has all four keys, none empty', (code) => {
    const { status, headers, body } = encode(code)
    expect(status).toBe(ERROR_STATUS[code])
    expect(headers['x-request-id']).toBe('r-1')
    expect(body).toEqual({
      error: {
        message: 'm',
        type: expect.stringMatching(/^[a-z_]+$/),
        param: null,
        code: code === 'invalid_request' ? null : code,
      },
    })
  })

  // RELIABILITY 7, the column of OpenAI
  it.each([
    ['invalid_api_key', 401, 'invalid_request_error', 'false'],
    ['key_disabled', 403, 'permission_error', undefined],
    ['model_not_allowed', 403, 'permission_error', undefined],
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

  it('a used-up quota is 429 where the deployment says so, and still not worth asking again', () => {
    const error = new GatewayError('insufficient_quota', { message: 'm' })
    const encoded = encodeError(error, { requestId: 'r', quotaStatus: 429 })
    expect([encoded.status, encoded.headers['x-should-retry'], encoded.headers['retry-after']]).toEqual([
      429,
      'false',
      undefined,
    ])
  })

  it('tells when to come back, in whole seconds', () => {
    expect(encode('rate_limit_exceeded', { retryAfterSeconds: 2.1 }).headers['retry-after']).toBe('3')
    expect(encode('billing_unavailable').headers['retry-after']).toBe('1')
    expect(encode('internal_error').headers['retry-after']).toBeUndefined()
  })

  it('names the field, and the vendor’s own code where we have none', () => {
    expect(encode('invalid_request', { param: 'messages', vendorCode: 'context_length_exceeded' }).body).toEqual({
      error: { message: 'm', type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' },
    })
  })
})

describe('encodeStreamError', () => {
  it('is one event and no terminator', () => {
    const text = encodeStreamError(new GatewayError('upstream_error', { message: 'a\nb' }))
    expect(text).toBe('data: {"error":{"message":"a\\nb","type":"api_error","param":null,"code":"upstream_error"}}\n\n')
  })
})
