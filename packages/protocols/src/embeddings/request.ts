import type { DialectId } from '../canonical/dialect-id.js'
import { GatewayError } from '../canonical/error.js'
import type { RequestSize } from '../canonical/measure.js'

/** The wires that know embeddings. */
export const EMBEDDING_DIALECTS = ['openai-chat', 'gemini-generate'] as const satisfies readonly DialectId[]
export type EmbeddingDialect = (typeof EMBEDDING_DIALECTS)[number]

export const isEmbeddingDialect = (dialect: DialectId): dialect is EmbeddingDialect =>
  EMBEDDING_DIALECTS.some((known) => known === dialect)

/** What one vector is made of: a text, or its tokens in the model's own numbers. */
export type EmbeddingInput = string | readonly number[]
/** How a vector is written: as numbers, or as the base64 of float32 in little endian. */
export type EmbeddingFormat = 'float' | 'base64'

/** One call for vectors in our words. */
export interface EmbeddingRequest {
  /** The name as the client wrote it. */
  model: string
  /** At least one. */
  inputs: readonly EmbeddingInput[]
  /** Answered by a list, also where it holds one; false: asked with the form for a single text. */
  isBatch: boolean
  /** Length of the vectors; absent: the model's own. */
  dimensions?: number
  format: EmbeddingFormat
  /** The caller's own name for its user, for abuse reports. */
  endUserId?: string
  /** What the vectors are for, in the words of the client's wire. */
  taskType?: string
  /** Names of fields that only the client's own wire has. */
  ownFields: readonly string[]
  /** UTF-8 bytes of these fields as JSON: they may reach the model. */
  ownBytes: number
  /** Fields that only an upstream of the client's own wire can carry, and that must not be dropped; empty: any will do. */
  nativeOnly: readonly string[]
}

/** What stands in a request's path instead of its body. */
export interface EmbeddingAddress {
  model: string
  isBatch: boolean
}

/** More in one call are refused: the limit of the vendor that takes the most. */
export const MAX_EMBEDDING_INPUTS = 2_048

/** Counts without a tokenizer, never too little: a token that the client has made is one, whatever it stands for. */
export function measureEmbedding({ inputs, ownBytes }: EmbeddingRequest): RequestSize {
  const textBytes = inputs.reduce((sum, input) => sum + lengthOf(input), ownBytes)
  return { textBytes, messageCount: inputs.length, toolCount: 0, imageCount: 0, audioCount: 0, documentCount: 0 }
}

const lengthOf = (input: EmbeddingInput): number =>
  typeof input === 'string' ? Buffer.byteLength(input, 'utf8') : input.length

/** @param param path of the wrong field; empty: the body as a whole */
export const invalidEmbedding = (message: string, param: string): GatewayError =>
  new GatewayError('invalid_request', {
    message: param === '' ? message : `${message} (at ${param})`,
    ...(param !== '' && { param }),
  })
