import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_RETRY, ERROR_STATUS, GatewayError, isGatewayError, toGatewayError } from './error.js'

describe('the error table', () => {
  it('has a client or server status for every code, and no code twice', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
    for (const code of ERROR_CODES) {
      expect(ERROR_STATUS[code]).toBeGreaterThanOrEqual(400)
      expect(ERROR_STATUS[code]).toBeLessThan(600)
    }
  })

  it('tells clients not to come back where that is pointless (PROTOCOLS 12), and when where it is not', () => {
    const codes = (retry: string) => ERROR_CODES.filter((code) => ERROR_RETRY[code] === retry)
    expect(codes('never')).toEqual(['invalid_api_key', 'insufficient_quota'])
    expect(codes('later')).toEqual(['rate_limit_exceeded', 'billing_unavailable'])
  })
})

describe('GatewayError', () => {
  it('is known by its marker, also across two copies of this package', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('tollgate.gateway-error')]: true })
    expect(isGatewayError(foreign)).toBe(true)
    expect(isGatewayError(new GatewayError('no_channel', { message: 'm' }))).toBe(true)
  })

  it.each([new Error('x'), { code: 'no_channel' }, null, undefined, 'no_channel', 5])('is not %s', (value) =>
    expect(isGatewayError(value)).toBe(false),
  )
})

describe('toGatewayError', () => {
  it('keeps ours, and tells nothing of others', () => {
    const own = new GatewayError('no_channel', { message: 'm' })
    expect(toGatewayError(own)).toBe(own)
    const cause = new Error('ECONNREFUSED 10.0.0.7:5432 password=hunter2')
    const made = toGatewayError(cause)
    expect([made.code, made.cause]).toEqual(['internal_error', cause])
    expect(made.message).not.toMatch(/10\.0|hunter2|ECONN/)
    expect(toGatewayError(undefined).code).toBe('internal_error')
  })
})
