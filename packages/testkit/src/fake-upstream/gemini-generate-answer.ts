import type { ChatAnswer, WireUsage } from './openai-chat.js'

/** A chunk of a stream, and whether it carries a piece of the answer. */
export interface GeminiChunk {
  body: object
  isDelta: boolean
  /** In the words of the plan. */
  usage?: WireUsage
}

/** What decides how an answer is written. */
export interface GeminiOptions {
  showsThoughts: boolean
}

type Part = Record<string, unknown>

const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: 'STOP',
  tool_calls: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
}

/** A script may say a reason of the vendor itself. */
const finishReasonOf = ({ finishReason }: ChatAnswer): string => FINISH_REASONS[finishReason] ?? finishReason

/**
 * Planned usage → the vendor's: thoughts are not among the candidates' tokens. Figures that no honest upstream tells are
 * told as they are.
 */
function encodeGeminiUsage(usage: WireUsage): WireUsage {
  const input = fieldsOf(usage.prompt_tokens_details)
  const output = fieldsOf(usage.completion_tokens_details)
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  const thoughts = Number(output.reasoning_tokens ?? 0)
  const isHonest = typeof completion === 'number' && completion >= thoughts
  return {
    promptTokenCount: prompt,
    ...(input.cached_tokens !== undefined && { cachedContentTokenCount: input.cached_tokens }),
    candidatesTokenCount: isHonest ? completion - thoughts : completion,
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    totalTokenCount: typeof prompt === 'number' && typeof completion === 'number' ? prompt + completion : prompt,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
  }
}

const fieldsOf = (value: unknown): Part => (typeof value === 'object' && value !== null ? (value as Part) : {})

/** Only the first call of an answer is signed, and no call has an id. */
const callParts = ({ toolCalls }: ChatAnswer): Part[] =>
  toolCalls.map(({ id, name, arguments: json }, index) => ({
    functionCall: { name, args: JSON.parse(json) },
    ...(index === 0 && { thoughtSignature: signatureOf(id) }),
  }))

const signatureOf = (id: string): string => Buffer.from(`signature of ${id}`).toString('base64')

export function encodeGeminiUnary(answer: ChatAnswer, { showsThoughts }: GeminiOptions): object {
  const text = [...answer.pieces].join('')
  const parts = [
    ...(answer.reasoningText !== '' && showsThoughts ? [{ text: answer.reasoningText, thought: true }] : []),
    ...(text !== '' ? [{ text }] : []),
    ...callParts(answer),
  ]
  const candidates = indexesOf(answer).map((index) => ({
    content: parts.length === 0 ? { role: 'model' } : { parts, role: 'model' },
    finishReason: finishReasonOf(answer),
    index,
  }))
  return { candidates, ...(answer.usage && { usageMetadata: encodeGeminiUsage(answer.usage) }), ...headOf(answer) }
}

/** Each part is whole; all but the last chunk tell the usage of the prompt alone, the last one why the answer ended. */
export function* encodeGeminiChunks(answer: ChatAnswer, { showsThoughts }: GeminiOptions): Generator<GeminiChunk> {
  const usage = answer.usage === undefined ? undefined : encodeGeminiUsage(answer.usage)
  const { promptTokenCount, promptTokensDetails } = usage ?? {}
  const partial = usage && {
    usageMetadata: { promptTokenCount, totalTokenCount: promptTokenCount, promptTokensDetails },
  }
  const chunk = (part: Part): object => ({
    candidates: indexesOf(answer).map((index) => ({ content: { parts: [part], role: 'model' }, index })),
    ...partial,
    ...headOf(answer),
  })
  let last: Part | undefined
  for (const part of partsOf(answer, showsThoughts)) {
    if (last !== undefined) yield { body: chunk(last), isDelta: true }
    last = part
  }
  const content = { ...(last !== undefined && { parts: [last] }), role: 'model' }
  const finishReason = finishReasonOf(answer)
  const candidates = indexesOf(answer).map((index) => ({ content, finishReason, index }))
  yield {
    body: { candidates, ...(usage && { usageMetadata: usage }), ...headOf(answer) },
    isDelta: last !== undefined,
    ...(answer.usage && { usage: answer.usage }),
  }
}

function* partsOf(answer: ChatAnswer, showsThoughts: boolean): Generator<Part> {
  if (answer.reasoningText !== '' && showsThoughts) yield { text: answer.reasoningText, thought: true }
  for (const text of answer.pieces) yield { text }
  yield* callParts(answer)
}

const headOf = ({ model, id }: ChatAnswer): object => ({ modelVersion: model, responseId: id })

const indexesOf = ({ choiceCount }: ChatAnswer): number[] => Array.from({ length: choiceCount }, (_, index) => index)

const WORDS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

export const encodeGeminiError = (code: number, message: string, details?: readonly object[]): object => ({
  error: {
    code,
    message,
    status: WORDS[code] ?? (code < 500 ? 'FAILED_PRECONDITION' : 'UNKNOWN'),
    ...(details && { details }),
  },
})

/** The list of models in the vendor's form. */
export const encodeGeminiModels = (models: readonly string[]): object => ({
  models: models.map((id) => ({
    name: `models/${id}`,
    displayName: id,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
  })),
})
