import * as z from 'zod/mini'
import type { ChatError, ChatUsage } from './conversation'

const text = z.nullish(z.string())
const count = z.nullish(z.number())

const deltaSchema = z.object({ content: text, reasoning_content: text, reasoning: text, refusal: text })
const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.nullish(z.object({ cached_tokens: count })),
  completion_tokens_details: z.nullish(z.object({ reasoning_tokens: count })),
})
const chunkSchema = z.object({
  choices: z.nullish(z.array(z.object({ delta: z.nullish(deltaSchema), finish_reason: text }))),
  usage: z.nullish(usageSchema),
  // sent to those who ask with `x-tollgate-extras: cost`
  tollgate: z.nullish(z.object({ cost: text, balance: text, request_id: text })),
  error: z.optional(z.unknown()),
})

const errorSchema = z.object({ message: text, code: z.nullish(z.union([z.string(), z.number()])), type: text })

/** What one `data:` line of a streamed answer brings. */
export interface ChatChunk {
  text: string
  reasoning: string
  finishReason?: string
  usage?: ChatUsage
  cost?: string
  balance?: string
  requestId?: string
  error?: ChatError
}

/** @returns `undefined` for a line that is no chunk: it is skipped, as every client does */
export function parseChunk(data: string): ChatChunk | undefined {
  const parsed = chunkSchema.safeParse(parseJson(data))
  if (!parsed.success) return undefined
  const { choices, usage, tollgate, error } = parsed.data
  const [choice] = choices ?? []
  const { delta } = choice ?? {}
  return {
    text: (delta?.content ?? '') + (delta?.refusal ?? ''),
    reasoning: delta?.reasoning_content ?? delta?.reasoning ?? '',
    ...(choice?.finish_reason && { finishReason: choice.finish_reason }),
    ...(usage && { usage: toUsage(usage) }),
    ...(tollgate?.cost && { cost: tollgate.cost }),
    ...(tollgate?.balance && { balance: tollgate.balance }),
    ...(tollgate?.request_id && { requestId: tollgate.request_id }),
    ...(error !== undefined && error !== null && { error: toChatError(error) }),
  }
}

/** The body of a refusal, `{"error": {message, code}}`. @returns `undefined` for anything else (a proxy's HTML) */
export function parseErrorBody(body: string): ChatError | undefined {
  const parsed = z.object({ error: z.unknown() }).safeParse(parseJson(body))
  return parsed.success && parsed.data.error ? toChatError(parsed.data.error) : undefined
}

function toChatError(error: unknown): ChatError {
  const parsed = errorSchema.safeParse(error)
  if (!parsed.success) return { code: 'unknown', message: '' }
  const { message, code, type } = parsed.data
  return { code: String(code ?? type ?? 'unknown'), message: message ?? '' }
}

type WireUsage = z.infer<typeof usageSchema>

function toUsage(usage: WireUsage): ChatUsage {
  const known = {
    inputTokens: usage.prompt_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens,
    outputTokens: usage.completion_tokens,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'number'))
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
