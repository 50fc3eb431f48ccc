import type { Turn } from './conversation'

/** A setting is sent only while it is switched on: some models refuse even a default. */
export interface ChatParameters {
  systemPrompt?: string
  temperature?: number
  topP?: number
  maxTokens?: number
  frequencyPenalty?: number
  seed?: number
}

export interface ChatRequest {
  model: string
  turns: readonly Turn[]
  parameters: ChatParameters
  /** Whether the model sees pictures; else they are left out, and the page says so. */
  canSee: boolean
}

type ContentPart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } }
type Message = { role: 'system' | 'user' | 'assistant'; content: string | ContentPart[] }

/** The body of `POST /v1/chat/completions`. Answers that brought no text are not sent back. */
export function toChatBody({ model, turns, parameters, canSee }: ChatRequest) {
  const { systemPrompt, temperature, topP, maxTokens, frequencyPenalty, seed } = parameters
  const system: Message[] = systemPrompt?.trim() ? [{ role: 'system', content: systemPrompt }] : []
  return {
    model,
    messages: [...system, ...turns.flatMap((turn) => toMessages(turn, canSee))],
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(seed !== undefined && { seed }),
  }
}

function toMessages(turn: Turn, canSee: boolean): Message[] {
  if (turn.role === 'assistant') return turn.text === '' ? [] : [{ role: 'assistant', content: turn.text }]
  if (!canSee || turn.images.length === 0) return turn.text === '' ? [] : [{ role: 'user', content: turn.text }]
  const images = turn.images.map((url): ContentPart => ({ type: 'image_url', image_url: { url } }))
  const text: ContentPart[] = turn.text === '' ? [] : [{ type: 'text', text: turn.text }]
  return [{ role: 'user', content: [...text, ...images] }]
}
