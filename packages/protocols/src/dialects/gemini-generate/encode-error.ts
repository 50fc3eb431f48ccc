import { ERROR_RETRY, ERROR_STATUS, type ErrorCode, type GatewayError } from '../../canonical/error.js'
import type { EncodedError, EncodeErrorOptions } from '../../codec.js'
import { retrySecondsOf, toErrorReply } from '../../errors/error-reply.js'
import { formatSse } from '../../sse/format-sse.js'
import type { SseMessage } from '../../sse/sse-message.js'
import type { Fields } from './wire.js'

/** The vendor's word for each failure, and its status where this dialect has one of its own (RELIABILITY 7). */
const WORDS: Record<ErrorCode, { word: string; status?: number }> = {
  invalid_request: { word: 'INVALID_ARGUMENT' },
  conflicting_keys: { word: 'INVALID_ARGUMENT' },
  request_too_large: { word: 'INVALID_ARGUMENT' },
  request_timeout: { word: 'DEADLINE_EXCEEDED' },
  invalid_api_key: { word: 'INVALID_ARGUMENT', status: 400 },
  key_disabled: { word: 'PERMISSION_DENIED' },
  address_not_allowed: { word: 'PERMISSION_DENIED' },
  navigation_not_allowed: { word: 'PERMISSION_DENIED' },
  domain_not_allowed: { word: 'PERMISSION_DENIED' },
  model_not_allowed: { word: 'PERMISSION_DENIED' },
  model_not_found: { word: 'NOT_FOUND' },
  model_not_priced: { word: 'NOT_FOUND' },
  route_not_found: { word: 'NOT_FOUND' },
  method_not_allowed: { word: 'UNIMPLEMENTED' },
  insufficient_quota: { word: 'FAILED_PRECONDITION' },
  rate_limit_exceeded: { word: 'RESOURCE_EXHAUSTED' },
  upstream_error: { word: 'UNAVAILABLE' },
  upstream_timeout: { word: 'DEADLINE_EXCEEDED' },
  upstream_overloaded: { word: 'UNAVAILABLE' },
  no_channel: { word: 'UNAVAILABLE' },
  billing_unavailable: { word: 'UNAVAILABLE' },
  internal_error: { word: 'INTERNAL' },
}

/** The vendor tells a missing key apart from a wrong one; so does `vendorCode` of an `invalid_api_key`. */
export const MISSING_KEY = 'missing_api_key'
const PERMISSION_DENIED = { word: 'PERMISSION_DENIED', status: 403 }

const TYPE = 'type.googleapis.com/google.rpc.'

export function encodeError(error: GatewayError, { requestId, quotaStatus }: EncodeErrorOptions): EncodedError {
  const status = statusOf(error, quotaStatus)
  return toErrorReply(error, { status, requestId, body: toErrorBody(error, status) })
}

/** What ends a stream: the official client throws on `error`; nothing may follow it. In both forms of a stream. */
export const toErrorMessage = (error: GatewayError): SseMessage => ({
  data: JSON.stringify(toErrorBody(error, statusOf(error, 402))),
})

export const encodeStreamError = (error: GatewayError): string => formatSse(toErrorMessage(error))

function toErrorBody(error: GatewayError, status: number): Fields {
  return {
    error: { code: status, message: error.message, status: wordsOf(error).word, details: detailsOf(error) },
  }
}

function detailsOf(error: GatewayError): Fields[] {
  const { code, param, message } = error
  return [
    { '@type': `${TYPE}ErrorInfo`, reason: reasonOf(error), domain: 'tollgate' },
    ...(param === undefined
      ? []
      : [{ '@type': `${TYPE}BadRequest`, fieldViolations: [{ field: param, description: message }] }]),
    ...(ERROR_RETRY[code] === 'later'
      ? [{ '@type': `${TYPE}RetryInfo`, retryDelay: `${retrySecondsOf(error)}s` }]
      : []),
  ]
}

/** Our code in the vendor's case, save the one that its clients know. */
const reasonOf = ({ code, vendorCode }: GatewayError): string =>
  code === 'invalid_api_key' && vendorCode !== MISSING_KEY ? 'API_KEY_INVALID' : (vendorCode ?? code).toUpperCase()

const wordsOf = ({ code, vendorCode }: GatewayError): { word: string; status?: number } =>
  code === 'invalid_api_key' && vendorCode === MISSING_KEY ? PERMISSION_DENIED : WORDS[code]

const statusOf = (error: GatewayError, quotaStatus: number): number =>
  error.code === 'insufficient_quota' ? quotaStatus : (wordsOf(error).status ?? ERROR_STATUS[error.code])
