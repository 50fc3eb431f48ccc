import type { DialectCodec } from '../../codec.js'
import { decodeError } from './decode-error.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeError, encodeStreamError } from './encode-error.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { encodeModelPath } from './model-path.js'
import { decodeResponse, encodeResponse } from './response.js'

export { decodeCountTokens, encodeCountTokens, readTotalTokens } from './count-tokens.js'
export { MISSING_KEY, toErrorMessage } from './encode-error.js'
export { encodeModelPath, type ModelPath, parseModelName, parseModelPath } from './model-path.js'
export { createJsonArrayWriter } from './write-json-array.js'

/** Google's Gemini API, `generateContent` and its streamed twin. */
export const geminiGenerate: DialectCodec = {
  id: 'gemini-generate',
  streamTerminator: '',
  decodeRequest,
  requestPath: ({ model, isStreamed }) =>
    isStreamed
      ? `${encodeModelPath(model, 'streamGenerateContent')}?alt=sse`
      : encodeModelPath(model, 'generateContent'),
  encodeRequest,
  decodeResponse,
  createStreamDecoder: () => createStreamDecoder(),
  encodeResponse,
  createStreamEncoder,
  encodeError,
  encodeStreamError: (error) => encodeStreamError(error),
  decodeError,
}
