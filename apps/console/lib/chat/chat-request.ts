import type { Turn } from './conversation'

export const REASONING_EFFORTS = ['minimal', 'low', 'medium', 'high'] as const
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number]
/** What OpenAI takes. */
export const MOST_STOPS = 4

/** A setting is sent only while it is switched on: some models refuse even a default. */
export interface ChatParameters {
  systemPrompt?: string
  temperature?: number
  topP?: number
  maxTokens?: number
  frequencyPenalty?: number
  presencePenalty?: number
  seed?: number
  /** Texts that end an answer. */
  stop?: readonly string[]
  reasoningEffort?: ReasoningEffort
  /** Answers are JSON objects, without any tool. */
  isJson?: boolean
}

export interface ChatRequest {
  model: string
  turns: readonly Turn[]
  parameters: ChatParameters
  /** Whether the model sees pictures; else they are left out, and the page says so. */
  canSee: boolean
}

type ContentPart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } }
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string | ContentPart[]
}

/** The body of `POST /v1/chat/completions`, streamed, with usage. */
export const toChatBody = (request: ChatRequest) => ({
  ...toChatCall(request),
  stream: true,
  stream_options: { include_usage: true },
})

/** What is asked, whichever way the answer is to come. Answers that brought no text are not sent back. */
export function toChatCall({ model, turns, parameters, canSee }: ChatRequest) {
  const { systemPrompt } = parameters
  const stop = stopsOf(parameters)
  const { temperature, topP, maxTokens, frequencyPenalty, presencePenalty, seed, reasoningEffort, isJson } = parameters
  const system: ChatMessage[] = systemPrompt?.trim() ? [{ role: 'system', content: systemPrompt }] : []
  return {
    model,
    messages: [...system, ...turns.flatMap((turn) => toMessages(turn, canSee))],
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(seed !== undefined && { seed }),
    ...(stop.length > 0 && { stop }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(isJson && { response_format: { type: 'json_object' as const } }),
  }
}

/** Those that were written: an empty one would end every answer. */
export const stopsOf = ({ stop = [] }: ChatParameters): string[] => stop.filter((text) => text !== '')

function toMessages(turn: Turn, canSee: boolean): ChatMessage[] {
  if (turn.role === 'assistant') return turn.text === '' ? [] : [{ role: 'assistant', content: turn.text }]
  if (!canSee || turn.images.length === 0) return turn.text === '' ? [] : [{ role: 'user', content: turn.text }]
  const images = turn.images.map((url): ContentPart => ({ type: 'image_url', image_url: { url } }))
  const text: ContentPart[] = turn.text === '' ? [] : [{ type: 'text', text: turn.text }]
  return [{ role: 'user', content: [...text, ...images] }]
}
