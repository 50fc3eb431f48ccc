import type { GatewayError } from '../../canonical/error.js'
import type { EncodedError, EncodeErrorOptions } from '../../codec.js'
import { toErrorReply } from '../../errors/error-reply.js'
import { openAiStatusOf, toOpenAiError, toOpenAiErrorBody } from '../../errors/open-ai-error.js'
import { formatSse } from '../../sse/format-sse.js'
import type { Fields } from './wire.js'

export const encodeError = (error: GatewayError, { requestId, quotaStatus }: EncodeErrorOptions): EncodedError =>
  toErrorReply(error, { status: openAiStatusOf(error, quotaStatus), requestId, body: toOpenAiErrorBody(error) })

/** The text that ends a stream whose numbers are not known any more. */
export const encodeStreamError = (error: GatewayError): string =>
  formatSse({
    event: 'error',
    data: JSON.stringify({ type: 'error', sequence_number: 0, ...toErrorEventFields(error) }),
  })

/**
 * Of a stream that failed: the vendor's own fields, which its types know, and `error`, on which its client throws;
 * without that a broken answer would be taken for a short one.
 */
export function toErrorEventFields(error: GatewayError): Fields {
  const told = toOpenAiError(error)
  const { message, code, param } = told
  return { code, message, param, error: told }
}

/** In a response the vendor has few words for what went wrong; one of them is this. */
export const toResponseError = ({ code, message }: GatewayError): Fields => ({
  code: code === 'rate_limit_exceeded' ? code : 'server_error',
  message,
})
