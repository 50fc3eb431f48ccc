import { z } from 'zod'

const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).nullish()

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  cache_control: cacheControl,
  citations: z.array(z.looseObject({})).nullish(),
})

const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const
const image = z.strictObject({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('base64'), media_type: z.enum(IMAGE_TYPES), data: z.base64() }),
    z.strictObject({ type: z.literal('url'), url: z.url() }),
    z.strictObject({ type: z.literal('file'), file_id: z.string() }),
  ]),
  cache_control: cacheControl,
})
const document = z.strictObject({
  type: z.literal('document'),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('base64'), media_type: z.literal('application/pdf'), data: z.base64() }),
    z.strictObject({ type: z.literal('text'), media_type: z.literal('text/plain'), data: z.string() }),
    z.strictObject({ type: z.literal('url'), url: z.url() }),
    z.strictObject({ type: z.literal('file'), file_id: z.string() }),
    z.strictObject({ type: z.literal('content'), content: z.union([z.string(), z.array(z.looseObject({}))]) }),
  ]),
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: z.looseObject({}).nullish(),
  cache_control: cacheControl,
})

const id = z.string().regex(/^[a-zA-Z0-9_-]+$/)
const toolUse = z.strictObject({
  type: z.literal('tool_use'),
  id,
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown()),
  caller: z.looseObject({}).optional(),
  cache_control: cacheControl,
})
const toolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: id,
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, document]))]).optional(),
  is_error: z.boolean().optional(),
  cache_control: cacheControl,
})
const thinking = z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() })
const redacted = z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() })

const message = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, document, toolResult]))]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, toolUse, thinking, redacted]))]),
  }),
  z.strictObject({ role: z.literal('system'), content: z.union([z.string(), z.array(text)]) }),
])

const tool = z.looseObject({
  type: z.string().nullish(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object') }).optional(),
  strict: z.boolean().optional(),
})

const display = z.enum(['summarized', 'omitted', 'updates']).nullish()
const parallel = { disable_parallel_tool_use: z.boolean().optional() }

/** What is counted; the fields of sampling are unknown there. */
export const countedShape = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  system: z.union([z.string(), z.array(text)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('auto'), ...parallel }),
      z.strictObject({ type: z.literal('any'), ...parallel }),
      z.strictObject({ type: z.literal('tool'), name: z.string(), ...parallel }),
      z.strictObject({ type: z.literal('none') }),
    ])
    .optional(),
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1024), display }),
      z.strictObject({ type: z.literal('adaptive'), display }),
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({ type: z.literal('between_tools') }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z.strictObject({ type: z.literal('json_schema'), schema: z.looseObject({}) }).nullish(),
    })
    .optional(),
  cache_control: cacheControl,
  context_management: z.looseObject({}).optional(),
  output_format: z.looseObject({ type: z.literal('json_schema'), schema: z.looseObject({}) }).optional(),
})

/** A request as the real one takes it: anything else is refused. */
export const requestShape = countedShape.extend({
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  container: z.unknown().optional(),
  inference_geo: z.string().nullish(),
})

export type MessagesRequest = z.infer<typeof countedShape> & Partial<z.infer<typeof requestShape>>
export type MessagesTurn = MessagesRequest['messages'][number]
export type MessagesBlock = Exclude<MessagesTurn['content'], string>[number]

/** The first fault in the words of the real one: `messages.0.content: Field required`. */
export function shapeFault(error: z.ZodError): string {
  const [issue] = error.issues
  return issue === undefined ? 'invalid' : wordsOf(issue, [])
}

function wordsOf(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): string {
  const path = [...prefix, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${[...path, issue.keys[0]].join('.')}: Extra inputs are not permitted`
    case 'invalid_union': {
      const branch = issue.errors.find(([first]) => first !== undefined && first.path.length > 0) ?? issue.errors[0]
      const [first] = branch ?? []
      return first === undefined
        ? `${path.join('.')}: Input tag does not match any of the expected tags`
        : wordsOf(first, path)
    }
    case 'invalid_format':
      return `${path.join('.')}: String should match pattern '${issue.pattern ?? issue.format}'`
    case 'invalid_type':
      return `${path.join('.')}: ${issue.message.endsWith('received undefined') ? 'Field required' : `Input should be a valid ${issue.expected}`}`
    case 'too_small':
      return `${path.join('.')}: Input should be greater than or equal to ${issue.minimum}`
    case 'too_big':
      return `${path.join('.')}: Input should be less than or equal to ${issue.maximum}`
    default:
      return `${path.join('.')}: ${issue.message}`
  }
}
