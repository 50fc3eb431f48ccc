import { describe, expect, it } from 'vitest'
import { decodeFailure, type ToldFailure, toInnerError } from './decode-failure.js'
import { kindOfStatus } from './failure-kind.js'

const OPTIONS = { secrets: ['sk-secret'], nowMs: 0 }
const told: ToldFailure = { message: 'Bad sk-secret', param: 'n', vendorCode: 'odd', retryAfterSeconds: 9 }
const decode = (status: number, body = '{}', headers: Record<string, string> = {}) =>
  decodeFailure({ status, headers, body }, OPTIONS, {
    read: (value) => (value === undefined ? {} : told),
    kindOf: kindOfStatus,
  })

describe('decodeFailure', () => {
  it('tells a fault of the request in the upstream’s words, without its secrets', () => {
    const { kind, error } = decode(400)
    expect([kind, error.code, error.param, error.vendorCode]).toEqual(['request', 'invalid_request', 'n', 'odd'])
    expect(error.message).toContain('Bad')
    expect(error.message).not.toContain('sk-secret')
  })

  it.each([401, 429, 500, 503, 504])('tells nothing of the upstream’s words of a %d', (status) => {
    const { error } = decode(status)
    expect([error.param, error.vendorCode]).toEqual([undefined, undefined])
    expect(error.message).toMatch(/^The upstream /)
    expect(error.message).not.toContain('Bad')
  })

  it('believes the header before the body about waiting', () => {
    expect(decode(429).retryAfterSeconds).toBe(9)
    expect(decode(429, '{}', { 'retry-after': '3' })).toMatchObject({
      retryAfterSeconds: 3,
      error: { retryAfterSeconds: 3 },
    })
  })

  it('shows nothing of a page', () => {
    expect(decode(400, '<html>').error.message).toBe('The upstream refused the request.')
  })
})

it('what fails inside of an answer is never the caller’s fault', () => {
  const error = toInnerError('request', told)
  expect([error.code, error.param]).toEqual(['upstream_error', undefined])
  expect(toInnerError('overloaded', told).code).toBe('upstream_overloaded')
})
