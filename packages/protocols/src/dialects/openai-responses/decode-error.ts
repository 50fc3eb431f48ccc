import { type ErrorCode, GatewayError } from '../../canonical/error.js'
import { parseRetryAfter } from '../../canonical/retry-after.js'
import { scrubText } from '../../canonical/scrub-text.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { type Fields, isFields, textOf } from './wire.js'

/** What an upstream says of its failure, in any of the shapes that are in use. */
interface WireError {
  message?: string
  code?: string
  param?: string
  /** Some put an HTTP status where the vendor has a word. */
  status?: number
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
  const retryAfterSeconds = parseRetryAfter(reply.headers, nowMs)
  return {
    kind,
    status: reply.status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    error: toError(kind, wire, { secrets, retryAfterSeconds }),
  }
}

/** Codes inside an answer that was accepted, other than "we failed". */
const CODE_KINDS: Readonly<Record<string, UpstreamFailureKind>> = {
  rate_limit_exceeded: 'rate-limit',
  insufficient_quota: 'key',
  server_is_overloaded: 'overloaded',
  slow_down: 'overloaded',
  invalid_prompt: 'request',
  bio_policy: 'request',
}
/** What is wrong with a picture is found when it is read, after the answer has begun. */
const IMAGE_CODE = /image/

/** An error inside a stream, or in the body of an answer that was sent with status 200. */
export function decodeErrorBody(body: unknown): GatewayError {
  const wire = readError(body)
  return toError(kindOfCode(wire), wire, { secrets: [], retryAfterSeconds: undefined })
}

function kindOfCode(wire: WireError): UpstreamFailureKind {
  const { code = '', status } = wire
  const kind = CODE_KINDS[code] ?? (IMAGE_CODE.test(code) ? 'request' : undefined)
  if (kind !== undefined || status === undefined) return kind ?? 'failed'
  const told = kindOf(status, wire)
  // a call that got as far as this was accepted: the fault is not the caller's any more
  return told === 'request' ? 'failed' : told
}

/** Whether a 200 body, or an event of a stream, is an error: `{error}`, `[{error}]` or the flat form. */
export function isErrorBody(body: unknown): boolean {
  if (Array.isArray(body)) return isErrorBody(body[0])
  return isFields(body) && (isTold(body.error) || body.object === 'error' || body.type === 'error')
}

function toError(
  kind: UpstreamFailureKind,
  wire: WireError,
  { secrets, retryAfterSeconds }: { secrets: readonly string[]; retryAfterSeconds: number | undefined },
): GatewayError {
  // only a fault of the request itself is told in the upstream's words: the others speak of our side
  const told = kind === 'request' && wire.message !== undefined ? scrubText(wire.message, secrets) : undefined
  return new GatewayError(CODES[kind], {
    message: told ?? MESSAGES[kind],
    ...(kind === 'request' && wire.param !== undefined && { param: wire.param }),
    ...(kind === 'request' && wire.code !== undefined && { vendorCode: wire.code }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}

function kindOf(status: number, { code }: WireError): UpstreamFailureKind {
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
      return code === 'insufficient_quota' ? 'key' : 'rate-limit'
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

function readError(body: unknown): WireError {
  if (Array.isArray(body)) return readError(body[0])
  if (!isFields(body)) return {}
  const { error } = body
  if (typeof error === 'string') return { ...fieldsOf(body), message: error }
  return fieldsOf(isFields(error) ? error : body)
}

const CODE = /^[a-z0-9_.-]{1,64}$/i
const PARAM = /^[\w.[\]-]{1,200}$/

function fieldsOf({ message, detail, code, param, status }: Fields): WireError {
  const text = textOf(message) ?? textOf(detail)
  const number = [code, status].find((value) => Number.isInteger(value))
  return {
    ...(text !== undefined && { message: text }),
    ...(typeof code === 'string' && CODE.test(code) && { code }),
    ...(typeof param === 'string' && PARAM.test(param) && { param }),
    ...(typeof number === 'number' && { status: number }),
  }
}

/** Some servers send an empty `error` along with every success. */
const isTold = (error: unknown): boolean => error != null && error !== false && error !== ''
