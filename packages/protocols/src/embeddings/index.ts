import type { EmbeddingCodec } from './codec.js'
import { geminiEmbeddings } from './gemini.js'
import { openaiEmbeddings } from './openai.js'
import type { EmbeddingDialect } from './request.js'

export type { EmbeddingAnswer, EmbeddingVector } from './answer.js'
export { joinAnswers, toBatches } from './batches.js'
export type { EmbeddingCodec, EmbeddingTold } from './codec.js'
export {
  EMBEDDING_DIALECTS,
  type EmbeddingAddress,
  type EmbeddingDialect,
  type EmbeddingInput,
  type EmbeddingRequest,
  isEmbeddingDialect,
  measureEmbedding,
} from './request.js'

/** The only list of wires for embeddings. */
export const EMBEDDING_CODECS: Record<EmbeddingDialect, EmbeddingCodec> = {
  'openai-chat': openaiEmbeddings,
  'gemini-generate': geminiEmbeddings,
}
