import { z } from 'zod'
import type { EncodedRequest, JsonObject } from '../codec.js'
import { CONTENT, type FieldNames, TASK_TYPES, toCamelNames } from '../dialects/gemini-generate/field-names.js'
import { encodeModelPath } from '../dialects/gemini-generate/model-path.js'
import type { FieldEdit } from '../passthrough/rewrite-body.js'
import { assertWhole, type EmbeddingAnswer, readNumbers, unusableAnswer, usageOf } from './answer.js'
import type { EmbeddingCodec } from './codec.js'
import { type Fields, isFields, parsed } from './fields.js'
import { type EmbeddingAddress, type EmbeddingRequest, invalidEmbedding, MAX_EMBEDDING_INPUTS } from './request.js'

const COLLECTION = 'models/'
/** The vendor refuses more in one batch. */
const MAX_REQUESTS = 100

const ONE: FieldNames = { model: null, content: CONTENT, taskType: TASK_TYPES, title: null, outputDimensionality: null }
const MANY: FieldNames = { model: null, requests: ONE }

const oneSchema = z.looseObject({
  model: z.string().nullish(),
  content: z.strictObject({ role: z.string().nullish(), parts: z.array(z.record(z.string(), z.unknown())).min(1) }),
  taskType: z.string().nullish(),
  outputDimensionality: z.int().min(1).nullish(),
})
const manySchema = z.looseObject({ requests: z.array(oneSchema).min(1).max(MAX_EMBEDDING_INPUTS) })

/** One text as this wire asks for it. */
interface Asked {
  text: string
  taskType: string | undefined
  dimensions: number | undefined
  /** Whatever else it says. */
  own: readonly [string, unknown][]
}

function decodeRequest(body: unknown, address?: EmbeddingAddress): EmbeddingRequest {
  if (address === undefined) throw new Error('this wire names the model in the path')
  const { model, isBatch } = address
  if (!isFields(body)) throw invalidEmbedding('The body must be a JSON object.', '')
  const named = toCamelNames(body, '', isBatch ? MANY : ONE)
  refuseOtherModel(named.model, model, 'model')
  if (!isBatch) return toRequest([readOne(parsed(oneSchema, named, ''), model, '')], address, [])
  const { requests, ...rest } = parsed(manySchema, named, '')
  const { model: _, ...own } = rest
  const asked = requests.map((one, index) => readOne(one, model, `requests[${index}]`))
  return toRequest(asked, address, Object.entries(own))
}

function readOne(one: z.output<typeof oneSchema>, model: string, path: string): Asked {
  const { model: named, content, taskType, outputDimensionality, ...own } = one
  const at = path === '' ? '' : `${path}.`
  refuseOtherModel(named, model, `${at}model`)
  const texts = content.parts.map(({ text, ...others }, index) => {
    const isAlone = Object.values(others).every((value) => value == null)
    if (typeof text === 'string' && isAlone) return text
    throw invalidEmbedding('Only text can be embedded.', `${at}content.parts[${index}]`)
  })
  return {
    text: texts.join(''),
    taskType: taskType ?? undefined,
    dimensions: outputDimensionality ?? undefined,
    own: Object.entries(own).filter(([, value]) => value != null),
  }
}

/** What was authorised is the path's model, so nothing in the body may name another one. */
function refuseOtherModel(named: unknown, model: string, path: string): void {
  if (named == null || named === model || named === COLLECTION + model) return
  throw invalidEmbedding('The model must be the one of the path.', path)
}

function toRequest(
  asked: readonly Asked[],
  { model, isBatch }: EmbeddingAddress,
  own: readonly [string, unknown][],
): EmbeddingRequest {
  const tasks = new Set(asked.map(({ taskType }) => taskType))
  const lengths = new Set(asked.map(({ dimensions }) => dimensions))
  const [taskType] = tasks
  const [dimensions] = lengths
  const given = [...own, ...asked.flatMap((one) => one.own)]
  return {
    model,
    inputs: asked.map(({ text }) => text),
    isBatch,
    ...(lengths.size === 1 && dimensions !== undefined && { dimensions }),
    format: 'float',
    ...(tasks.size === 1 && taskType !== undefined && { taskType }),
    ownFields: [...new Set([...(tasks.size > 1 ? ['taskType'] : []), ...given.map(([name]) => name)])],
    ownBytes: given.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(given), 'utf8'),
    // vectors of the wrong length are of no use to anybody
    nativeOnly: lengths.size > 1 ? ['requests[].outputDimensionality'] : [],
  }
}

function encodeRequest(request: EmbeddingRequest, model: string): EncodedRequest {
  const { inputs, dimensions, taskType, endUserId, ownFields } = request
  const requests = inputs.map((input) => {
    if (typeof input !== 'string') throw invalidEmbedding('This model takes texts, not tokens.', 'input')
    return {
      model: toResource(model),
      content: { parts: [{ text: input }] },
      ...(taskType !== undefined && { taskType }),
      ...(dimensions !== undefined && { outputDimensionality: dimensions }),
    }
  })
  const [first = {}] = requests
  const dropped = [...(endUserId === undefined ? [] : ['endUserId']), ...ownFields]
  return {
    body: request.isBatch ? { requests } : first,
    warnings: dropped.map((field) => ({ type: 'dropped', field })),
  }
}

const toResource = (model: string): string => (model.startsWith(COLLECTION) ? model : COLLECTION + model)

/** The model stands in the path; wherever the body names it again, it must not contradict the path. */
function passthroughEdits(body: unknown, model: string): FieldEdit[] {
  if (!isFields(body)) return []
  const edits: FieldEdit[] = []
  if (isOther(body, model)) edits.push({ name: 'model', value: toResource(model) })
  const { requests } = body
  if (Array.isArray(requests) && requests.some((one) => isOther(one, model))) {
    edits.push({ name: 'requests', value: requests.map((one) => withModel(one, model)) })
  }
  return edits
}

const isOther = (one: unknown, model: string): boolean =>
  isFields(one) && one.model != null && one.model !== model && one.model !== toResource(model)

const withModel = (one: unknown, model: string): unknown =>
  isOther(one, model) ? { ...(one as Fields), model: toResource(model) } : one

function decodeResponse(body: unknown, { inputs, isBatch }: EmbeddingRequest): EmbeddingAnswer {
  const told = isFields(body) ? (isBatch ? body.embeddings : [body.embedding]) : undefined
  if (!isFields(body) || !Array.isArray(told)) throw unusableAnswer('sent no vectors')
  const vectors = told.map((one) => readNumbers(isFields(one) ? one.values : undefined))
  assertWhole(vectors, inputs.length)
  const { usageMetadata } = body
  const usage = isFields(usageMetadata) ? usageOf(usageMetadata.promptTokenCount, usageMetadata) : undefined
  return { vectors, format: 'float', usage }
}

function encodeResponse({ vectors }: EmbeddingAnswer, { isBatch }: EmbeddingRequest): JsonObject {
  const embeddings = vectors.map((vector) => ({ values: Array.from(vector) }))
  return isBatch ? { embeddings } : { embedding: embeddings[0] ?? {} }
}

/** `embedContent` and `batchEmbedContents` as Google has them. */
export const geminiEmbeddings: EmbeddingCodec = {
  maxInputs: MAX_REQUESTS,
  decodeRequest,
  requestPath: ({ isBatch }, model) => encodeModelPath(model, isBatch ? 'batchEmbedContents' : 'embedContent'),
  encodeRequest,
  passthroughEdits,
  decodeResponse,
  encodeResponse,
}
