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

/** The text that ends a stream: the official clients throw on `data.error`; `[DONE]` must not follow. */
export const encodeStreamError = (error: GatewayError): string =>
  formatSse({ data: JSON.stringify(toErrorBody(error)) })

/** All four keys exist: clients read them without asking. */
export function toErrorBody(error: GatewayError): Fields {
  const { type, code } = WORDS[error.code]
  return {
    error: { message: error.message, type, param: error.param ?? null, code: code ?? error.vendorCode ?? null },
  }
}

const retrySeconds = ({ retryAfterSeconds }: GatewayError): number =>
  Math.max(1, Math.ceil(retryAfterSeconds ?? DEFAULT_RETRY_SECONDS))
