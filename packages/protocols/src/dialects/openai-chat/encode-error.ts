import type { GatewayError } from '../../canonical/error.js'
import type { EncodedError, EncodeErrorOptions } from '../../codec.js'
import { toErrorReply } from '../../errors/error-reply.js'
import { openAiStatusOf, toOpenAiErrorBody } from '../../errors/open-ai-error.js'
import { formatSse } from '../../sse/format-sse.js'

export const encodeError = (error: GatewayError, { requestId, quotaStatus }: EncodeErrorOptions): EncodedError =>
  toErrorReply(error, { status: openAiStatusOf(error, quotaStatus), requestId, body: toOpenAiErrorBody(error) })

/** The text that ends a stream: the official clients throw on `data.error`; `[DONE]` must not follow. */
export const encodeStreamError = (error: GatewayError): string =>
  formatSse({ data: JSON.stringify(toOpenAiErrorBody(error)) })
