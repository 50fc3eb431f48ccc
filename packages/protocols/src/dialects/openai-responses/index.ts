import type { DialectCodec } from '../../codec.js'
import { decodeError } from './decode-error.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeError, encodeStreamError } from './encode-error.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

/** OpenAI Responses, without the state that the vendor keeps between calls. */
export const openaiResponses: DialectCodec = {
  id: 'openai-responses',
  // a stream is whole at its last event; a client may close there
  streamTerminator: '',
  decodeRequest,
  requestPath: () => '/responses',
  encodeRequest,
  decodeResponse,
  createStreamDecoder: () => createStreamDecoder(),
  encodeResponse,
  createStreamEncoder,
  encodeError,
  encodeStreamError,
  decodeError,
}
