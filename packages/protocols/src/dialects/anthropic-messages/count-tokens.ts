import { isTokenCount } from '../../canonical/usage.js'
import type { JsonObject } from '../../codec.js'
import { decodeCountTokensRequest } from './decode-request.js'
import { encodeCountTokensRequest } from './encode-request.js'
import { isFields } from './wire.js'

/** `POST /messages/count_tokens`: how many tokens a request would have, asked without sending it. */
export const countTokens = {
  /** The upstream's path behind the base URL. */
  path: '/messages/count_tokens',
  decodeRequest: decodeCountTokensRequest,
  encodeRequest: encodeCountTokensRequest,
  encodeAnswer: (inputTokens: number): JsonObject => ({ input_tokens: inputTokens }),
  /** @returns `undefined` where the answer tells no count that can be believed */
  decodeAnswer: (body: unknown): number | undefined => {
    const told = isFields(body) ? body.input_tokens : undefined
    return isTokenCount(told) ? told : undefined
  },
}
