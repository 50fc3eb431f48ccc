import { asMessage, readAnthropicStream, readGenAiStream, readGenerativeAiStream, readOpenAiStream } from './parse.js'

/** What a program sees of an answer, in no client's words. */
export interface Seen {
  text: string
  calls: { name: string; arguments: unknown }[]
  finish: string | undefined
  inputTokens: number | undefined
  outputTokens: number | undefined
}

interface ChatChoice {
  message?: ChatMessage
  delta?: ChatMessage
  finish_reason: string | null
}
interface ChatMessage {
  content?: string | null
  tool_calls?: { index?: number; function: { name?: string; arguments?: string } }[]
}
interface ChatAnswer {
  choices: ChatChoice[]
  usage?: { prompt_tokens: number; completion_tokens: number } | null
}

/** `openai`, chat: deltas are put together as its users do, by the index of a call. */
export function seeChat(text: string, isStreamed: boolean): Seen {
  const answers = (isStreamed ? readOpenAiStream(text) : [JSON.parse(text)]) as unknown as ChatAnswer[]
  const messages = answers.flatMap(({ choices }) => choices.map(({ message, delta }) => message ?? delta ?? {}))
  const calls: { name: string; text: string }[] = []
  for (const call of messages.flatMap(({ tool_calls }) => (tool_calls ?? []).map((one, n) => ({ n, ...one })))) {
    const at = call.index ?? call.n
    const known = calls[at] ?? { name: '', text: '' }
    calls[at] = known
    known.name += call.function.name ?? ''
    known.text += call.function.arguments ?? ''
  }
  const usage = answers.findLast((answer) => answer.usage != null)?.usage
  return {
    text: messages.map(({ content }) => content ?? '').join(''),
    calls: calls.map((call) => ({ name: call.name, arguments: JSON.parse(call.text) })),
    finish: answers.flatMap(({ choices }) => choices.flatMap(({ finish_reason }) => finish_reason ?? [])).at(-1),
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
  }
}

interface ResponseObject {
  status: string
  output: {
    type: string
    name?: string
    arguments?: string
    content?: { type: string; text?: string }[]
  }[]
  usage?: { input_tokens: number; output_tokens: number } | null
}

/** `openai`, Responses: a stream's last event carries the whole answer. */
export function seeResponses(text: string, isStreamed: boolean): Seen {
  const events = isStreamed ? readOpenAiStream(text) : []
  const last = events.at(-1)
  if (isStreamed && last?.type !== 'response.completed') throw new Error(`the stream ended with ${last?.type}`)
  const answer = (isStreamed ? last?.response : JSON.parse(text)) as ResponseObject
  const said = answer.output.flatMap(({ content = [] }) => content.map((part) => part.text ?? ''))
  return {
    text: said.join(''),
    calls: answer.output.flatMap((item) =>
      item.type === 'function_call' ? [{ name: item.name ?? '', arguments: JSON.parse(item.arguments ?? '') }] : [],
    ),
    finish: answer.status,
    inputTokens: answer.usage?.input_tokens,
    outputTokens: answer.usage?.output_tokens,
  }
}

interface Block {
  type: string
  text?: string
  name?: string
  input?: unknown
}
interface Message {
  content: Block[]
  stop_reason: string | null
  usage: { input_tokens: number; output_tokens: number }
}
type AnthropicEvent =
  | { type: 'message_start'; message: Message }
  | { type: 'content_block_start'; index: number; content_block: Block }
  | { type: 'content_block_delta'; index: number; delta: { type: string; text?: string; partial_json?: string } }
  | { type: 'content_block_stop'; index: number }
  | { type: 'message_delta'; delta: { stop_reason: string }; usage: Partial<Message['usage']> }
  | { type: 'message_stop' }

/** `anthropic`: the helper's accumulation, event by event. */
export function seeMessages(text: string, isStreamed: boolean): Seen {
  const message = isStreamed ? accumulate(readAnthropicStream(text) as AnthropicEvent[]) : (JSON.parse(text) as Message)
  return {
    text: message.content.map((block) => block.text ?? '').join(''),
    calls: message.content.flatMap(({ type, name = '', input }) =>
      type === 'tool_use' ? [{ name, arguments: input }] : [],
    ),
    finish: message.stop_reason ?? undefined,
    inputTokens: message.usage.input_tokens,
    outputTokens: message.usage.output_tokens,
  }
}

function accumulate(events: AnthropicEvent[]): Message {
  const [first] = events
  if (first?.type !== 'message_start') throw new Error(`unexpected event order: ${first?.type} before message_start`)
  if (events.at(-1)?.type !== 'message_stop') throw new Error('the stream did not end')
  const { message } = first
  const pieces = new Map<number, string>()
  for (const event of events) {
    if (event.type === 'content_block_start') message.content.push(event.content_block)
    if (event.type === 'content_block_delta') {
      const block = message.content[event.index]
      if (block === undefined) throw new Error(`no block ${event.index}`)
      if (event.delta.type === 'text_delta') block.text = (block.text ?? '') + (event.delta.text ?? '')
      if (event.delta.type === 'input_json_delta') {
        pieces.set(event.index, (pieces.get(event.index) ?? '') + (event.delta.partial_json ?? ''))
        block.input = undefined
      }
    }
    if (event.type === 'content_block_stop') {
      const block = message.content[event.index]
      const text = pieces.get(event.index)
      if (block !== undefined && text !== undefined) block.input = JSON.parse(text === '' ? '{}' : text)
    }
    if (event.type === 'message_delta') {
      message.stop_reason = event.delta.stop_reason
      Object.assign(message.usage, event.usage)
    }
  }
  return message
}

interface GeminiAnswer {
  candidates?: {
    content?: { parts?: { text?: string; thought?: boolean; functionCall?: { name: string; args?: unknown } }[] }
    finishReason?: string
  }[]
  usageMetadata?: { promptTokenCount?: number; candidatesTokenCount?: number; thoughtsTokenCount?: number }
}

/** Both of Google's. @param isArray as `google-generativeai` reads a stream */
export function seeGemini(text: string, isStreamed: boolean, isArray: boolean): Seen {
  const read = isArray ? readGenerativeAiStream : readGenAiStream
  const answers = (isStreamed ? read(text) : [asMessage(JSON.parse(text))]) as GeminiAnswer[]
  const candidates = answers.flatMap((answer) => answer.candidates ?? [])
  const parts = candidates.flatMap(({ content }) => content?.parts ?? [])
  const usage = answers.findLast(({ usageMetadata }) => usageMetadata !== undefined)?.usageMetadata
  return {
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    calls: parts.flatMap(({ functionCall }) =>
      functionCall === undefined ? [] : [{ name: functionCall.name, arguments: functionCall.args ?? {} }],
    ),
    finish: candidates.findLast(({ finishReason }) => finishReason !== undefined)?.finishReason,
    inputTokens: usage?.promptTokenCount,
    outputTokens: usage === undefined ? undefined : (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
  }
}
