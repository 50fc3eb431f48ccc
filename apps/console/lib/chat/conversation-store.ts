import * as z from 'zod/mini'
import type { Turn } from './conversation'
import { CONVERSATION_PREFIX } from './forget-conversations'

const count = z.optional(z.number())
const text = z.optional(z.string())
const factsSchema = z.object({
  usage: z.optional(z.object({ inputTokens: count, cachedTokens: count, outputTokens: count, reasoningTokens: count })),
  cost: text,
  requestId: text,
  firstTokenMs: count,
  durationMs: count,
  finishReason: text,
})

const turnSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('user'), id: z.string(), text: z.string(), images: z.array(z.string()) }),
  z.object({
    role: z.literal('assistant'),
    id: z.string(),
    model: z.string(),
    text: z.string(),
    reasoning: z.string(),
    state: z.enum(['waiting', 'streaming', 'done', 'stopped', 'failed']),
    facts: factsSchema,
    error: z.optional(z.object({ code: z.string(), message: z.string() })),
  }),
])
const savedSchema = z.object({ version: z.literal(1), model: z.nullable(z.string()), turns: z.array(turnSchema) })

export interface SavedConversation {
  model: string | null
  turns: readonly Turn[]
}

/** Text → conversation; an answer that was running when the page closed counts as stopped. */
export function parseSaved(text: string | null): SavedConversation | undefined {
  if (text === null) return undefined
  try {
    const { model, turns } = savedSchema.parse(JSON.parse(text))
    return { model, turns: turns.map((turn) => (isCut(turn) ? { ...turn, state: 'stopped' } : turn)) }
  } catch {
    return undefined
  }
}

const isCut = (turn: z.infer<typeof turnSchema>) =>
  turn.role === 'assistant' && (turn.state === 'waiting' || turn.state === 'streaming')

export const loadConversation = (userId: string): SavedConversation | undefined =>
  parseSaved(localStorage.getItem(CONVERSATION_PREFIX + userId))

/** Kept in this browser alone. Pictures are given up first when the browser's room is used up. */
export function saveConversation(userId: string, { model, turns }: SavedConversation) {
  const write = (kept: readonly Turn[]) =>
    localStorage.setItem(CONVERSATION_PREFIX + userId, JSON.stringify({ version: 1, model, turns: kept }))
  try {
    write(turns)
  } catch {
    try {
      write(turns.map((turn) => (turn.role === 'user' ? { ...turn, images: [] } : turn)))
    } catch {
      localStorage.removeItem(CONVERSATION_PREFIX + userId) // an old copy would be worse than none
    }
  }
}
