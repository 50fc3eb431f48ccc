import { z } from 'zod'

const imagePart = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) })
const textPart = z.object({ type: z.literal('text'), text: z.string() })
const otherPart = z.object({ type: z.string() })

const message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(z.union([textPart, imagePart, otherPart]))]).nullish(),
  tool_call_id: z.string().nullish(),
})

const tool = z.object({
  type: z.string(),
  function: z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() }).optional(),
})

/** What the fake upstream reads of a Chat Completions request; the rest is logged and left alone. */
export const chatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().int().min(1).max(16).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z.union([z.string(), z.object({ function: z.object({ name: z.string() }).optional() })]).nullish(),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ schema: z.record(z.string(), z.unknown()).nullish() }).nullish(),
    })
    .nullish(),
})
export type ChatRequest = z.infer<typeof chatRequestSchema>
type Message = ChatRequest['messages'][number]

/** The text parts of a message. */
export function textOfMessage({ content }: Message): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('\n')
}

/** The last message of a user; '' if there is none. */
export function lastPrompt(request: ChatRequest): string {
  const found = request.messages.findLast(({ role }) => role === 'user')
  return found === undefined ? '' : textOfMessage(found)
}

/** Everything said, for scripts and token counts. */
export const allText = (request: ChatRequest): string => request.messages.map(textOfMessage).join('\n')

/** Addresses of the images of the last user message. */
export function imageUrls(request: ChatRequest): string[] {
  const content = request.messages.findLast(({ role }) => role === 'user')?.content
  if (typeof content !== 'object' || content === null) return []
  return content.flatMap((part) => ('image_url' in part ? [part.image_url.url] : []))
}

/** The most tokens that the answer may have; `undefined`: no limit was sent. */
export const outputLimit = (request: ChatRequest): number | undefined =>
  request.max_completion_tokens ?? request.max_tokens ?? undefined
