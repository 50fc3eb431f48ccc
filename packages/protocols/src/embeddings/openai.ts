import { z } from 'zod'
import type { EncodedRequest, JsonObject } from '../codec.js'
import {
  assertWhole,
  type EmbeddingAnswer,
  type EmbeddingVector,
  readNumbers,
  unusableAnswer,
  usageOf,
} from './answer.js'
import { fromBase64, toBase64 } from './base64.js'
import type { EmbeddingCodec, EmbeddingTold } from './codec.js'
import { type Fields, isFields, parsed } from './fields.js'
import {
  type EmbeddingFormat,
  type EmbeddingInput,
  type EmbeddingRequest,
  invalidEmbedding,
  MAX_EMBEDDING_INPUTS,
} from './request.js'

const tokens = z.array(z.int().min(0)).min(1)
const text = z.string()
const many = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(MAX_EMBEDDING_INPUTS)

const requestSchema = z.looseObject({
  model: z.string().min(1),
  input: z.unknown(),
  dimensions: z.int().min(1).nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  user: z.string().nullish(),
})
const FIELDS = Object.keys(requestSchema.shape)

function decodeRequest(body: unknown): EmbeddingRequest {
  if (!isFields(body)) throw invalidEmbedding('The body must be a JSON object.', '')
  refuseLookalikes(body)
  const { model, input, dimensions, encoding_format, user, ...own } = parsed(requestSchema, body, '')
  const given = Object.entries(own).filter(([, value]) => value != null)
  return {
    model,
    inputs: decodeInputs(input),
    isBatch: true,
    ...(dimensions != null && { dimensions }),
    format: encoding_format ?? 'float',
    ...(user != null && { endUserId: user }),
    ownFields: given.map(([name]) => name),
    ownBytes: given.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(given), 'utf8'),
    nativeOnly: [],
  }
}

/** A text, texts, tokens or lists of tokens: the first item says which, so that the wrong one is told by its place. */
function decodeInputs(input: unknown): readonly EmbeddingInput[] {
  if (typeof input === 'string') return [input]
  const [first] = Array.isArray(input) ? input : []
  if (typeof first === 'number') return [parsed(tokens, input, 'input')]
  if (Array.isArray(first)) return parsed(many(tokens), input, 'input')
  if (Array.isArray(input)) return parsed(many(text), input, 'input')
  throw invalidEmbedding('A string, an array of strings, or arrays of tokens are expected.', 'input')
}

/** Some servers match names without regard to case: `"Model"` beside ours could be the one that counts. */
function refuseLookalikes(body: Fields): void {
  for (const name of Object.keys(body)) {
    const meant = FIELDS.find((field) => field === name.toUpperCase().toLowerCase())
    if (meant !== undefined && meant !== name) {
      throw invalidEmbedding(`Unknown field; did you mean ${meant}?`, name)
    }
  }
}

function encodeRequest(request: EmbeddingRequest, model: string): EncodedRequest {
  const { inputs, dimensions, format, endUserId, taskType, ownFields } = request
  const dropped = [...(taskType === undefined ? [] : ['taskType']), ...ownFields]
  return {
    body: {
      model,
      input: request.isBatch ? inputs : inputs[0],
      ...(dimensions !== undefined && { dimensions }),
      encoding_format: format,
      ...(endUserId !== undefined && { user: endUserId }),
    },
    warnings: dropped.map((field) => ({ type: 'dropped', field })),
  }
}

function decodeResponse(body: unknown, { inputs }: EmbeddingRequest): EmbeddingAnswer {
  const data = isFields(body) ? body.data : undefined
  if (!isFields(body) || !Array.isArray(data)) throw unusableAnswer('sent no vectors')
  const formats = new Set<EmbeddingFormat>()
  const vectors: EmbeddingVector[] = new Array(data.length)
  const seen = new Set<number>()
  for (const [place, item] of data.entries()) {
    const index = isFields(item) ? (item.index ?? place) : undefined
    if (!isFields(item) || !isPlace(index, data.length) || seen.has(index)) {
      throw unusableAnswer('sent vectors in no order')
    }
    seen.add(index)
    formats.add(typeof item.embedding === 'string' ? 'base64' : 'float')
    vectors[index] = readVector(item.embedding)
  }
  assertWhole(vectors, inputs.length)
  const [format = 'float'] = formats
  return { vectors, format: formats.size > 1 ? 'mixed' : format, usage: decodeUsage(body.usage) }
}

const isPlace = (index: unknown, count: number): index is number =>
  typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < count

function readVector(value: unknown): EmbeddingVector {
  if (typeof value !== 'string') return readNumbers(value)
  const vector = fromBase64(value)
  if (vector === undefined) throw unusableAnswer('sent a vector that is none')
  return vector
}

const decodeUsage = (usage: unknown) =>
  isFields(usage) ? usageOf(usage.prompt_tokens ?? usage.total_tokens, usage) : undefined

function encodeResponse(
  { vectors }: EmbeddingAnswer,
  { model, format }: EmbeddingRequest,
  { inputTokens }: EmbeddingTold,
): JsonObject {
  const write = format === 'base64' ? toBase64 : (vector: EmbeddingVector) => Array.from(vector)
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: write(vector) })),
    model,
    usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
  }
}

/** `POST /embeddings` as OpenAI has it. */
export const openaiEmbeddings: EmbeddingCodec = {
  decodeRequest,
  requestPath: () => '/embeddings',
  encodeRequest,
  passthroughEdits: (body, model) => (isFields(body) && body.model === model ? [] : [{ name: 'model', value: model }]),
  decodeResponse,
  encodeResponse,
}
