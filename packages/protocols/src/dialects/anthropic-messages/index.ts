import type { DialectCodec } from '../../codec.js'
import { decodeError } from './decode-error.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeError, encodeStreamError } from './encode-error.js'
import { encodeRequest, mostOutputTokens } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

export * from './count-tokens.js'

/** Anthropic Messages, versions 2023-06-01 and 2026-10-21: which of them is sent is the header's matter. */
export const anthropicMessages: DialectCodec = {
  id: 'anthropic-messages',
  streamTerminator: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  decodeRequest,
  requestPath: () => '/messages',
  encodeRequest,
  mostOutputTokens,
  decodeResponse,
  createStreamDecoder: () => createStreamDecoder(),
  encodeResponse,
  createStreamEncoder,
  encodeError,
  encodeStreamError,
  decodeError,
}
