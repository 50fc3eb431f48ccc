import type { GatewayError } from '../../canonical/error.js'
import type { DecodeErrorOptions, UpstreamFailure, UpstreamReply } from '../../codec.js'
import { decodeFailure, toInnerError } from '../../errors/decode-failure.js'
import { isOpenAiErrorBody, openAiFailures } from '../../errors/open-ai-error.js'

/** A reply that is no success → what it means for us and what the caller is told. */
export const decodeError = (reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure =>
  decodeFailure(reply, options, openAiFailures)

/** An error inside a stream or a body that was sent with status 200. */
export function decodeErrorBody(body: unknown): GatewayError {
  const wire = openAiFailures.read(body)
  return toInnerError(wire.status === undefined ? 'failed' : openAiFailures.kindOf(wire.status, wire), wire)
}

/** Whether a 200 body, or a chunk of a stream, is an error: `{error}`, `[{error}]` or the flat form. */
export const isErrorBody = isOpenAiErrorBody
