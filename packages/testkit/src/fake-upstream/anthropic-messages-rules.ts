import type { MessagesBlock, MessagesRequest, MessagesTurn } from './anthropic-messages-shape.js'
import { sha256 } from './mask-headers.js'

const MAX_CACHE_MARKS = 4
const NEWER_VERSION = '2026-10-21'
const SAMPLING = ['temperature', 'top_p', 'top_k'] as const

/** What this upstream signs its thinking with; another signature is a forgery. */
export const signatureOf = (thinking: string): string =>
  Buffer.from(`fake-upstream:${sha256(thinking)}`).toString('base64')

export interface CallFacts {
  version: string
  /** Fields of a beta are unknown to callers who did not name it. */
  hasBetas: boolean
}

/** Rules beyond the shape, each with the words of the real one. @returns the first that is broken */
export function brokenRule(request: MessagesRequest, facts: CallFacts): string | undefined {
  for (const rule of [versionRule, betaRule, textRule, toolLoopRule, thinkingRule, toolRule, formatRule, markRule]) {
    const fault = rule(request, facts)
    if (fault !== undefined) return fault
  }
  return undefined
}

function versionRule(request: MessagesRequest, { version }: CallFacts): string | undefined {
  if (version !== NEWER_VERSION) return undefined
  const refused = SAMPLING.find((name) => request[name] !== undefined)
  if (refused !== undefined) return `${refused}: Extra inputs are not permitted`
  const cited = request.messages.findIndex(
    (message) =>
      message.role === 'user' &&
      blocksOf(message).some((block) => block.type === 'text' && (block.citations?.length ?? 0) > 0),
  )
  return cited < 0 ? undefined : `messages.${cited}.content: citations are not permitted on user text blocks`
}

function betaRule(
  { thinking, context_management: management, output_format: format }: MessagesRequest,
  { hasBetas }: CallFacts,
): string | undefined {
  if (hasBetas) return undefined
  if (management !== undefined) return 'context_management: Extra inputs are not permitted'
  if (format !== undefined) return 'output_format: Extra inputs are not permitted'
  return thinking !== undefined && 'display' in thinking && thinking.display === 'updates'
    ? "thinking.adaptive.display: Input should be 'summarized' or 'omitted'"
    : undefined
}

function textRule({ messages, system, stop_sequences: stops }: MessagesRequest): string | undefined {
  const texts = [...(Array.isArray(system) ? system : []), ...messages.flatMap(blocksOf).flatMap(withInner)]
  for (const block of texts) {
    if (block.type !== 'text') continue
    if (block.text === '') return 'messages: text content blocks must be non-empty'
    if (block.text.trim() === '') return 'messages: text content blocks must contain non-whitespace text'
  }
  const empty = messages.findIndex(({ content, role }, index) => {
    const mayBeEmpty = role === 'assistant' && index === messages.length - 1
    return content.length === 0 && !mayBeEmpty
  })
  if (empty >= 0)
    return `messages.${empty}: all messages must have non-empty content except for the optional final assistant message`
  const last = messages.at(-1)
  const ending = last === undefined ? undefined : blocksOf(last).at(-1)
  if (last?.role === 'assistant' && ending?.type === 'text' && /\s$/.test(ending.text)) {
    return 'messages: final assistant content cannot end with trailing whitespace'
  }
  return stops?.some((stop) => stop.trim() === '') === true
    ? 'stop_sequences: each stop sequence must contain non-whitespace'
    : undefined
}

/** Each call has its one result in the very next message, before anything else in it. */
function toolLoopRule({ messages }: MessagesRequest): string | undefined {
  const seen = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const before = index === 0 ? undefined : messages[index - 1]
    const asked = before?.role === 'assistant' ? callIds(before) : []
    const blocks = blocksOf(message)
    const answered = blocks.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []))
    const stray = answered.find((id) => !asked.includes(id))
    if (stray !== undefined) {
      return `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
    }
    if (new Set(answered).size < answered.length) {
      return `messages.${index}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks`
    }
    const missing = asked.filter((id) => !answered.includes(id))
    if (missing.length > 0) return unanswered(index - 1, missing)
    const firstOther = blocks.findIndex(({ type }) => type !== 'tool_result')
    if (firstOther >= 0 && blocks.slice(firstOther).some(({ type }) => type === 'tool_result')) {
      return `messages.${index}: \`tool_result\` blocks must come first in the content`
    }
    for (const id of callIds(message)) {
      if (seen.has(id)) return 'messages: `tool_use` ids must be unique'
      seen.add(id)
    }
  }
  const last = messages.at(-1)
  const open = last === undefined ? [] : callIds(last)
  return open.length > 0 ? unanswered(messages.length - 1, open) : undefined
}

const unanswered = (index: number, ids: readonly string[]): string =>
  `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`

function thinkingRule(request: MessagesRequest): string | undefined {
  const { messages, thinking, max_tokens: limit, temperature, top_k: topK, top_p: topP, tool_choice: choice } = request
  for (const [index, message] of messages.entries()) {
    for (const [at, block] of blocksOf(message).entries()) {
      if (block.type === 'thinking' && block.signature !== signatureOf(block.thinking)) {
        return `messages.${index}.content.${at}: Invalid \`signature\` in \`thinking\` block`
      }
    }
  }
  if (thinking?.type !== 'enabled' && thinking?.type !== 'adaptive') return undefined
  if (thinking.type === 'enabled' && limit !== undefined && thinking.budget_tokens >= limit) {
    return '`max_tokens` must be greater than `thinking.budget_tokens`'
  }
  if (choice?.type === 'any' || choice?.type === 'tool')
    return 'Thinking may not be enabled when tool_choice forces tool use.'
  if (temperature !== undefined && temperature !== 1)
    return '`temperature` may only be set to 1 when thinking is enabled'
  if (topK !== undefined) return '`top_k` must be unset when thinking is enabled'
  if (topP !== undefined && topP < 0.95)
    return '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled'
  const spoken = messages.findLastIndex(({ role }) => role === 'assistant')
  const turn = messages[spoken]
  const [first] = turn === undefined ? [] : blocksOf(turn)
  const isProven = first?.type === 'thinking' || first?.type === 'redacted_thinking'
  if (thinking.type === 'enabled' && turn !== undefined && callIds(turn).length > 0 && !isProven) {
    return `messages.${spoken}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first?.type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`
  }
  return undefined
}

function toolRule({ tools = [], tool_choice: choice }: MessagesRequest): string | undefined {
  if (choice !== undefined && tools.length === 0) return 'tool_choice: may only be specified while providing tools'
  for (const [index, { type, name, input_schema: schema }] of tools.entries()) {
    const isCustom = type == null || type === 'custom'
    if (isCustom && schema === undefined) return `tools.${index}.custom.input_schema: Field required`
    if (isCustom && ['anyOf', 'oneOf', 'allOf'].some((word) => schema?.[word] !== undefined)) {
      return `tools.${index}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level`
    }
    if (tools.findIndex((other) => other.name === name) < index) return 'tools: Tool names must be unique.'
  }
  if (choice?.type === 'tool' && !tools.some(({ name }) => name === choice.name)) {
    return `Tool '${choice.name}' not found in provided tools`
  }
  return undefined
}

function formatRule({ output_config: config }: MessagesRequest): string | undefined {
  return config?.format == null ? undefined : openObject(config.format.schema)
}

/** Structured output wants every object closed. */
function openObject(schema: unknown): string | undefined {
  if (Array.isArray(schema)) return schema.map(openObject).find((fault) => fault !== undefined)
  if (typeof schema !== 'object' || schema === null) return undefined
  const { type, additionalProperties } = schema as Record<string, unknown>
  if (type === 'object' && additionalProperties !== false) {
    return "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
  }
  return openObject(Object.values(schema))
}

function markRule(request: MessagesRequest): string | undefined {
  const marks = JSON.stringify(request).match(/"cache_control":\{/g)?.length ?? 0
  return marks > MAX_CACHE_MARKS
    ? `A maximum of ${MAX_CACHE_MARKS} blocks with cache_control may be provided. Found ${marks}.`
    : undefined
}

export const blocksOf = ({ content }: MessagesTurn): readonly MessagesBlock[] =>
  typeof content === 'string' ? (content === '' ? [] : [{ type: 'text', text: content }]) : content

const withInner = (block: MessagesBlock): readonly MessagesBlock[] =>
  block.type === 'tool_result' && Array.isArray(block.content) ? block.content : [block]

const callIds = (message: MessagesTurn): string[] =>
  blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []))
