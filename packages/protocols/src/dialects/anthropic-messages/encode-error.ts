import { ERROR_STATUS, type ErrorCode, type GatewayError } from '../../canonical/error.js'
import type { EncodedError, EncodeErrorOptions } from '../../codec.js'
import { toErrorReply } from '../../errors/error-reply.js'
import { formatSse } from '../../sse/format-sse.js'
import type { Fields } from './wire.js'

/** `error.type` of each failure (RELIABILITY 7). */
const TYPES: Record<ErrorCode, string> = {
  invalid_request: 'invalid_request_error',
  conflicting_keys: 'invalid_request_error',
  request_too_large: 'request_too_large',
  request_timeout: 'invalid_request_error',
  invalid_api_key: 'authentication_error',
  key_disabled: 'permission_error',
  address_not_allowed: 'permission_error',
  navigation_not_allowed: 'permission_error',
  domain_not_allowed: 'permission_error',
  model_not_allowed: 'permission_error',
  model_not_found: 'not_found_error',
  model_not_priced: 'not_found_error',
  route_not_found: 'not_found_error',
  method_not_allowed: 'invalid_request_error',
  insufficient_quota: 'billing_error',
  rate_limit_exceeded: 'rate_limit_error',
  upstream_error: 'api_error',
  upstream_timeout: 'api_error',
  upstream_overloaded: 'overloaded_error',
  no_channel: 'api_error',
  billing_unavailable: 'api_error',
  internal_error: 'api_error',
}

/** The vendor's own status of an overload; its clients wait and ask again. */
const OVERLOADED_STATUS = 529

export const encodeError = (error: GatewayError, { requestId, quotaStatus }: EncodeErrorOptions): EncodedError =>
  toErrorReply(error, {
    status: statusOf(error.code, quotaStatus),
    requestId,
    body: toErrorBody(error, requestId),
    headers: { 'request-id': requestId },
  })

/** The text that ends a stream: the official clients throw on the event's name; `message_stop` must not follow. */
export const encodeStreamError = (error: GatewayError, requestId?: string): string =>
  formatSse({ event: 'error', data: JSON.stringify(toErrorBody(error, requestId)) })

/** @param requestId absent: nobody knows it here */
export function toErrorBody(error: GatewayError, requestId?: string): Fields {
  const code = error.code === 'invalid_request' ? error.vendorCode : error.code
  return {
    type: 'error',
    error: {
      type: TYPES[error.code],
      message: error.message,
      // the newest clients show this one
      ...(code !== undefined && { details: { error_code: code } }),
    },
    ...(requestId !== undefined && { request_id: requestId }),
  }
}

function statusOf(code: ErrorCode, quotaStatus: number): number {
  if (code === 'insufficient_quota') return quotaStatus
  return code === 'upstream_overloaded' ? OVERLOADED_STATUS : ERROR_STATUS[code]
}
