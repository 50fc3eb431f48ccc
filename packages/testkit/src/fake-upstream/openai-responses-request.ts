import { z } from 'zod'
import type { ChatRequest } from './chat-request.js'

const fields = z.record(z.string(), z.unknown())
const content = z.union([z.string(), z.array(z.looseObject({ type: z.string() }))])

/** An item of the input; what its type demands is judged by the rules. */
const item = z.looseObject({
  type: z.string().optional(),
  id: z.string().nullish(),
  role: z.string().optional(),
  content: content.nullish(),
  call_id: z.string().optional(),
  name: z.string().optional(),
  arguments: z.string().optional(),
  output: content.optional(),
  summary: z.array(z.object({ type: z.literal('summary_text'), text: z.string() })).optional(),
  encrypted_content: z.string().nullish(),
})

const tool = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  parameters: fields.nullish(),
  strict: z.boolean().nullish(),
})

const format = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  schema: fields.optional(),
  strict: z.boolean().nullish(),
})

/** What the fake upstream reads of a call of `/responses`. */
export const responsesRequestSchema = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(item)]).optional(),
  instructions: z.string().nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ type: z.string(), name: z.string().optional(), mode: z.string().optional() })])
    .nullish(),
  text: z.looseObject({ format: format.nullish() }).nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  include: z.array(z.string()).nullish(),
  max_output_tokens: z.number().int().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_logprobs: z.number().int().nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  previous_response_id: z.string().nullish(),
  conversation: z.unknown().optional(),
})

export type ResponsesRequest = z.infer<typeof responsesRequestSchema>
export type ResponsesItem = z.infer<typeof item>
export type ResponsesTool = z.infer<typeof tool>
type Content = z.infer<typeof content>

export const itemsOf = ({ input }: ResponsesRequest): ResponsesItem[] =>
  typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : (input ?? [])

/** The same question in the words of the planner. */
export function toChatRequest(request: ResponsesRequest): ChatRequest {
  const functions = (request.tools ?? []).filter(({ type }) => type === 'function')
  return {
    model: request.model,
    messages: [
      ...(request.instructions == null ? [] : [{ role: 'system', content: request.instructions }]),
      ...itemsOf(request).flatMap(toMessages),
    ],
    stream: request.stream,
    max_completion_tokens: request.max_output_tokens,
    tools: functions.map(({ name = '', parameters }) => ({ type: 'function', function: { name, parameters } })),
    tool_choice: toChoice(request.tool_choice),
    response_format: toFormat(request.text?.format),
  }
}

function toMessages({ type = 'message', role = 'user', content: told, output, call_id: id }: ResponsesItem): Message[] {
  switch (type) {
    case 'message':
      return [{ role: role === 'developer' ? 'system' : role, content: toContent(told ?? '') }]
    case 'function_call':
      return [{ role: 'assistant', content: null }]
    case 'function_call_output':
      return [{ role: 'tool', content: toContent(output ?? ''), tool_call_id: id }]
    default:
      return []
  }
}

type Message = ChatRequest['messages'][number]

function toContent(told: Content): Message['content'] {
  if (typeof told === 'string') return told
  return told.map(({ type, text, image_url: url }) => {
    if (typeof text === 'string') return { type: 'text' as const, text }
    return typeof url === 'string' ? { type: 'image_url' as const, image_url: { url } } : { type }
  })
}

function toChoice(choice: ResponsesRequest['tool_choice']): ChatRequest['tool_choice'] {
  if (choice == null || typeof choice === 'string') return choice
  if (choice.type === 'function' && choice.name !== undefined) return { function: { name: choice.name } }
  return choice.type === 'allowed_tools' ? choice.mode : undefined
}

function toFormat(wanted: z.infer<typeof format> | null | undefined): ChatRequest['response_format'] {
  if (wanted == null) return undefined
  return wanted.type === 'json_schema'
    ? { type: 'json_schema', json_schema: { schema: wanted.schema } }
    : { type: wanted.type }
}
