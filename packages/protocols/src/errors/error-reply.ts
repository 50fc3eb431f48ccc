import { ERROR_RETRY, type GatewayError } from '../canonical/error.js'
import type { EncodedError, JsonObject } from '../codec.js'

/** Asked again after this, where nobody knows better. */
const DEFAULT_RETRY_SECONDS = 1

export interface ErrorReply {
  status: number
  requestId: string
  body: JsonObject
  /** More than every dialect has. */
  headers?: Record<string, string>
}

/** An error as an HTTP answer, with what clients of all dialects read of asking again. */
export function toErrorReply(error: GatewayError, { status, requestId, body, headers }: ErrorReply): EncodedError {
  const retry = ERROR_RETRY[error.code]
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
      ...headers,
      ...(retry === 'never' && { 'x-should-retry': 'false' }),
      ...(retry === 'later' && { 'retry-after': retrySecondsOf(error).toString() }),
    },
    body,
  }
}

/** Whole seconds, at least one, until asking again makes sense. */
export const retrySecondsOf = ({ retryAfterSeconds }: GatewayError): number =>
  Math.max(1, Math.ceil(retryAfterSeconds ?? DEFAULT_RETRY_SECONDS))
