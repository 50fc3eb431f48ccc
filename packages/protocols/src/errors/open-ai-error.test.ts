import { expect, it } from 'vitest'
import { ERROR_CODES, GatewayError } from '../canonical/error.js'
import { isOpenAiErrorBody, openAiFailures, openAiStatusOf, readOpenAiFailure, toOpenAiError } from './open-ai-error.js'

it('has all four keys for every failure, and a type that says something', () => {
  for (const code of ERROR_CODES) {
    const told = toOpenAiError(new GatewayError(code, { message: 'm' }))
    expect(Object.keys(told)).toEqual(['message', 'type', 'param', 'code'])
    expect(told.type).toMatch(/^[a-z_]+$/)
  }
})

it('tells the field, and the vendor’s word where we have none', () => {
  const error = new GatewayError('invalid_request', { message: 'm', param: 'n', vendorCode: 'odd' })
  expect(toOpenAiError(error)).toEqual({ message: 'm', type: 'invalid_request_error', param: 'n', code: 'odd' })
  expect(openAiStatusOf(new GatewayError('insufficient_quota', { message: 'm' }), 429)).toBe(429)
})

it.each([
  [{ error: { message: 'm', code: 'c', param: 'p' } }, { message: 'm', vendorCode: 'c', param: 'p' }],
  [[{ error: { message: 'm', code: 503 } }], { message: 'm', status: 503 }],
  [
    { object: 'error', message: 'm', code: 400 },
    { message: 'm', status: 400 },
  ],
  [{ error: 'm' }, { message: 'm' }],
  [{ detail: 'm' }, { message: 'm' }],
  [{ error: { code: 'a b', param: '<p>' } }, {}],
  [null, {}],
  ['<html>', {}],
])('reads %j', (body, failure) => expect(readOpenAiFailure(body)).toEqual(failure))

it('takes an account without money for a fault of the key', () => {
  expect(openAiFailures.kindOf(429, { vendorCode: 'insufficient_quota' })).toBe('key')
  expect(openAiFailures.kindOf(429, {})).toBe('rate-limit')
})

it('knows an error in a body of status 200', () => {
  for (const body of [{ error: {} }, [{ error: { code: 1 } }], { object: 'error' }, { error: 'x' }])
    expect(isOpenAiErrorBody(body)).toBe(true)
  for (const body of [{ error: null }, { error: '' }, { error: false }, { choices: [] }, [], null, 5])
    expect(isOpenAiErrorBody(body)).toBe(false)
})
