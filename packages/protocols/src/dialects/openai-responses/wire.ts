import { z } from 'zod'
import { REASONING_EFFORTS } from '../../canonical/request.js'
import { type Fields } from '../../fields.js'

export { type Fields, isFields, textOf } from '../../fields.js'

const MAX_OUTPUT_TOKENS = 1_000_000_000
/** The vendor refuses lower limits. */
export const LEAST_OUTPUT_TOKENS = 16

const text = z.string()
const fields = z.looseObject({})
const typed = z.looseObject({ type: z.string() })
/** Parts are checked one by one, each by the schema of its type: a list of thousands is not walked twice. */
const content = z.custom<string | readonly unknown[]>(
  (value) => typeof value === 'string' || Array.isArray(value),
  'Expected a text or a list of parts',
)
/** Ids and states of items say nothing to a model; they only have to be strings. */
const head = { id: text.nullish(), status: text.nullish() }

/** Parts of a content list with a shape of their own; others are kept as they are. */
export const PART_SCHEMAS = {
  input_text: z.looseObject({ type: z.literal('input_text'), text }),
  output_text: z.looseObject({
    type: z.literal('output_text'),
    text,
    annotations: z.array(fields).nullish(),
    logprobs: z.array(fields).nullish(),
  }),
  refusal: z.looseObject({ type: z.literal('refusal'), refusal: text }),
  input_image: z.looseObject({
    type: z.literal('input_image'),
    image_url: text.nullish(),
    file_id: text.nullish(),
    detail: text.nullish(),
  }),
  input_file: z.looseObject({
    type: z.literal('input_file'),
    file_data: text.nullish(),
    file_url: text.nullish(),
    file_id: text.nullish(),
    filename: text.nullish(),
  }),
} as const

/** Items of the input with a shape of their own; others are kept as they are. */
export const ITEM_SCHEMAS = {
  message: z.looseObject({
    ...head,
    type: z.literal('message').nullish(),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    content,
    phase: text.nullish(),
  }),
  function_call: z.looseObject({
    ...head,
    type: z.literal('function_call'),
    call_id: text.min(1),
    name: text.min(1),
    arguments: text,
  }),
  function_call_output: z.looseObject({
    ...head,
    type: z.literal('function_call_output'),
    call_id: text.min(1),
    output: content,
  }),
  reasoning: z.looseObject({
    ...head,
    type: z.literal('reasoning'),
    summary: z.array(z.looseObject({ type: z.literal('summary_text'), text })).nullish(),
    content: z.array(z.looseObject({ type: z.literal('reasoning_text'), text })).nullish(),
    encrypted_content: text.nullish(),
  }),
} as const

export const functionToolSchema = z.looseObject({
  type: z.literal('function'),
  name: text.min(1),
  description: text.nullish(),
  parameters: fields.nullish(),
  strict: z.boolean().nullish(),
})

/**
 * A client's body. Strict about the types of what we know, silent about what we do not: unknown fields are kept. Items,
 * parts and tools are checked one by one, each by the schema of its type.
 */
export const requestSchema = z.looseObject({
  model: text.min(1).max(256),
  input: z.custom<string | readonly unknown[]>(
    (value) => typeof value === 'string' || (Array.isArray(value) && value.length > 0),
    'Expected a text or a list of items',
  ),
  instructions: text.nullish(),
  tools: z.array(typed).nullish(),
  tool_choice: z.union([text, fields]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({
          type: text,
          name: text.nullish(),
          description: text.nullish(),
          schema: fields.nullish(),
          strict: z.boolean().nullish(),
        })
        .nullish(),
      verbosity: text.nullish(),
    })
    .nullish(),
  reasoning: z.looseObject({ effort: text.nullish(), summary: text.nullish() }).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  max_output_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish(),
  max_tool_calls: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: fields.nullish(),
  store: z.boolean().nullish(),
  background: z.boolean().nullish(),
  include: z.array(text).nullish(),
  metadata: fields.nullish(),
  user: text.nullish(),
  safety_identifier: text.nullish(),
  prompt_cache_key: text.nullish(),
  truncation: text.nullish(),
  service_tier: text.nullish(),
  previous_response_id: text.nullish(),
  conversation: z.union([text, fields]).nullish(),
  prompt: fields.nullish(),
})

export type WireRequest = z.infer<typeof requestSchema>
export type KnownItemType = keyof typeof ITEM_SCHEMAS
export type KnownPartType = keyof typeof PART_SCHEMAS
export type WireItem<Type extends KnownItemType> = z.infer<(typeof ITEM_SCHEMAS)[Type]>
export type WirePart<Type extends KnownPartType> = z.infer<(typeof PART_SCHEMAS)[Type]>
export type WireTool = z.infer<typeof typed>

export const isKnownItem = (type: string): type is KnownItemType => Object.hasOwn(ITEM_SCHEMAS, type)
export const isKnownPart = (type: string): type is KnownPartType => Object.hasOwn(PART_SCHEMAS, type)

/** Names of every field above: a key that differs from one of them in case only is refused (RELIABILITY C12). */
export const REQUEST_FIELDS: readonly string[] = Object.keys(requestSchema.shape)

export const isReasoningEffort = (effort: string): effort is (typeof REASONING_EFFORTS)[number] =>
  REASONING_EFFORTS.some((known) => known === effort)

/** Without the fields that are absent or null: null says the same as absence in this dialect. */
export function present(value: Fields): Fields {
  const told: Fields = {}
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined || field === null) continue
    if (name === '__proto__') Object.defineProperty(told, name, { value: field, enumerable: true })
    else told[name] = field
  }
  return told
}

export function isEmpty(value: Fields): boolean {
  for (const _ in value) return false
  return true
}
