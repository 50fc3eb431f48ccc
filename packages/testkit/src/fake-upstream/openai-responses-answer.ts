import type { ChatAnswer, ToolCall, WireUsage } from './openai-chat.js'
import { encryptedOf } from './openai-responses-rules.js'

/** An event of a stream; `isDelta`: it carries a piece of the answer. */
export interface ResponsesEvent {
  type: string
  fields: object
  isDelta: boolean
  /** In the words of the plan. */
  usage?: WireUsage
}

/** What decides how thinking is told. */
export interface ResponsesOptions {
  showsSummary: boolean
  showsEncrypted: boolean
}

const INCOMPLETE: Readonly<Record<string, string>> = { length: 'max_output_tokens', content_filter: 'content_filter' }

/** Planned usage → the vendor's. Figures that no honest upstream tells are told as they are. */
function toUsage(usage: WireUsage): object {
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage
  const { prompt_tokens_details: inputDetails, completion_tokens_details: outputDetails } = usage
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0, ...(inputDetails as object | undefined) },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0, ...(outputDetails as object | undefined) },
    total_tokens: total,
  }
}

const response = ({ id, createdAt, model }: ChatAnswer, more: object): object => ({
  id,
  object: 'response',
  created_at: createdAt,
  status: 'in_progress',
  background: false,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model,
  output: [],
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: 'medium', summary: null },
  service_tier: 'default',
  store: false,
  temperature: 1,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  usage: null,
  user: null,
  ...more,
})

function ending(answer: ChatAnswer, output: readonly object[]): { status: string; response: object } {
  const reason = INCOMPLETE[answer.finishReason]
  const status = reason === undefined ? 'completed' : 'incomplete'
  const more = {
    status,
    output,
    ...(reason === undefined ? { completed_at: answer.createdAt + 1 } : { incomplete_details: { reason } }),
    ...(answer.usage && { usage: toUsage(answer.usage) }),
  }
  return { status, response: response(answer, more) }
}

export function encodeResponsesUnary(answer: ChatAnswer, options: ResponsesOptions): object {
  const text = [...answer.pieces].join('')
  const output = [
    ...(answer.reasoningText === '' ? [] : [reasoningItem(answer, options)]),
    ...(text === '' && answer.toolCalls.length > 0 ? [] : [messageItem(answer, text, 'completed')]),
    ...answer.toolCalls.map((call, index) => callItem(answer, call, index)),
  ]
  return ending(answer, output).response
}

const suffixOf = ({ id }: ChatAnswer): string => id.replace(/^resp_/, '')

function reasoningItem(answer: ChatAnswer, { showsSummary, showsEncrypted }: ResponsesOptions): object {
  const { reasoningText: text } = answer
  return {
    id: `rs_${suffixOf(answer)}`,
    type: 'reasoning',
    summary: showsSummary ? [{ type: 'summary_text', text }] : [],
    ...(showsEncrypted && { encrypted_content: encryptedOf(text) }),
  }
}

const textPart = (text: string): object => ({ type: 'output_text', annotations: [], logprobs: [], text })

const messageItem = (answer: ChatAnswer, text: string, status: string): object => ({
  id: `msg_${suffixOf(answer)}`,
  type: 'message',
  status,
  content: status === 'in_progress' ? [] : [textPart(text)],
  role: 'assistant',
})

const callItem = (answer: ChatAnswer, { id, name, arguments: told }: ToolCall, index: number): object => ({
  id: `fc_${suffixOf(answer)}_${index}`,
  type: 'function_call',
  status: 'completed',
  arguments: told,
  call_id: id,
  name,
})

/** All events of a whole stream, in the order of the real one; their numbers are given by who sends them. */
export function* encodeResponsesEvents(answer: ChatAnswer, options: ResponsesOptions): Generator<ResponsesEvent> {
  const output: object[] = []
  yield event('created', { response: response(answer, {}) })
  yield event('in_progress', { response: response(answer, {}) })
  if (answer.reasoningText !== '') yield* reasoningEvents(answer, options, output)
  yield* messageEvents(answer, output)
  for (const [index, call] of answer.toolCalls.entries()) yield* callEvents(answer, { call, index, output })
  const end = ending(answer, output)
  yield { ...event(end.status, { response: end.response }), ...(answer.usage && { usage: answer.usage }) }
}

const event = (name: string, fields: object, isDelta = false): ResponsesEvent => ({
  type: `response.${name}`,
  fields,
  isDelta,
})

function* reasoningEvents(answer: ChatAnswer, options: ResponsesOptions, output: object[]): Generator<ResponsesEvent> {
  const item = reasoningItem(answer, options)
  const outputIndex = { output_index: output.length }
  yield event('output_item.added', { ...outputIndex, item: { ...item, summary: [], encrypted_content: undefined } })
  if (options.showsSummary) {
    const at = { item_id: `rs_${suffixOf(answer)}`, ...outputIndex, summary_index: 0 }
    const part = { type: 'summary_text', text: answer.reasoningText }
    yield event('reasoning_summary_part.added', { ...at, part: { ...part, text: '' } })
    yield event('reasoning_summary_text.delta', { ...at, delta: answer.reasoningText }, true)
    yield event('reasoning_summary_text.done', { ...at, text: answer.reasoningText })
    yield event('reasoning_summary_part.done', { ...at, part })
  }
  yield event('output_item.done', { ...outputIndex, item })
  output.push(item)
}

function* messageEvents(answer: ChatAnswer, output: object[]): Generator<ResponsesEvent> {
  const outputIndex = { output_index: output.length }
  const at = { item_id: `msg_${suffixOf(answer)}`, ...outputIndex, content_index: 0 }
  const pieces: string[] = []
  const begin = function* (): Generator<ResponsesEvent> {
    yield event('output_item.added', { ...outputIndex, item: messageItem(answer, '', 'in_progress') })
    yield event('content_part.added', { ...at, part: textPart('') })
  }
  for (const delta of answer.pieces) {
    if (pieces.length === 0) yield* begin()
    pieces.push(delta)
    yield event('output_text.delta', { ...at, delta, logprobs: [] }, true)
  }
  if (pieces.length === 0) {
    if (answer.toolCalls.length > 0) return
    yield* begin()
  }
  const text = pieces.join('')
  const item = messageItem(answer, text, INCOMPLETE[answer.finishReason] === undefined ? 'completed' : 'incomplete')
  yield event('output_text.done', { ...at, text, logprobs: [] })
  yield event('content_part.done', { ...at, part: textPart(text) })
  yield event('output_item.done', { ...outputIndex, item })
  output.push(item)
}

/** The arguments in two pieces. */
function* callEvents(
  answer: ChatAnswer,
  { call, index, output }: { call: ToolCall; index: number; output: object[] },
): Generator<ResponsesEvent> {
  const item = callItem(answer, call, index)
  const outputIndex = { output_index: output.length }
  const at = { item_id: `fc_${suffixOf(answer)}_${index}`, ...outputIndex }
  yield event('output_item.added', { ...outputIndex, item: { ...item, status: 'in_progress', arguments: '' } })
  const middle = Math.ceil(call.arguments.length / 2)
  for (const delta of [call.arguments.slice(0, middle), call.arguments.slice(middle)]) {
    yield event('function_call_arguments.delta', { ...at, delta }, true)
  }
  yield event('function_call_arguments.done', { ...at, name: call.name, arguments: call.arguments })
  yield event('output_item.done', { ...outputIndex, item })
  output.push(item)
}
