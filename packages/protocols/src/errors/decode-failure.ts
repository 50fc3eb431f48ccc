import { type ErrorCode, GatewayError } from '../canonical/error.js'
import { parseRetryAfter } from '../canonical/retry-after.js'
import { scrubText } from '../canonical/scrub-text.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../codec.js'

/** What an upstream says of its failure, whatever the shape. */
export interface ToldFailure {
  message?: string
  /** The wrong field, as the upstream's dialect names it. */
  param?: string
  /** The vendor's word for it, which callers know. */
  vendorCode?: string
  /** Told in the body. */
  retryAfterSeconds?: number
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

/** How a dialect tells failures. */
export interface FailureReader<Wire extends ToldFailure> {
  /** A parsed body → what it says; an empty object where it says nothing. */
  read(body: unknown): Wire
  kindOf(status: number, wire: Wire): UpstreamFailureKind
}

/** A reply that is no success → what it means for us and what the caller is told. */
export function decodeFailure<Wire extends ToldFailure>(
  reply: UpstreamReply,
  { secrets, nowMs }: DecodeErrorOptions,
  reader: FailureReader<Wire>,
): UpstreamFailure {
  const wire = reader.read(parse(reply.body))
  const kind = reader.kindOf(reply.status, wire)
  const retryAfterSeconds = parseRetryAfter(reply.headers, nowMs) ?? wire.retryAfterSeconds
  const waits = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  return { kind, status: reply.status, ...waits, error: toCallerError(kind, { ...wire, ...waits }, secrets) }
}

/** What is told of a failure inside an answer that was accepted: the fault is not the caller's any more. */
export const toInnerError = (kind: UpstreamFailureKind, told: ToldFailure): GatewayError =>
  toCallerError(kind === 'request' ? 'failed' : kind, told, [])

/** Only a fault of the request itself is told in the upstream's words: the others speak of our side. */
export function toCallerError(
  kind: UpstreamFailureKind,
  { message, param, vendorCode, retryAfterSeconds }: ToldFailure,
  secrets: readonly string[],
): GatewayError {
  const isCallers = kind === 'request'
  const words = isCallers && message !== undefined ? scrubText(message, secrets) : undefined
  return new GatewayError(CODES[kind], {
    message: words ?? MESSAGES[kind],
    ...(isCallers && param !== undefined && { param }),
    ...(isCallers && vendorCode !== undefined && { vendorCode }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}

/** @returns `undefined` for a page, or nothing: not to be shown */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
