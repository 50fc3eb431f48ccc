import { COUNT_PATH, readCall } from './anthropic-messages-request.js'
import { signatureOf } from './anthropic-messages-rules.js'
import type { FakeChunk, FakeDialect } from './fake-dialect.js'
import { toFrame } from './frame.js'
import type { ChatAnswer, ToolCall, WireUsage } from './openai-chat.js'

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
}

/** Statuses and the words of the real one. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

const encodeError = (status: number, message: string): object => ({
  type: 'error',
  error: { type: ERROR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'), message },
  request_id: 'req_fake',
})

/** Messages of Anthropic, in both versions of its API. */
export const anthropicMessages: FakeDialect = {
  isPath: (path) => path.endsWith('/messages') || path.endsWith(COUNT_PATH),
  idPrefix: 'msg_',
  readCall,
  encodeUnary,
  encodeStream,
  encodeError,
  errorFrame: (message) => toFrame(encodeError(529, message), 'error'),
  brokenFrame: 'event: content_block_delta\ndata: {"type": "content_block_delta", "index": \n\n',
  keepAliveFrame: ': keep-alive\n\nevent: ping\ndata: {"type": "ping"}\n\n',
}

function encodeUnary(answer: ChatAnswer): object {
  const text = [...answer.pieces].join('')
  const content = [
    ...(answer.reasoningText === '' ? [] : [thinkingOf(answer.reasoningText)]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...answer.toolCalls.map((call) => ({ ...callHead(call), input: JSON.parse(call.arguments) as unknown })),
  ]
  return { ...head(answer), content, ...ending(answer), ...(answer.usage && { usage: toUsage(answer.usage) }) }
}

const thinkingOf = (thinking: string): object => ({ type: 'thinking', thinking, signature: signatureOf(thinking) })

function* encodeStream(answer: ChatAnswer): Generator<FakeChunk> {
  // the input is known at the start; the output is told as one token, as the real one does
  const start =
    answer.usage === undefined
      ? undefined
      : { ...toUsage(answer.usage), output_tokens: 1, output_tokens_details: undefined }
  const message = { ...head(answer), content: [], stop_reason: null, stop_sequence: null, usage: start }
  yield frame({ type: 'message_start', message })
  let index = 0
  if (answer.reasoningText !== '') {
    yield frame({
      type: 'content_block_start',
      index,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    })
    yield frame(
      { type: 'content_block_delta', index, delta: { type: 'thinking_delta', thinking: answer.reasoningText } },
      true,
    )
    yield frame({
      type: 'content_block_delta',
      index,
      delta: { type: 'signature_delta', signature: signatureOf(answer.reasoningText) },
    })
    yield frame({ type: 'content_block_stop', index })
    index++
  }
  yield frame({ type: 'ping' })
  let isOpen = false
  for (const text of answer.pieces) {
    if (!isOpen) yield frame({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } })
    isOpen = true
    yield frame({ type: 'content_block_delta', index, delta: { type: 'text_delta', text } }, true)
  }
  if (isOpen) yield frame({ type: 'content_block_stop', index: index++ })
  for (const call of answer.toolCalls) yield* callFrames(call, index++)
  const usage = answer.usage === undefined ? {} : { usage: toUsage(answer.usage) }
  yield frame({ type: 'message_delta', delta: ending(answer), ...usage }, false, answer.usage)
  yield frame({ type: 'message_stop' })
}

/** An empty piece first, then the arguments in two, as real streams have it. */
function* callFrames(call: ToolCall, index: number): Generator<FakeChunk> {
  yield frame({ type: 'content_block_start', index, content_block: { ...callHead(call), input: {} } })
  const middle = Math.ceil(call.arguments.length / 2)
  for (const partial of ['', call.arguments.slice(0, middle), call.arguments.slice(middle)]) {
    const delta = { type: 'input_json_delta', partial_json: partial }
    yield frame({ type: 'content_block_delta', index, delta }, partial !== '')
  }
  yield frame({ type: 'content_block_stop', index })
}

function frame(body: { type: string; [field: string]: unknown }, isDelta = false, usage?: WireUsage): FakeChunk {
  return { write: (extra) => toFrame({ ...body, ...extra }, body.type), isDelta, ...(usage && { usage }) }
}

const callHead = ({ id, name }: ToolCall): object => ({ type: 'tool_use', id: id.replace(/^call_/, 'toolu_'), name })

const head = ({ id, model }: ChatAnswer): object => ({ id, type: 'message', role: 'assistant', model })

const ending = ({ finishReason }: ChatAnswer): object => ({
  stop_reason: STOP_REASONS[finishReason] ?? finishReason,
  stop_sequence: null,
})

/** The same figures; what was read from a cache is no part of the input here. Hostile values stay what they are. */
function toUsage({ prompt_tokens: input, completion_tokens: output, ...details }: WireUsage): WireUsage {
  const cached = fieldOf(details.prompt_tokens_details, 'cached_tokens')
  const reasoning = fieldOf(details.completion_tokens_details, 'reasoning_tokens')
  return {
    input_tokens: typeof input === 'number' ? input - (cached ?? 0) : input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached ?? 0,
    output_tokens: output,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
  }
}

function fieldOf(value: unknown, name: string): number | undefined {
  const field = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return typeof field === 'number' ? field : undefined
}
