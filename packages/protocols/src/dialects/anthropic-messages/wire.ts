import { z } from 'zod'
import { REASONING_EFFORTS } from '../../canonical/request.js'
import { type Fields } from '../../fields.js'

export { type Fields, isFields, textOf } from '../../fields.js'

const MAX_OUTPUT_TOKENS = 1_000_000_000

/** Blocks with a shape of their own; others are kept as they are. */
const KNOWN_BLOCKS = new Set([
  ...['text', 'image', 'document', 'thinking', 'redacted_thinking', 'tool_use', 'tool_result'],
])

const fields = z.looseObject({})

const text = z.looseObject({ type: z.literal('text'), text: z.string(), citations: z.array(fields).nullish() })

/** abort: else a union would take a failed refinement for the best match and name the wrong field */
const otherThan = (known: ReadonlySet<string>) =>
  z.looseObject({ type: z.string().refine((type) => !known.has(type), { abort: true }) })

const SOURCES = new Set(['base64', 'url', 'file', 'text'])
const source = z.union([
  z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('base64'), media_type: z.string(), data: z.string() }),
    z.looseObject({ type: z.literal('url'), url: z.string().min(1) }),
    z.looseObject({ type: z.literal('file'), file_id: z.string().min(1) }),
    z.looseObject({ type: z.literal('text'), data: z.string() }),
  ]),
  otherThan(SOURCES),
])
const image = z.looseObject({ type: z.literal('image'), source })
const document = z.looseObject({ type: z.literal('document'), source, title: z.string().nullish() })

const otherBlock = otherThan(KNOWN_BLOCKS)
const resultBlock = z.union([z.discriminatedUnion('type', [text, image, document]), otherBlock])
const toolResult = z.looseObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(resultBlock)]).nullish(),
  is_error: z.boolean().nullish(),
})
const userBlock = z.discriminatedUnion('type', [text, image, document, toolResult])

const assistantBlock = z.discriminatedUnion('type', [
  text,
  image,
  document,
  z.looseObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string().nullish() }),
  z.looseObject({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.looseObject({ type: z.literal('tool_use'), id: z.string(), name: z.string().min(1), input: fields }),
])

const system = z.union([z.string(), z.array(text)])
const message = z.discriminatedUnion('role', [
  z.looseObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.union([userBlock, otherBlock]))]),
  }),
  z.looseObject({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(z.union([assistantBlock, otherBlock]))]),
  }),
  z.looseObject({ role: z.literal('system'), content: system }),
])

const customTool = z.looseObject({
  type: z.literal('custom').nullish(),
  name: z.string().min(1),
  description: z.string().nullish(),
  input_schema: fields,
  strict: z.boolean().nullish(),
})
const typedTool = z.looseObject({ type: z.string().refine((type) => type !== 'custom', { abort: true }) })

const outputFormat = z.looseObject({ type: z.string(), schema: fields.nullish() })

const toolChoice = z
  .looseObject({ type: z.string(), name: z.string().nullish(), disable_parallel_tool_use: z.boolean().nullish() })
  .refine(({ type, name }) => type !== 'tool' || name != null, { path: ['name'], error: 'Field required' })

const thinking = z
  .looseObject({ type: z.string(), budget_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish() })
  .refine(({ type, budget_tokens: budget }) => type !== 'enabled' || budget != null, {
    path: ['budget_tokens'],
    error: 'Field required',
  })

/** What is counted: a request without what only sampling needs. */
export const countTokensSchema = z.looseObject({
  model: z.string().min(1).max(256),
  messages: z.array(message).min(1),
  system: system.nullish(),
  tools: z.array(z.union([customTool, typedTool])).nullish(),
  tool_choice: toolChoice.nullish(),
  thinking: thinking.nullish(),
  output_config: z.looseObject({ effort: z.string().nullish(), format: outputFormat.nullish() }).nullish(),
  /** The older place of `output_config.format`. */
  output_format: outputFormat.nullish(),
  max_tokens: z.int().min(0).max(MAX_OUTPUT_TOKENS).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_k: z.int().nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  stream: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  metadata: z.looseObject({ user_id: z.string().nullish() }).nullish(),
})

/** A client's body. Strict about the types of what we know, silent about what we do not: unknown fields are kept. */
export const requestSchema = countTokensSchema.extend({
  /** Zero only warms the cache. */
  max_tokens: z.int().min(0).max(MAX_OUTPUT_TOKENS),
})

export type WireRequest = z.infer<typeof countTokensSchema>
export type WireMessage = z.infer<typeof message>
export type WireText = z.infer<typeof text>
export type KnownBlock = z.infer<typeof userBlock> | z.infer<typeof assistantBlock>
export type WireBlock = KnownBlock | z.infer<typeof otherBlock>
export type WireResultBlock = z.infer<typeof resultBlock>
export type WireMedia = z.infer<typeof image> | z.infer<typeof document>
export type WireToolResult = z.infer<typeof toolResult>
export type WireTool = NonNullable<WireRequest['tools']>[number]

/** Names of every field above: a key that differs from one of them in case only is refused (RELIABILITY C12). */
export const REQUEST_FIELDS: readonly string[] = Object.keys(requestSchema.shape)

export const isReasoningEffort = (word: string): word is (typeof REASONING_EFFORTS)[number] =>
  REASONING_EFFORTS.some((effort) => effort === word)

export const isKnownBlock = (block: WireBlock): block is KnownBlock => KNOWN_BLOCKS.has(block.type)

/** Without the fields that are absent or null: clients check answers strictly, absence is what they all take. */
export function present(value: Fields): Fields {
  const told: Fields = {}
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined || field === null) continue
    // by definition: to assign it would set the prototype
    if (name === '__proto__') Object.defineProperty(told, name, { value: field, enumerable: true })
    else told[name] = field
  }
  return told
}
