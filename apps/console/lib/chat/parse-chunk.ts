import { z } from 'zod'
import type { ChatError, ChatUsage } from './conversation'

const text = z.string().nullish()
const count = z.number().nullish()

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: text, reasoning_content: text, reasoning: text, refusal: text }).nullish(),
        finish_reason: text,
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
      completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
    })
    .nullish(),
  // sent to those who ask with `x-tollgate-extras: cost`
  tollgate: z.object({ cost: text, balance: text, request_id: text }).nullish(),
  error: z.unknown().optional(),
})

const errorSchema = z.object({ message: text, code: z.union([z.string(), z.number()]).nullish(), type: text })

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

type WireUsage = NonNullable<z.infer<typeof chunkSchema>['usage']>

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
