import { blocksOf, brokenRule } from './anthropic-messages-rules.js'
import {
  countedShape,
  type MessagesBlock,
  type MessagesRequest,
  type MessagesTurn,
  requestShape,
  shapeFault,
} from './anthropic-messages-shape.js'
import { type ChatRequest, chatRequestSchema } from './chat-request.js'
import type { FakeCall, ReadCall } from './fake-dialect.js'
import { countPromptTokens } from './token-count.js'

const VERSIONS: readonly unknown[] = ['2023-06-01', '2026-10-21']
export const COUNT_PATH = '/messages/count_tokens'

/** A call as the real one would judge it. */
export function readCall({ path, headers, body }: FakeCall): ReadCall {
  const version = headers['anthropic-version']
  if (typeof version !== 'string') return refused('anthropic-version: header is required')
  if (!VERSIONS.includes(version)) return refused(`anthropic-version: "${version}" is not a valid version`)
  const isCounting = path.endsWith(COUNT_PATH)
  const parsed = (isCounting ? countedShape : requestShape).safeParse(body)
  if (!parsed.success) return refused(shapeFault(parsed.error))
  const request: MessagesRequest = parsed.data
  const fault = brokenRule(request, { version, hasBetas: headers['anthropic-beta'] !== undefined })
  if (fault !== undefined) return refused(fault)
  const chat = toChat(request)
  return isCounting ? { type: 'answer', body: { input_tokens: countPromptTokens(chat) } } : { type: 'chat', chat }
}

const refused = (message: string): ReadCall => ({ type: 'refused', status: 400, message })

/** The same request in the words that the planner of answers knows. */
function toChat(request: MessagesRequest): ChatRequest {
  const { system, tools, tool_choice: choice, output_config: config } = request
  const instructions =
    system === undefined ? [] : [{ role: 'system', content: typeof system === 'string' ? system : [...system] }]
  return chatRequestSchema.parse({
    model: request.model,
    messages: [...instructions, ...request.messages.flatMap(toMessages)],
    stream: request.stream,
    max_tokens: request.max_tokens,
    tools: tools?.flatMap(({ name, input_schema: parameters }) =>
      parameters === undefined ? [] : [{ type: 'function', function: { name, parameters } }],
    ),
    ...(choice !== undefined && { tool_choice: toChoice(choice) }),
    ...(config?.format && { response_format: { type: 'json_schema', json_schema: { schema: config.format.schema } } }),
  })
}

const toChoice = (choice: NonNullable<MessagesRequest['tool_choice']>): unknown =>
  choice.type === 'tool' ? { function: { name: choice.name } } : choice.type === 'any' ? 'required' : choice.type

/** Results are messages of their own, as the planner knows them. */
function toMessages(message: MessagesTurn): object[] {
  const blocks = blocksOf(message)
  const results = blocks.flatMap((block) =>
    block.type === 'tool_result'
      ? [
          {
            role: 'tool',
            tool_call_id: block.tool_use_id,
            content: typeof block.content === 'string' ? block.content : (block.content ?? []).flatMap(toPart),
          },
        ]
      : [],
  )
  const parts = blocks.flatMap((block) => (block.type === 'tool_result' ? [] : toPart(block)))
  return results.length > 0 && parts.length === 0 ? results : [...results, { role: message.role, content: parts }]
}

function toPart(block: MessagesBlock): object[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: block.text }]
    case 'image': {
      const { source } = block
      const url =
        source.type === 'base64'
          ? `data:${source.media_type};base64,${source.data}`
          : source.type === 'url'
            ? source.url
            : source.file_id
      return [{ type: 'image_url', image_url: { url } }]
    }
    case 'document':
      return block.source.type === 'text' ? [{ type: 'text', text: block.source.data }] : [{ type: 'file' }]
    default:
      return []
  }
}
