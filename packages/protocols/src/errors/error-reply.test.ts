import { expect, it } from 'vitest'
import { GatewayError } from '../canonical/error.js'
import { toErrorReply } from './error-reply.js'

const replyTo = (code: GatewayError['code'], retryAfterSeconds?: number) =>
  toErrorReply(
    new GatewayError(code, { message: 'm', ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }),
    { status: 418, requestId: 'r', body: { a: 1 }, headers: { 'request-id': 'r' } },
  )

it('is JSON with the request’s id and what the dialect adds', () => {
  expect(replyTo('invalid_request')).toEqual({
    status: 418,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r', 'request-id': 'r' },
    body: { a: 1 },
  })
})

it.each([
  ['invalid_api_key', undefined, { 'x-should-retry': 'false' }],
  ['insufficient_quota', 5, { 'x-should-retry': 'false' }],
  ['rate_limit_exceeded', 2.1, { 'retry-after': '3' }],
  ['billing_unavailable', undefined, { 'retry-after': '1' }],
] as const)('%s after %s s: %j', (code, seconds, headers) => {
  const { 'content-type': _, 'x-request-id': __, 'request-id': ___, ...told } = replyTo(code, seconds).headers
  expect(told).toEqual(headers)
})
