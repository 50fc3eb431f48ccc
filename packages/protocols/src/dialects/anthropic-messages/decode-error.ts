import { type ErrorCode, GatewayError } from '../../canonical/error.js'
import { parseRetryAfter } from '../../canonical/retry-after.js'
import { scrubText } from '../../canonical/scrub-text.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { isFields, textOf } from './wire.js'

interface WireError {
  type?: string
  message?: string
}

/** Codes of the caller's own error for which each kind stands, where nothing else answers. */
const CODES: Record<UpstreamFailureKind, ErrorCode> = {
  request: 'invalid_request',
  key: 'upstream_error',
  'rate-limit': 'rate_limit_exceeded',
  overloaded: 'upstream_overloaded',
  timeout: 'upstream_timeout',
  failed: 'upstream_error',
}

const MESSAGES: Record<UpstreamFailureKind, string> = {
  request: 'The upstream refused the request.',
  key: 'The upstream could not be used.', // its key is ours: never tell callers that theirs is bad
  'rate-limit': 'The upstream is receiving too many requests.',
  overloaded: 'The upstream is overloaded.',
  timeout: 'The upstream did not answer in time.',
  failed: 'The upstream failed.',
}

/** The vendor's words; where one is told it counts more than the status, which streams do not have. */
const KINDS: Readonly<Record<string, UpstreamFailureKind>> = {
  invalid_request_error: 'request',
  request_too_large: 'request',
  authentication_error: 'key',
  permission_error: 'key',
  billing_error: 'key',
  not_found_error: 'failed', // the name of the model or the address is our own mistake
  rate_limit_error: 'rate-limit',
  overloaded_error: 'overloaded',
  timeout_error: 'timeout',
  api_error: 'failed',
}

/** An empty account is told as a bad request. */
const OUT_OF_MONEY = /credit balance is too low/i
const TOO_LONG = /prompt is too long/i

/** A reply that is no success → what it means for us and what the caller is told. */
export function decodeError(reply: UpstreamReply, { secrets, nowMs }: DecodeErrorOptions): UpstreamFailure {
  const wire = parseBody(reply.body)
  const kind = kindOf(reply.status, wire)
  const retryAfterSeconds = parseRetryAfter(reply.headers, nowMs)
  return {
    kind,
    status: reply.status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    error: toError(kind, wire, { secrets, retryAfterSeconds }),
  }
}

/** An error inside a stream or a body that was sent with status 200. */
export function decodeErrorBody(body: unknown): GatewayError {
  const wire = readError(body)
  const kind = (wire.type === undefined ? undefined : KINDS[wire.type]) ?? 'failed'
  // a call that got as far as this was accepted: the fault is not the caller's any more
  return toError(kind === 'request' ? 'failed' : kind, wire, { secrets: [], retryAfterSeconds: undefined })
}

/** Whether a 200 body, or an event of a stream, is an error. */
export const isErrorBody = (body: unknown): boolean =>
  isFields(body) && (body.type === 'error' || (body.type === undefined && isFields(body.error)))

function toError(
  kind: UpstreamFailureKind,
  wire: WireError,
  { secrets, retryAfterSeconds }: { secrets: readonly string[]; retryAfterSeconds: number | undefined },
): GatewayError {
  // only a fault of the request itself is told in the upstream's words: the others speak of our side
  const told = kind === 'request' && wire.message !== undefined ? scrubText(wire.message, secrets) : undefined
  const isTooLong = kind === 'request' && wire.message !== undefined && TOO_LONG.test(wire.message)
  return new GatewayError(CODES[kind], {
    message: told ?? MESSAGES[kind],
    ...(isTooLong && { vendorCode: 'context_length_exceeded' }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}

function kindOf(status: number, { type, message }: WireError): UpstreamFailureKind {
  if (message !== undefined && status < 500 && OUT_OF_MONEY.test(message)) return 'key'
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return 'request'
    case 401:
    case 402:
    case 403:
      return 'key'
    case 408:
    case 504:
    case 524:
      return 'timeout'
    case 429:
      return type === 'billing_error' ? 'key' : 'rate-limit'
    case 503:
    case 529:
      return 'overloaded'
    default:
      return type === 'overloaded_error' ? 'overloaded' : 'failed'
  }
}

function parseBody(text: string): WireError {
  try {
    return readError(JSON.parse(text))
  } catch {
    return {} // a page, or nothing: not to be shown
  }
}

/** `{type: 'error', error: {type, message}}`; some servers leave the frame out. */
function readError(body: unknown): WireError {
  if (!isFields(body)) return {}
  const error = isFields(body.error) ? body.error : body
  const type = textOf(error.type)
  const message = textOf(error.message) ?? textOf(body.error)
  return { ...(type !== undefined && type !== 'error' && { type }), ...(message !== undefined && { message }) }
}
