import type { DialectId } from '../canonical/dialect-id.js'
import type { DialectCodec } from '../codec.js'
import { anthropicMessages } from './anthropic-messages/index.js'
import { geminiGenerate } from './gemini-generate/index.js'
import { openaiChat } from './openai-chat/index.js'
import { openaiResponses } from './openai-responses/index.js'

export type * from '../codec.js'
export type { Machine } from '../machine.js'
// what doors need beside the codecs: paths, counting, the other form of a stream
export { countTokens } from './anthropic-messages/index.js'
export {
  createJsonArrayWriter,
  decodeCountTokens,
  encodeCountTokens,
  MISSING_KEY,
  parseModelName,
  parseModelPath,
} from './gemini-generate/index.js'

export { type RateLimitsTold, type RateLimitTold, rateLimitHeaders } from './rate-limit-headers.js'

/** The only list of codecs. */
export const CODECS: Record<DialectId, DialectCodec> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  'gemini-generate': geminiGenerate,
}
