import { type CanonicalRequest, GatewayError, isGatewayError, type StreamEvent } from '@tollgate/protocols/canonical'
import {
  EMBEDDING_CODECS,
  EMBEDDING_DIALECTS,
  type EmbeddingAnswer,
  type EmbeddingCodec,
  type EmbeddingDialect,
  type EmbeddingRequest,
  isEmbeddingDialect,
  joinAnswers,
  measureEmbedding,
  toBatches,
} from '@tollgate/protocols/embeddings'
import { rewriteFields } from '@tollgate/protocols/passthrough'
import { type CountTokens, countBounded } from '../estimate-tokens.js'
import type { AttemptPlan } from '../plan.js'
import type { SettledUsage } from '../settle.js'
import type { Operation, WholeAnswer } from './operation.js'

/** What servers say that have no such path, or whose model makes no vectors: theirs is no fault. */
const MISSING = [404, 405, 501]

/**
 * Texts to be made into vectors. Nothing is written, so that only its input is reserved and billed.
 * @param client in which it was asked
 */
export const createEmbedding = (asked: EmbeddingRequest, client: EmbeddingDialect): Operation => ({
  request: standIn(asked),
  makes: 'vectors',
  among: EMBEDDING_DIALECTS,
  promptField: client === 'openai-chat' ? 'input' : asked.isBatch ? 'requests' : 'content',
  promptCount: asked.inputs.length,
  size: () => measureEmbedding(asked),
  estimateInput: (count) => estimateTokens(asked, count),
  path: (dialect, { model }) => codecOf(dialect).requestPath(asked, model),
  rewrite: ({ dialect, candidate }, { body }) =>
    rewriteFields(
      body,
      candidate.upstreamModel === asked.model
        ? []
        : codecOf(dialect).passthroughEdits(body.value, candidate.upstreamModel),
    ),
  translate({ dialect, candidate }) {
    const [first = asked, ...others] = batchesOf(asked, { dialect, mode: 'translate' })
    const encode = (batch: EmbeddingRequest) => codecOf(dialect).encodeRequest(batch, candidate.upstreamModel)
    return { ...encode(first), ...(others.length > 0 && { moreBodies: others.map((batch) => encode(batch).body) }) }
  },
  read: (values, attempt) => readAnswer(values, { asked, client, attempt }),
  missing: (status) =>
    MISSING.includes(status)
      ? new GatewayError('invalid_request', {
          message: `The model \`${asked.model}\` makes no embeddings.`,
          param: 'model',
        })
      : undefined,
})

/** A conversation without turns and without an answer, for the steps that look at the rest of a request only. */
const standIn = ({ model, endUserId, nativeOnly }: EmbeddingRequest): CanonicalRequest => ({
  model,
  messages: [],
  tools: [],
  settings: { maxOutputTokens: 0, ...(endUserId !== undefined && { endUserId }) },
  isStreamed: false,
  wantsStreamUsage: false,
  facts: { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly },
})

/** What passes through is one call: a client of the vendor's own wire is told the vendor's own limit. */
const batchesOf = (asked: EmbeddingRequest, { dialect, mode }: Pick<AttemptPlan, 'dialect' | 'mode'>) =>
  mode === 'passthrough' ? [asked] : toBatches(asked, codecOf(dialect).maxInputs)

function codecOf(dialect: AttemptPlan['dialect']): EmbeddingCodec {
  if (isEmbeddingDialect(dialect)) return EMBEDDING_CODECS[dialect]
  throw new Error('routing let a target through that has no embeddings')
}

const estimateTokens = ({ inputs }: EmbeddingRequest, count: CountTokens): number =>
  inputs.reduce((sum, input) => sum + (typeof input === 'string' ? countBounded(input, count) : input.length), 0)

function readAnswer(
  values: readonly unknown[],
  { asked, client, attempt }: { asked: EmbeddingRequest; client: EmbeddingDialect; attempt: AttemptPlan },
): WholeAnswer {
  let answer: EmbeddingAnswer
  try {
    const codec = codecOf(attempt.dialect)
    const [first = asked, ...others] = batchesOf(asked, attempt)
    answer = joinAnswers([
      codec.decodeResponse(values[0], first),
      ...others.map((batch, index) => codec.decodeResponse(values[index + 1], batch)),
    ])
  } catch (error) {
    if (isGatewayError(error)) return { events: [{ type: 'error', error }], encode: () => undefined }
    throw error
  }
  const { usage } = answer
  const events: StreamEvent[] = [
    ...(usage === undefined ? [] : [{ type: 'usage', usage } as const]),
    { type: 'finish' },
  ]
  return {
    events,
    encode({ settled }) {
      // clients of base64 take numbers for its bytes, and servers that know no base64 answer with numbers
      const isAsAsked = attempt.mode === 'passthrough' && answer.format === asked.format
      if (isAsAsked) return undefined
      return JSON.stringify(EMBEDDING_CODECS[client].encodeResponse(answer, asked, { inputTokens: inputOf(settled) }))
    },
  }
}

const inputOf = ({ quantities }: SettledUsage): number =>
  quantities.inputTokens + quantities.cacheReadTokens + quantities.cacheWriteTokens + quantities.cacheWrite1hTokens
