import * as z from 'zod/mini'
import { type ChatParameters, REASONING_EFFORTS } from './chat-request'
import type { AnswerFacts, AssistantTurn, Turn } from './conversation'
import type { KeptPlace, Talk } from './talk'

// Between what the page holds and what GraphQL keeps: nulls of the API are absent here.

const text = z.nullish(z.string())
const count = z.nullish(z.number())

const summarySchema = z.object({ id: z.string(), title: z.string(), version: z.number(), updatedAt: z.string() })
const factsSchema = z.object({
  requestId: text,
  cost: text,
  inputTokens: count,
  cachedTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  firstTokenMs: count,
  durationMs: count,
  finishReason: text,
})
const messageSchema = z.object({
  id: z.string(),
  role: z.enum(['USER', 'ASSISTANT']),
  text: z.string(),
  images: z.array(z.string()),
  omittedImageCount: count,
  model: text,
  reasoning: text,
  state: z.nullish(z.enum(['DONE', 'STOPPED', 'FAILED'])),
  facts: z.nullish(factsSchema),
  error: z.nullish(z.object({ code: z.string(), message: z.string() })),
})
const parametersSchema = z.object({
  systemPrompt: text,
  temperature: count,
  topP: count,
  maxTokens: count,
  frequencyPenalty: count,
  presencePenalty: count,
  seed: count,
  stop: z.nullish(z.array(z.string())),
  reasoningEffort: z.nullish(z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'])),
  isJson: z.nullish(z.boolean()),
})
const conversationSchema = z.extend(summarySchema, {
  parameters: parametersSchema,
  lanes: z.array(z.object({ model: text, messages: z.array(messageSchema) })),
})

export interface ConversationSummary extends KeptPlace {
  /** RFC 3339. */
  updatedAt: string
}
export const parseSummary = (value: unknown): ConversationSummary => summarySchema.parse(value)

/** @throws ZodError for anything but a conversation of the API */
export function parseConversation(value: unknown): { place: ConversationSummary; talk: Talk } {
  const { parameters, lanes, ...place } = conversationSchema.parse(value)
  return {
    place,
    talk: {
      parameters: toParameters(parameters),
      lanes: lanes.map(({ model, messages }) => ({ model: model ?? null, turns: messages.map(toTurn) })),
    },
  }
}

function toParameters({ reasoningEffort, ...others }: z.infer<typeof parametersSchema>): ChatParameters {
  const effort = REASONING_EFFORTS.find((known) => known.toUpperCase() === reasoningEffort)
  return { ...present(others), ...(effort && { reasoningEffort: effort }) }
}

function toTurn(message: z.infer<typeof messageSchema>): Turn {
  const { id, images, omittedImageCount } = message
  if (message.role === 'USER')
    return { role: 'user', id, text: message.text, images, ...(omittedImageCount && { omittedImageCount }) }
  return {
    role: 'assistant',
    id,
    model: message.model ?? '',
    text: message.text,
    reasoning: message.reasoning ?? '',
    state: STATES[message.state ?? 'DONE'],
    facts: message.facts ? toFacts(message.facts) : {},
    ...(message.error && { error: message.error }),
  }
}

const STATES = { DONE: 'done', STOPPED: 'stopped', FAILED: 'failed' } as const

function toFacts(facts: z.infer<typeof factsSchema>): AnswerFacts {
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens, ...others } = facts
  const usage = present({ inputTokens, cachedTokens, outputTokens, reasoningTokens })
  return { ...present(others), ...(Object.keys(usage).length > 0 && { usage }) }
}

/** A talk as `SaveConversationInput` wants it. An answer that is still coming counts as stopped. */
export function toWireTalk({ parameters, lanes }: Talk) {
  const { reasoningEffort, ...others } = parameters
  return {
    parameters: { ...others, ...(reasoningEffort && { reasoningEffort: reasoningEffort.toUpperCase() }) },
    lanes: lanes.map(({ model, turns }) => ({ model, messages: turns.map(toMessage) })),
  }
}

function toMessage(turn: Turn) {
  const { id, text: said } = turn
  if (turn.role === 'user') {
    const { images, omittedImageCount } = turn
    return { id, role: 'USER', text: said, images, ...(omittedImageCount && { omittedImageCount }) }
  }
  const { model, reasoning, error } = turn
  return {
    ...{ id, role: 'ASSISTANT', text: said, images: [], model, reasoning, state: wireStateOf(turn) },
    facts: toWireFacts(turn.facts),
    ...(error && { error: { code: error.code.slice(0, 64), message: error.message.slice(0, 2_000) } }),
  }
}

const wireStateOf = ({ state }: AssistantTurn): string =>
  state === 'done' ? 'DONE' : state === 'failed' ? 'FAILED' : 'STOPPED'

const toWireFacts = ({ usage, ...facts }: AnswerFacts) => ({ ...facts, ...usage })

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> }

const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Present<T>
