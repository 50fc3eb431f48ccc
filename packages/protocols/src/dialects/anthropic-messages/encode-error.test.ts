import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_STATUS, type ErrorCode, GatewayError } from '../../canonical/error.js'
import { encodeError, encodeStreamError } from './encode-error.js'

const encode = (code: ErrorCode, options: { retryAfterSeconds?: number; vendorCode?: string } = {}) =>
  encodeError(new GatewayError(code, { message: 'm', ...options }), { requestId: 'r-1', quotaStatus: 402 })

describe('encodeError', () => {
  it.each(ERROR_CODES)('%s has the vendor’s frame', (code) => {
    const { status, headers, body } = encode(code)
    expect(status).toBe(code === 'upstream_overloaded' ? 529 : ERROR_STATUS[code])
    expect([headers['x-request-id'], headers['request-id']]).toEqual(['r-1', 'r-1'])
    expect(body).toMatchObject({
      type: 'error',
      error: { type: expect.stringMatching(/^[a-z_]+$/), message: 'm' },
      request_id: 'r-1',
    })
  })

  // RELIABILITY 7, the column of Anthropic
  it.each([
    ['invalid_api_key', 401, 'authentication_error', 'false'],
    ['key_disabled', 403, 'permission_error', undefined],
    ['model_not_allowed', 403, 'permission_error', undefined],
    ['domain_not_allowed', 403, 'permission_error', undefined],
    ['model_not_found', 404, 'not_found_error', undefined],
    ['model_not_priced', 404, 'not_found_error', undefined],
    ['invalid_request', 400, 'invalid_request_error', undefined],
    ['request_too_large', 413, 'request_too_large', undefined],
    ['insufficient_quota', 402, 'billing_error', 'false'],
    ['rate_limit_exceeded', 429, 'rate_limit_error', undefined],
    ['upstream_error', 502, 'api_error', undefined],
    ['upstream_timeout', 504, 'api_error', undefined],
    ['upstream_overloaded', 529, 'overloaded_error', undefined],
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
    const { status, headers } = encodeError(error, { requestId: 'r', quotaStatus: 429 })
    expect([status, headers['x-should-retry'], headers['retry-after']]).toEqual([429, 'false', undefined])
  })

  it('tells when to come back, in whole seconds', () => {
    expect(encode('rate_limit_exceeded', { retryAfterSeconds: 2.1 }).headers['retry-after']).toBe('3')
    expect(encode('billing_unavailable').headers['retry-after']).toBe('1')
    expect(encode('internal_error').headers['retry-after']).toBeUndefined()
  })

  it('tells the code where the newest clients look for it', () => {
    expect(encode('model_not_priced').body).toMatchObject({ error: { details: { error_code: 'model_not_priced' } } })
    expect(encode('invalid_request', { vendorCode: 'context_length_exceeded' }).body).toMatchObject({
      error: { details: { error_code: 'context_length_exceeded' } },
    })
    expect(JSON.stringify(encode('invalid_request').body)).not.toContain('details')
  })
})

describe('encodeStreamError', () => {
  it('is one named event that tells the request, and no end of a message', () => {
    const error = new GatewayError('upstream_error', { message: 'a\nb' })
    expect(encodeStreamError(error, 'r-1')).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"a\\nb","details":{"error_code":"upstream_error"}},"request_id":"r-1"}\n\n',
    )
    expect(encodeStreamError(error)).not.toContain('request_id')
  })
})
