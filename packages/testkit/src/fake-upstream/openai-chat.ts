import { type ChatRequest, chatRequestSchema } from './chat-request.js'
import type { FakeCall, FakeChunk, FakeDialect, ReadCall } from './fake-dialect.js'
import { toFrame } from './frame.js'

/** An answer, decided; how it is written down follows from the functions below. */
export interface ChatAnswer {
  id: string
  /** Seconds since the epoch. */
  createdAt: number
  model: string
  choiceCount: number
  reasoningText: string
  /** Deltas of the text, in order; walked once. */
  pieces: Iterable<string>
  toolCalls: readonly ToolCall[]
  finishReason: string
  /** Absent: this upstream tells none. */
  usage?: WireUsage
  usagePlace: 'own-chunk' | 'finish'
}

export interface ToolCall {
  id: string
  name: string
  /** JSON. */
  arguments: string
}

/** As it is written, hostile values included. */
export type WireUsage = Record<string, unknown>

export interface UsageCounts {
  promptTokens: number
  completionTokens: number
  cachedTokens?: number
  reasoningTokens?: number
}

export function encodeUsage(counts: UsageCounts): WireUsage {
  const { promptTokens, completionTokens, cachedTokens, reasoningTokens } = counts
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...(cachedTokens !== undefined && { prompt_tokens_details: { cached_tokens: cachedTokens } }),
    ...(reasoningTokens !== undefined && { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  }
}

/** Usage as no honest upstream tells it. */
export function corruptUsage(usage: WireUsage, kind: 'negative' | 'fraction' | 'huge' | 'string'): WireUsage {
  const values = { negative: -1_000_000, fraction: 1.5, huge: Number.MAX_SAFE_INTEGER, string: '12' }
  return { ...usage, prompt_tokens: values[kind], completion_tokens: values[kind] }
}

function encodeUnary(answer: ChatAnswer): object {
  const content = [...answer.pieces].join('')
  const message = {
    role: 'assistant',
    content: answer.toolCalls.length > 0 && content === '' ? null : content,
    ...(answer.reasoningText !== '' && { reasoning_content: answer.reasoningText }),
    ...(answer.toolCalls.length > 0 && { tool_calls: answer.toolCalls.map(encodeToolCall) }),
  }
  const choices = indexes(answer).map((index) => ({
    index,
    message,
    finish_reason: answer.finishReason,
    logprobs: null,
  }))
  return { ...head(answer, 'chat.completion'), choices, ...(answer.usage && { usage: answer.usage }) }
}

/** A chunk of a stream, and whether it carries a delta: faults count those. */
interface ChatChunk {
  body: object
  isDelta: boolean
  usage?: WireUsage
}

/** @param includesUsage `stream_options.include_usage`; without it usage is not told, wherever it would stand */
function* encodeChunks(answer: ChatAnswer, includesUsage: boolean): Generator<ChatChunk> {
  const usage = includesUsage ? answer.usage : undefined
  const asksForUsage = usage !== undefined && answer.usagePlace === 'own-chunk'
  const chunk = (delta: object, finishReason: string | null, more: object = {}): object => ({
    ...head(answer, 'chat.completion.chunk'),
    choices: indexes(answer).map((index) => ({ index, delta, finish_reason: finishReason, logprobs: null })),
    ...(asksForUsage && { usage: null }),
    ...more,
  })
  yield { body: chunk({ role: 'assistant', content: '' }, null), isDelta: false }
  if (answer.reasoningText !== '')
    yield { body: chunk({ reasoning_content: answer.reasoningText }, null), isDelta: true }
  for (const piece of answer.pieces) yield { body: chunk({ content: piece }, null), isDelta: true }
  for (const delta of toolDeltas(answer.toolCalls)) yield { body: chunk({ tool_calls: [delta] }, null), isDelta: true }
  if (usage !== undefined && answer.usagePlace === 'finish')
    yield { body: chunk({}, answer.finishReason, { usage }), isDelta: false, usage }
  else yield { body: chunk({}, answer.finishReason), isDelta: false }
  if (asksForUsage)
    yield { body: { ...head(answer, 'chat.completion.chunk'), choices: [], usage }, isDelta: false, usage }
}

/** Head first, then the arguments in two parts, as real streams have it. */
function* toolDeltas(calls: readonly ToolCall[]): Generator<object> {
  for (const [index, call] of calls.entries()) {
    yield { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }
    const middle = Math.ceil(call.arguments.length / 2)
    for (const part of [call.arguments.slice(0, middle), call.arguments.slice(middle)])
      yield { index, function: { arguments: part } }
  }
}

/** The most common shape of errors; some servers of the family have others. */
function encodeError(status: number, message: string): object {
  const code = status === 401 ? 'invalid_api_key' : null
  return { error: { message, type: errorTypeOf(status), param: null, code } }
}

/** OpenAI's error type for a status. */
function errorTypeOf(status: number): string {
  if (status === 401 || status === 403) return 'authentication_error'
  if (status === 429) return 'rate_limit_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

function readCall({ body }: FakeCall): ReadCall {
  const parsed = chatRequestSchema.safeParse(body)
  if (parsed.success) return { type: 'chat', chat: parsed.data }
  return { type: 'refused', status: 400, message: parsed.error.issues[0]?.message ?? 'invalid' }
}

function* encodeStream(answer: ChatAnswer, chat: ChatRequest): Generator<FakeChunk> {
  const includesUsage = chat.stream_options?.include_usage === true
  for (const { body, isDelta, usage } of encodeChunks(answer, includesUsage)) {
    yield { write: (extra) => toFrame({ ...body, ...extra }), isDelta, ...(usage && { usage }) }
  }
  yield { write: () => 'data: [DONE]\n\n', isDelta: false }
}

/** Chat Completions, the wire that most servers imitate. */
export const openaiChat: FakeDialect = {
  isPath: (path) => path.endsWith('/chat/completions'),
  idPrefix: 'chatcmpl-',
  readCall,
  encodeUnary,
  encodeStream,
  encodeError,
  errorFrame: (message) => toFrame(encodeError(500, message)),
  brokenFrame: 'data: {"choices": [\n\n',
  keepAliveFrame: ': keep-alive\n\n',
}

const head = ({ id, createdAt, model }: ChatAnswer, object: string): object => ({
  id,
  object,
  created: createdAt,
  model,
})

const indexes = ({ choiceCount }: ChatAnswer): number[] => Array.from({ length: choiceCount }, (_, index) => index)

const encodeToolCall = (call: ToolCall): object => ({
  id: call.id,
  type: 'function',
  function: { name: call.name, arguments: call.arguments },
})
