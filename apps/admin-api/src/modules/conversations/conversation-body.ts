import { z } from 'zod'
import { MAX_IMAGES, MAX_LANES, MAX_MESSAGES } from './conversation-limits.js'

const IMAGE = /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/

const shortText = (max: number) => z.string().max(max, 'tooLong')
const count = z.number().int().min(0, 'notNegative')
const milliseconds = z.number().min(0, 'notNegative')

const factsSchema = z.object({
  requestId: shortText(64).nullish(),
  cost: shortText(40).nullish(),
  inputTokens: count.nullish(),
  cachedTokens: count.nullish(),
  outputTokens: count.nullish(),
  reasoningTokens: count.nullish(),
  firstTokenMs: milliseconds.nullish(),
  durationMs: milliseconds.nullish(),
  finishReason: shortText(64).nullish(),
})

const messageSchema = z.object({
  id: shortText(64).min(1, 'nameRequired'),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  images: z.array(z.string().regex(IMAGE, 'invalid')).max(MAX_IMAGES, 'tooMany'),
  omittedImageCount: count.nullish(),
  model: shortText(256).nullish(),
  reasoning: z.string().nullish(),
  state: z.enum(['done', 'stopped', 'failed']).nullish(),
  facts: factsSchema.nullish(),
  error: z.object({ code: shortText(64), message: shortText(2_000) }).nullish(),
})

const laneSchema = z.object({
  model: shortText(256).nullish(),
  messages: z.array(messageSchema).max(MAX_MESSAGES, 'tooMany'),
})

const parametersSchema = z.object({
  systemPrompt: z.string().nullish(),
  temperature: z.number().nullish(),
  topP: z.number().nullish(),
  maxTokens: count.nullish(),
  frequencyPenalty: z.number().nullish(),
  presencePenalty: z.number().nullish(),
  seed: z.number().int().nullish(),
  stop: z.array(shortText(256)).max(4, 'tooMany').nullish(),
  reasoningEffort: z.enum(['minimal', 'low', 'medium', 'high']).nullish(),
  isJson: z.boolean().nullish(),
})

/** What a talk is, beside its title: one lane, or two that are compared, and what is sent with every call. */
export const conversationBodySchema = z.object({
  parameters: parametersSchema,
  lanes: z.array(laneSchema).min(1, 'invalid').max(MAX_LANES, 'tooMany'),
})
export type ConversationBody = z.infer<typeof conversationBodySchema>

/** Absent and null mean the same, and are not kept. */
export const toBodyText = (body: ConversationBody): string =>
  JSON.stringify(body, (_, value: unknown) => (value === null ? undefined : value))

/** @throws ZodError for what an older or newer form of us wrote and nobody can read any more */
export const parseBodyText = (text: string): ConversationBody => conversationBodySchema.parse(JSON.parse(text))
