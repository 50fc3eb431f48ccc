import type { DialectCodec } from '../../codec.js'
import { decodeError } from './decode-error.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder, DONE } from './decode-stream.js'
import { encodeError, encodeStreamError } from './encode-error.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

/** OpenAI Chat Completions, and the servers that imitate it (PROTOCOLS 5). */
export const openaiChat: DialectCodec = {
  id: 'openai-chat',
  streamTerminator: `data: ${DONE}\n\n`,
  decodeRequest,
  requestPath: () => '/chat/completions',
  encodeRequest,
  decodeResponse,
  createStreamDecoder: () => createStreamDecoder(),
  encodeResponse,
  createStreamEncoder,
  encodeError,
  encodeStreamError,
  decodeError,
}
