import { z } from 'zod'
import { REASONING_EFFORTS } from '../../canonical/request.js'
import { type Fields } from '../../fields.js'

export { type Fields, isFields, textOf } from '../../fields.js'

/** Choices that one call may ask for (RELIABILITY M17); also the most that an upstream's stream may hold. */
export const MAX_CHOICES = 128
const MAX_OUTPUT_TOKENS = 1_000_000_000

/** Parts with a shape of their own; others are kept as they are. */
const KNOWN_PARTS = new Set(['text', 'image_url', 'input_audio', 'file', 'refusal'])

const knownPart = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({
    type: z.literal('image_url'),
    image_url: z.looseObject({ url: z.string().min(1), detail: z.string().nullish() }),
  }),
  z.looseObject({
    type: z.literal('input_audio'),
    input_audio: z.looseObject({ data: z.string(), format: z.string() }),
  }),
  z.looseObject({
    type: z.literal('file'),
    file: z.looseObject({
      file_data: z.string().nullish(),
      file_id: z.string().nullish(),
      filename: z.string().nullish(),
    }),
  }),
  z.looseObject({ type: z.literal('refusal'), refusal: z.string() }),
])
// abort: else the union would take a failed refinement for the best match and name the wrong field
const unknownPart = z.looseObject({ type: z.string().refine((type) => !KNOWN_PARTS.has(type), { abort: true }) })
const part = z.union([knownPart, unknownPart])
const content = z.union([z.string(), z.array(part)])

const functionCall = z.looseObject({
  id: z.string(),
  type: z.literal('function').nullish(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
})
const otherCall = z.looseObject({
  id: z.string(),
  type: z.string().refine((type) => type !== 'function', { abort: true }),
})

const message = z.discriminatedUnion('role', [
  z.looseObject({ role: z.enum(['system', 'developer']), content }),
  z.looseObject({ role: z.literal('user'), content }),
  z.looseObject({
    role: z.literal('assistant'),
    content: content.nullish(),
    refusal: z.string().nullish(),
    reasoning_content: z.string().nullish(),
    tool_calls: z.array(z.union([functionCall, otherCall])).nullish(),
  }),
  z.looseObject({ role: z.literal('tool'), tool_call_id: z.string(), content }),
  z.looseObject({ role: z.literal('function'), name: z.string(), content: content.nullish() }),
])

const functionTool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    name: z.string().min(1),
    description: z.string().nullish(),
    parameters: z.looseObject({}).nullish(),
    strict: z.boolean().nullish(),
  }),
})
const otherTool = z.looseObject({ type: z.string().refine((type) => type !== 'function', { abort: true }) })

const fields = z.looseObject({})

/** A client's body. Strict about the types of what we know, silent about what we do not: unknown fields are kept. */
export const requestSchema = z.looseObject({
  model: z.string().min(1).max(256),
  messages: z.array(message).min(1),
  tools: z.array(z.union([functionTool, otherTool])).nullish(),
  tool_choice: z.union([z.string(), fields]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z
        .looseObject({
          name: z.string(),
          description: z.string().nullish(),
          schema: fields.nullish(),
          strict: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  n: z.int().min(1).max(MAX_CHOICES).nullish(),
  /** Answers made to pick one of: a multiplier of cost that we do not offer. */
  best_of: z.int().min(1).max(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  logit_bias: fields.nullish(),
  seed: z.int().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_k: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
  presence_penalty: z.number().nullish(),
  max_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish(),
  max_completion_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish(),
  reasoning_effort: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  functions: z.array(fields).nullish(),
  prompt_cache_key: z.string().nullish(),
  service_tier: z.string().nullish(),
  verbosity: z.string().nullish(),
  metadata: fields.nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
})

export type WireRequest = z.infer<typeof requestSchema>
export type WireMessage = z.infer<typeof message>
export type WirePart = z.infer<typeof part>
export type KnownPart = z.infer<typeof knownPart>
export type WireTool = NonNullable<WireRequest['tools']>[number]

/** Names of every field above: a key that differs from one of them in case only is refused (RELIABILITY C12). */
export const REQUEST_FIELDS: readonly string[] = Object.keys(requestSchema.shape)

export const isReasoningEffort = (text: string): text is (typeof REASONING_EFFORTS)[number] =>
  REASONING_EFFORTS.some((effort) => effort === text)

const NONE: ReadonlySet<string> = new Set()

/**
 * Without the fields that are absent or null (null says the same as absence in this dialect), and without the known ones.
 * One pass: to take fields off by destructuring makes a copy that is copied again.
 */
export function present(value: Fields, known: ReadonlySet<string> = NONE): Fields {
  const told: Fields = {}
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined || field === null || known.has(name)) continue
    // by definition: to assign it would set the prototype
    if (name === '__proto__') Object.defineProperty(told, name, { value: field, enumerable: true })
    else told[name] = field
  }
  return told
}

export const isKnownPart = (part: WirePart): part is KnownPart => KNOWN_PARTS.has(part.type)
