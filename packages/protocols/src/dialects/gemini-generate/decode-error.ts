import type { GatewayError } from '../../canonical/error.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { decodeFailure, type ToldFailure, toInnerError } from '../../errors/decode-failure.js'
import { kindOfStatus } from '../../errors/failure-kind.js'
import { type Fields, isFields, textOf } from './wire.js'

/** What an upstream says of its failure. */
interface WireError extends ToldFailure {
  /** The HTTP status, told again. */
  code?: number
  /** The vendor's word for it, such as `RESOURCE_EXHAUSTED`. */
  status?: string
  /** Of its details. */
  reason?: string
}

/** A reply that is no success → what it means for us and what the caller is told. */
export const decodeError = (reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure =>
  decodeFailure(reply, options, { read: readError, kindOf })

/** An error inside a stream or a body that was sent with status 200. */
export function decodeErrorBody(body: unknown): GatewayError {
  const wire = readError(body)
  return toInnerError(wire.code === undefined ? 'failed' : kindOf(wire.code, wire), wire)
}

/** Whether a 200 body, or a chunk of a stream, is an error: `{error}` or `[{error}]`. */
export function isErrorBody(body: unknown): boolean {
  if (Array.isArray(body)) return isFields(body[0]) && isErrorBody(body[0])
  return isFields(body) && body.error != null && body.error !== false && body.error !== ''
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
  // a country or an account that the vendor does not serve: the key's fault, another may do
  return status === 400 && word === 'FAILED_PRECONDITION' ? 'key' : kindOfStatus(status)
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
    ...(field !== undefined && { param: field }),
    ...(text !== undefined && TOO_LONG.test(text) && { vendorCode: 'context_length_exceeded' }),
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
