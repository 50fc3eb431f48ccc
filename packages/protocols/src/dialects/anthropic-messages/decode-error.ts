import type { GatewayError } from '../../canonical/error.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { decodeFailure, type ToldFailure, toInnerError } from '../../errors/decode-failure.js'
import { kindOfStatus } from '../../errors/failure-kind.js'
import { isFields, textOf } from './wire.js'

interface WireError extends ToldFailure {
  type?: string
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
export const decodeError = (reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure =>
  decodeFailure(reply, options, { read: readError, kindOf })

/** An error inside a stream or a body that was sent with status 200. */
export function decodeErrorBody(body: unknown): GatewayError {
  const wire = readError(body)
  return toInnerError((wire.type === undefined ? undefined : KINDS[wire.type]) ?? 'failed', wire)
}

/** Whether a 200 body, or an event of a stream, is an error. */
export const isErrorBody = (body: unknown): boolean =>
  isFields(body) && (body.type === 'error' || (body.type === undefined && isFields(body.error)))

function kindOf(status: number, { type, message }: WireError): UpstreamFailureKind {
  if (message !== undefined && status < 500 && OUT_OF_MONEY.test(message)) return 'key'
  const kind = kindOfStatus(status)
  if (kind === 'rate-limit' && type === 'billing_error') return 'key'
  return kind === 'failed' && type === 'overloaded_error' ? 'overloaded' : kind
}

/** `{type: 'error', error: {type, message}}`; some servers leave the frame out. */
function readError(body: unknown): WireError {
  if (!isFields(body)) return {}
  const error = isFields(body.error) ? body.error : body
  const type = textOf(error.type)
  const message = textOf(error.message) ?? textOf(body.error)
  return {
    ...(type !== undefined && type !== 'error' && { type }),
    ...(message !== undefined && { message }),
    ...(message !== undefined && TOO_LONG.test(message) && { vendorCode: 'context_length_exceeded' }),
  }
}
