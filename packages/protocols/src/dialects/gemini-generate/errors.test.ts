import { describe, expect, it } from 'vitest'
import { ERROR_CODES, type ErrorCode, GatewayError } from '../../canonical/error.js'
import { decodeError, decodeErrorBody, isErrorBody } from './decode-error.js'
import { encodeError, encodeStreamError, MISSING_KEY } from './encode-error.js'

const encode = (code: ErrorCode, more: object = {}, quotaStatus: 402 | 429 = 402) =>
  encodeError(new GatewayError(code, { message: 'Words.', ...more }), { requestId: 'r1', quotaStatus })

describe('encodeError', () => {
  // RELIABILITY 7, the column of this dialect
  it.each<[ErrorCode, number, string]>([
    ['invalid_api_key', 400, 'INVALID_ARGUMENT'],
    ['key_disabled', 403, 'PERMISSION_DENIED'],
    ['model_not_allowed', 403, 'PERMISSION_DENIED'],
    ['domain_not_allowed', 403, 'PERMISSION_DENIED'],
    ['model_not_found', 404, 'NOT_FOUND'],
    ['model_not_priced', 404, 'NOT_FOUND'],
    ['invalid_request', 400, 'INVALID_ARGUMENT'],
    ['request_too_large', 413, 'INVALID_ARGUMENT'],
    ['insufficient_quota', 402, 'FAILED_PRECONDITION'],
    ['rate_limit_exceeded', 429, 'RESOURCE_EXHAUSTED'],
    ['upstream_error', 502, 'UNAVAILABLE'],
    ['upstream_overloaded', 502, 'UNAVAILABLE'],
    ['upstream_timeout', 504, 'DEADLINE_EXCEEDED'],
    ['no_channel', 503, 'UNAVAILABLE'],
    ['billing_unavailable', 503, 'UNAVAILABLE'],
    ['internal_error', 500, 'INTERNAL'],
  ])('%s is %d %s', (code, status, word) => {
    const encoded = encode(code)
    expect(encoded.status).toBe(status)
    expect(encoded.body).toMatchObject({ error: { code: status, message: 'Words.', status: word } })
    expect(encoded.headers).toMatchObject({ 'x-request-id': 'r1', 'content-type': 'application/json; charset=utf-8' })
  })

  it('a status and a word for every code', () => {
    for (const code of ERROR_CODES) expect(encode(code).body).toMatchObject({ error: { status: expect.any(String) } })
  })

  it('a wrong key is told as the vendor tells it, a missing one apart', () => {
    const wrong = encode('invalid_api_key')
    expect(wrong.headers['x-should-retry']).toBe('false')
    expect(JSON.stringify(wrong.body)).toContain('"reason":"API_KEY_INVALID"')
    const missing = encode('invalid_api_key', { vendorCode: MISSING_KEY })
    expect(missing.status).toBe(403)
    expect(missing.body).toMatchObject({ error: { code: 403, status: 'PERMISSION_DENIED' } })
  })

  it('a used-up quota has its reason, no hint to come back, and the status of the deployment', () => {
    const { body, headers, status } = encode('insufficient_quota', {}, 429)
    expect([status, headers['x-should-retry'], headers['retry-after']]).toEqual([429, 'false', undefined])
    expect(body).toMatchObject({ error: { code: 429, details: [{ reason: 'INSUFFICIENT_QUOTA' }] } })
    expect(JSON.stringify(body)).not.toContain('RetryInfo')
  })

  it.each<ErrorCode>(['rate_limit_exceeded', 'billing_unavailable'])('%s says when to come back, twice', (code) => {
    const { body, headers } = encode(code, { retryAfterSeconds: 6.2 })
    expect(headers['retry-after']).toBe('7')
    expect(JSON.stringify(body)).toContain('"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"')
  })

  it('names the field that is wrong', () => {
    const { body } = encode('invalid_request', { param: 'contents[0]' })
    expect(JSON.stringify(body)).toContain('"fieldViolations":[{"field":"contents[0]","description":"Words."}]')
  })

  it('ends a stream in bare data', () => {
    const text = encodeStreamError(new GatewayError('upstream_error', { message: 'Broken.' }))
    expect(text).toMatch(/^data: \{"error":\{"code":502,"message":"Broken\.","status":"UNAVAILABLE".*\n\n$/)
  })
})

const decode = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  decodeError(
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { secrets: ['AIzaSecret'], nowMs: 0 },
  )
const error = (fields: object, ...details: object[]) => ({ error: { message: 'x', ...fields, details } })

describe('decodeError', () => {
  it.each([
    [400, error({ status: 'INVALID_ARGUMENT' }), 'request', 'invalid_request'],
    [400, error({ status: 'INVALID_ARGUMENT' }, { reason: 'API_KEY_INVALID' }), 'key', 'upstream_error'],
    [400, [error({}, { reason: 'API_KEY_INVALID' })], 'key', 'upstream_error'],
    [400, error({ status: 'FAILED_PRECONDITION' }), 'key', 'upstream_error'],
    [401, error({}), 'key', 'upstream_error'],
    [402, error({ status: 'FAILED_PRECONDITION' }), 'key', 'upstream_error'],
    [403, error({ status: 'PERMISSION_DENIED' }), 'key', 'upstream_error'],
    [404, error({ status: 'NOT_FOUND' }), 'failed', 'upstream_error'],
    [413, '', 'request', 'invalid_request'],
    [429, error({ status: 'RESOURCE_EXHAUSTED' }), 'rate-limit', 'rate_limit_exceeded'],
    [429, error({}, { reason: 'INSUFFICIENT_QUOTA' }), 'key', 'upstream_error'],
    [499, error({ status: 'CANCELLED' }), 'failed', 'upstream_error'],
    [500, error({ status: 'INTERNAL' }), 'failed', 'upstream_error'],
    [503, error({ status: 'UNAVAILABLE' }), 'overloaded', 'upstream_overloaded'],
    [504, error({ status: 'DEADLINE_EXCEEDED' }), 'timeout', 'upstream_timeout'],
    [502, '<html>bad gateway</html>', 'failed', 'upstream_error'],
  ])('%d %j is %s', (status, body, kind, code) => {
    const failure = decode(status, body)
    expect([failure.kind, failure.error.code]).toEqual([kind, code])
  })

  it.each([
    ['7s', 7],
    ['1.2s', 2],
    ['0s', 1],
    ['99999999s', 3600],
    ['-1s', undefined],
    ['soon', undefined],
    [7, undefined],
  ])('reads a delay of %j', (retryDelay, seconds) => {
    const failure = decode(429, error({}, { '@type': 'x/google.rpc.RetryInfo', retryDelay }))
    expect([failure.retryAfterSeconds, failure.error.retryAfterSeconds]).toEqual([seconds, seconds])
  })

  it('U19: tells the words of a refusal without secrets, the wrong field, and what is too long', () => {
    const message =
      'The input token count (9) exceeds the maximum number of tokens allowed (8). key AIzaSecret at https://x.internal/a'
    const { error: told } = decode(400, [error({ message }, { fieldViolations: [{ field: 'contents' }] })])
    expect(told.message).toContain('exceeds the maximum')
    expect(told.message).not.toMatch(/AIzaSecret|internal/)
    expect([told.param, told.vendorCode]).toEqual(['contents', 'context_length_exceeded'])
    expect(decode(403, error({ message })).error.message).toBe('The upstream could not be used.')
  })
})

describe('an error in an answer', () => {
  it.each([
    [{ error: { code: 503, message: 'x' } }, 'upstream_overloaded'],
    [[{ error: { code: 429, message: 'x' } }], 'rate_limit_exceeded'],
    [{ error: { code: 400, message: 'x' } }, 'upstream_error'],
    [{ error: 'x' }, 'upstream_error'],
  ])('%j', (body, code) => {
    expect(isErrorBody(body)).toBe(true)
    expect(decodeErrorBody(body).code).toBe(code)
  })

  it.each([{}, { error: null }, { error: '' }, [], [[{ error: {} }]], null, 7])('%j is none', (body) =>
    expect(isErrorBody(body)).toBe(false),
  )
})
