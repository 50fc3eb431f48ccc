import type { GatewayError } from '../../canonical/error.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamFailureKind, UpstreamReply } from '../../codec.js'
import { decodeFailure, toCallerError, toInnerError } from '../../errors/decode-failure.js'
import { isOpenAiErrorBody, openAiFailures } from '../../errors/open-ai-error.js'
import { isFields } from './wire.js'

/** A reply that is no success → what it means for us and what the caller is told. */
export const decodeError = (reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure =>
  decodeFailure(reply, options, openAiFailures)

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
  const wire = openAiFailures.read(body)
  const { vendorCode: code = '', status } = wire
  const kind = CODE_KINDS[code] ?? (IMAGE_CODE.test(code) ? 'request' : undefined)
  if (kind !== undefined) return toCallerError(kind, wire, [])
  return toInnerError(status === undefined ? 'failed' : openAiFailures.kindOf(status, wire), wire)
}

/** Whether a 200 body, or an event of a stream, is an error: also `{type: 'error'}`. */
export const isErrorBody = (body: unknown): boolean =>
  isOpenAiErrorBody(body) || (isFields(body) && body.type === 'error') || (Array.isArray(body) && isErrorBody(body[0]))
