import { ERROR_RETRY, ERROR_STATUS, type ErrorCode, type GatewayError } from '../../canonical/error.js'
import type { EncodedError, EncodeErrorOptions } from '../../codec.js'
import { formatSse } from '../../sse/format-sse.js'
import type { Fields } from './wire.js'

/** `type` and `code` of each failure (RELIABILITY 7); `code` is null where the vendor gives none. */
const WORDS: Record<ErrorCode, { type: string; code: string | null }> = {
  invalid_request: { type: 'invalid_request_error', code: null },
  conflicting_keys: { type: 'invalid_request_error', code: 'conflicting_keys' },
  request_too_large: { type: 'invalid_request_error', code: 'request_too_large' },
  request_timeout: { type: 'invalid_request_error', code: 'request_timeout' },
  invalid_api_key: { type: 'invalid_request_error', code: 'invalid_api_key' },
  key_disabled: { type: 'permission_error', code: 'key_disabled' },
  address_not_allowed: { type: 'permission_error', code: 'address_not_allowed' },
  navigation_not_allowed: { type: 'permission_error', code: 'navigation_not_allowed' },
  domain_not_allowed: { type: 'permission_error', code: 'domain_not_allowed' },
  model_not_allowed: { type: 'permission_error', code: 'model_not_allowed' },
  model_not_found: { type: 'invalid_request_error', code: 'model_not_found' },
  model_not_priced: { type: 'invalid_request_error', code: 'model_not_priced' },
  route_not_found: { type: 'invalid_request_error', code: 'route_not_found' },
  method_not_allowed: { type: 'invalid_request_error', code: 'method_not_allowed' },
  insufficient_quota: { type: 'insufficient_quota', code: 'insufficient_quota' },
  rate_limit_exceeded: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  upstream_error: { type: 'api_error', code: 'upstream_error' },
  upstream_timeout: { type: 'api_error', code: 'upstream_timeout' },
  upstream_overloaded: { type: 'api_error', code: 'upstream_overloaded' },
  no_channel: { type: 'api_error', code: 'no_channel' },
  billing_unavailable: { type: 'api_error', code: 'billing_unavailable' },
  internal_error: { type: 'api_error', code: 'internal_error' },
}

/** Asked again after this, where nobody knows better. */
const DEFAULT_RETRY_SECONDS = 1

export function encodeError(error: GatewayError, { requestId, quotaStatus }: EncodeErrorOptions): EncodedError {
  const retry = ERROR_RETRY[error.code]
  return {
    status: error.code === 'insufficient_quota' ? quotaStatus : ERROR_STATUS[error.code],
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
      ...(retry === 'never' && { 'x-should-retry': 'false' }),
      ...(retry === 'later' && { 'retry-after': retrySeconds(error).toString() }),
    },
    body: toErrorBody(error),
  }
}

/** The text that ends a stream whose numbers are not known any more. */
export const encodeStreamError = (error: GatewayError): string =>
  formatSse({
    event: 'error',
    data: JSON.stringify({ type: 'error', sequence_number: 0, ...toErrorEventFields(error) }),
  })

/**
 * Of a stream that failed: the vendor's own fields, which its types know, and `error`, on which its client throws;
 * without that a broken answer would be taken for a short one.
 */
export function toErrorEventFields(error: GatewayError): Fields {
  const told = wordsOf(error)
  const { message, code, param } = told
  return { code, message, param, error: told }
}

/** In a response the vendor has few words for what went wrong; one of them is this. */
export const toResponseError = ({ code, message }: GatewayError): Fields => ({
  code: code === 'rate_limit_exceeded' ? code : 'server_error',
  message,
})

/** All four keys exist: clients read them without asking. */
export const toErrorBody = (error: GatewayError): Fields => ({ error: wordsOf(error) })

function wordsOf({ code: ours, message, param, vendorCode }: GatewayError): Fields {
  const { type, code } = WORDS[ours]
  return { message, type, param: param ?? null, code: code ?? vendorCode ?? null }
}

const retrySeconds = ({ retryAfterSeconds }: GatewayError): number =>
  Math.max(1, Math.ceil(retryAfterSeconds ?? DEFAULT_RETRY_SECONDS))
