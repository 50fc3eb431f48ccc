import { z } from 'zod'
import type { Turn } from './conversation'

const PREFIX = 'tollgate.chat.'

const factsSchema = z.object({
  usage: z
    .object({
      inputTokens: z.number(),
      cachedTokens: z.number(),
      outputTokens: z.number(),
      reasoningTokens: z.number(),
    })
    .partial()
    .optional(),
  cost: z.string().optional(),
  requestId: z.string().optional(),
  firstTokenMs: z.number().optional(),
  durationMs: z.number().optional(),
  finishReason: z.string().optional(),
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
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
])
const savedSchema = z.object({ version: z.literal(1), model: z.string().nullable(), turns: z.array(turnSchema) })

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
  parseSaved(localStorage.getItem(PREFIX + userId))

/** Kept in this browser alone. Pictures are given up first when the browser's room is used up. */
export function saveConversation(userId: string, { model, turns }: SavedConversation) {
  const write = (kept: readonly Turn[]) =>
    localStorage.setItem(PREFIX + userId, JSON.stringify({ version: 1, model, turns: kept }))
  try {
    write(turns)
  } catch {
    try {
      write(turns.map((turn) => (turn.role === 'user' ? { ...turn, images: [] } : turn)))
    } catch {
      localStorage.removeItem(PREFIX + userId) // an old copy would be worse than none
    }
  }
}

/** Removes every conversation kept in this browser. */
export function forgetConversations() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}
