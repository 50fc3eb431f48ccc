import * as z from 'zod/mini'
import { REASONING_EFFORTS } from './chat-request'
import { withoutRunning } from './conversation'
import type { KeptPlace, Talk } from './talk'

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
  z.object({
    role: z.literal('user'),
    id: z.string(),
    text: z.string(),
    images: z.array(z.string()),
    omittedImageCount: count,
  }),
  z.object({
    role: z.literal('assistant'),
    id: z.string(),
    model: z.string(),
    text: z.string(),
    reasoning: z.string(),
    state: z.enum(['waiting', 'streaming', 'done', 'stopped', 'failed']),
    facts: factsSchema,
    error: z.optional(z.object({ code: z.string(), message: z.string(), retryAtMs: count })),
  }),
])
const laneSchema = z.object({ model: z.nullable(z.string()), turns: z.array(turnSchema) })
const parametersSchema = z.object({
  systemPrompt: text,
  temperature: count,
  topP: count,
  maxTokens: count,
  frequencyPenalty: count,
  presencePenalty: count,
  seed: count,
  stop: z.optional(z.array(z.string())),
  reasoningEffort: z.optional(z.enum(REASONING_EFFORTS)),
  isJson: z.optional(z.boolean()),
})

const draftSchema = z.object({
  version: z.literal(2),
  writtenAtMs: z.number(),
  isDirty: z.boolean(),
  place: z.nullable(z.object({ id: z.string(), version: z.number(), title: z.string() })),
  talk: z.object({ parameters: parametersSchema, lanes: z.array(laneSchema).check(z.minLength(1), z.maxLength(2)) }),
})

/** What a tab works on, as it is kept in the browser. */
export interface Draft {
  talk: Talk
  /** Where it is kept on the server; null: nowhere. */
  place: KeptPlace | null
  /** Something was said that the server does not have. */
  isDirty: boolean
  writtenAtMs: number
}

export const writeDraft = (draft: Draft): string => JSON.stringify({ version: 2, ...draft })

/** Text → draft; an answer that was running when the page closed counts as stopped. */
export function parseDraft(written: string | null): Draft | undefined {
  if (written === null) return undefined
  try {
    const { talk, version: _, ...draft } = draftSchema.parse(JSON.parse(written))
    const lanes = talk.lanes.map((lane) => ({ ...lane, turns: withoutRunning(lane.turns) }))
    return { ...draft, talk: { ...talk, lanes } }
  } catch {
    return undefined
  }
}

/** The draft without its pictures: what is given up first when the browser's room is used up. */
export const withoutPictures = (draft: Draft): Draft => ({
  ...draft,
  talk: {
    ...draft.talk,
    lanes: draft.talk.lanes.map((lane) => ({
      ...lane,
      turns: lane.turns.map((turn) =>
        turn.role === 'user' && turn.images.length > 0
          ? { ...turn, images: [], omittedImageCount: (turn.omittedImageCount ?? 0) + turn.images.length }
          : turn,
      ),
    })),
  },
})
