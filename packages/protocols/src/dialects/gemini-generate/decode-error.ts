import { type ErrorCode, GatewayError } from '../../canonical/error.js'
import { parseRetryAfter } from '../../canonical/retry-after.js'
import { scrubText } from '../../canonical/scrub-text.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { type Fields, isFields, textOf } from './wire.js'

/** What an upstream says of its failure. */
interface WireError {
  message?: string
  /** The HTTP status, told again. */
  code?: number
  /** The vendor's word for it, such as `RESOURCE_EXHAUSTED`. */
  status?: string
  /** Of its details. */
  reason?: string
  field?: string
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

/** A reply that is no success → what it means for us and what the caller is told. */
export function decodeError(reply: UpstreamReply, { secrets, nowMs }: DecodeErrorOptions): UpstreamFailure {
  const wire = parseBody(reply.body)
  const kind = kindOf(reply.status, wire)
  const retryAfterSeconds = parseRetryAfter(reply.headers, nowMs) ?? wire.retryAfterSeconds
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
  const kind = wire.code === undefined ? 'failed' : kindOf(wire.code, wire)
  // a call that got as far as this was accepted: the fault is not the caller's any more
  return toError(kind === 'request' ? 'failed' : kind, wire, {
    secrets: [],
    retryAfterSeconds: wire.retryAfterSeconds,
  })
}

/** Whether a 200 body, or a chunk of a stream, is an error: `{error}` or `[{error}]`. */
export function isErrorBody(body: unknown): boolean {
  if (Array.isArray(body)) return isFields(body[0]) && isErrorBody(body[0])
  return isFields(body) && body.error != null && body.error !== false && body.error !== ''
}

interface ToErrorOptions {
  secrets: readonly string[]
  retryAfterSeconds: number | undefined
}

function toError(kind: UpstreamFailureKind, wire: WireError, options: ToErrorOptions): GatewayError {
  const { secrets, retryAfterSeconds } = options
  // only a fault of the request itself is told in the upstream's words: the others speak of our side
  const told = kind === 'request' && wire.message !== undefined ? scrubText(wire.message, secrets) : undefined
  const isTooLong = kind === 'request' && TOO_LONG.test(wire.message ?? '')
  return new GatewayError(CODES[kind], {
    message: told ?? MESSAGES[kind],
    ...(kind === 'request' && wire.field !== undefined && { param: wire.field }),
    ...(isTooLong && { vendorCode: 'context_length_exceeded' }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}

/** The vendor has no code for it; agents of other dialects shorten their prompts when they see theirs. */
const TOO_LONG = /input token count .{0,80}exceeds the maximum/i

const KEY_REASONS: readonly string[] = [
  'API_KEY_INVALID',
  'API_KEY_SERVICE_BLOCKED',
  'INSUFFICIENT_QUOTA',
  'BILLING_DISABLED',
]

function kindOf(status: number, { reason, status: word }: WireError): UpstreamFailureKind {
  if (reason !== undefined && KEY_REASONS.includes(reason)) return 'key'
  switch (status) {
    case 400:
      // a country or an account that the vendor does not serve: the key's fault, another may do
      return word === 'FAILED_PRECONDITION' ? 'key' : 'request'
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
      return 'rate-limit'
    case 503:
    case 529:
      return 'overloaded'
    default:
      return 'failed' // also 404: the name of the model or the address is our own mistake
  }
}

function parseBody(text: string): WireError {
  try {
    return readError(JSON.parse(text))
  } catch {
    return {} // a page, or nothing: not to be shown
  }
}

/** Errors of the list form stand in a list. */
function readError(body: unknown): WireError {
  if (Array.isArray(body)) return isFields(body[0]) ? readError(body[0]) : {}
  if (!isFields(body)) return {}
  const { error } = body
  if (typeof error === 'string') return { message: error }
  return isFields(error) ? fieldsOf(error) : {}
}

const WORD = /^[A-Z_]{1,64}$/
const FIELD = /^[\w.[\]-]{1,200}$/
const MAX_DETAILS = 20
const DURATION = /^(\d{1,9}(?:\.\d{1,9})?)s$/
/** Longer waits are no hint but a mistake, or a way to switch a key off. */
const MAX_RETRY_SECONDS = 3_600

function fieldsOf({ message, code, status, details }: Fields): WireError {
  const all = (Array.isArray(details) ? details : []).slice(0, MAX_DETAILS).filter(isFields)
  const text = textOf(message)
  const word = wordOf(status)
  const reason = all.map((detail) => wordOf(detail.reason)).find((found) => found !== undefined)
  const field = all.map(violatedField).find((found) => found !== undefined)
  const retryAfterSeconds = all.map(({ retryDelay }) => toSeconds(retryDelay)).find((found) => found !== undefined)
  return {
    ...(text !== undefined && { message: text }),
    ...(typeof code === 'number' && Number.isInteger(code) && { code }),
    ...(word !== undefined && { status: word }),
    ...(reason !== undefined && { reason }),
    ...(field !== undefined && { field }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && WORD.test(value) ? value : undefined

function violatedField({ fieldViolations }: Fields): string | undefined {
  const [first]: unknown[] = Array.isArray(fieldViolations) ? fieldViolations : []
  const field = isFields(first) ? first.field : undefined
  return typeof field === 'string' && FIELD.test(field) ? field : undefined
}

/** `"7s"`, `"1.2s"` → whole seconds. */
function toSeconds(delay: unknown): number | undefined {
  const told = typeof delay === 'string' ? DURATION.exec(delay)?.[1] : undefined
  return told === undefined ? undefined : Math.min(MAX_RETRY_SECONDS, Math.max(1, Math.ceil(Number(told))))
}
