import { itemsOf, type ResponsesItem, type ResponsesRequest, type ResponsesTool } from './openai-responses-request.js'

const REQUEST_FIELDS = new Set([
  ...['background', 'context_management', 'conversation', 'include', 'input', 'instructions', 'max_output_tokens'],
  ...['max_tool_calls', 'metadata', 'model', 'moderation', 'parallel_tool_calls', 'previous_response_id', 'prompt'],
  ...['prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'reasoning', 'safety_identifier'],
  ...['service_tier', 'store', 'stream', 'stream_options', 'temperature', 'text', 'tool_choice', 'tools'],
  ...['top_logprobs', 'top_p', 'truncation', 'user', 'client_metadata'],
])
const FUNCTION_FIELDS = new Set([
  ...['type', 'name', 'description', 'parameters', 'strict', 'defer_loading', 'allowed_callers', 'output_schema'],
])
const PART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  input_text: ['text', 'prompt_cache_breakpoint'],
  input_image: ['image_url', 'file_id', 'detail', 'prompt_cache_breakpoint'],
  input_file: ['file_data', 'file_url', 'file_id', 'filename', 'detail', 'prompt_cache_breakpoint'],
  output_text: ['text', 'annotations', 'logprobs'],
  refusal: ['refusal'],
}
const CLIENT_PARTS = ['input_text', 'input_image', 'input_file']
const MODEL_PARTS = ['output_text', 'refusal']
const ITEM_FIELDS: Readonly<Record<string, readonly string[]>> = {
  message: ['id', 'status', 'role', 'content', 'phase'],
  function_call: ['id', 'status', 'call_id', 'name', 'arguments', 'namespace', 'caller'],
  function_call_output: ['id', 'status', 'call_id', 'output', 'caller'],
  reasoning: ['id', 'status', 'summary', 'content', 'encrypted_content'],
}
/** Items that it takes without looking at them. */
const OTHER_ITEMS = new Set(['web_search_call', 'custom_tool_call', 'custom_tool_call_output', 'compaction'])
const ID_PREFIXES: Readonly<Record<string, string>> = { message: 'msg', function_call: 'fc', reasoning: 'rs' }
const TOOL_KINDS = new Set(['function', 'web_search', 'custom', 'namespace', 'file_search', 'mcp'])
const INCLUDES = new Set([
  ...['reasoning.encrypted_content', 'message.output_text.logprobs', 'web_search_call.action.sources'],
  ...['file_search_call.results', 'message.input_image.image_url', 'code_interpreter_call.outputs'],
])
const EFFORTS = new Set(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])
const NAME = /^[a-zA-Z0-9_-]+$/
const MAX_NAME_CHARACTERS = 64
const MAX_CALL_ID_CHARACTERS = 64
const LEAST_OUTPUT_TOKENS = 16

/** How this upstream encrypts what it thought: nobody else's is taken. */
export const encryptedOf = (thought: string): string =>
  `gAAAA${Buffer.from(`encrypted ${thought}`, 'utf8').toString('base64url')}`

const isEncryptedHere = (text: string): boolean =>
  text.startsWith('gAAAA') && Buffer.from(text.slice(5), 'base64url').toString('utf8').startsWith('encrypted ')

/** The first thing that the real one refuses, in its words; `undefined`: it takes the call. */
export function findFault(request: ResponsesRequest): string | undefined {
  return findFieldFault(request) ?? findToolFault(request) ?? findInputFault(request)
}

function findFieldFault(request: ResponsesRequest): string | undefined {
  const unknown = Object.keys(request).find((name) => !REQUEST_FIELDS.has(name))
  if (unknown !== undefined) return `Unknown parameter: '${unknown}'.`
  if (request.previous_response_id != null) {
    return `Previous response with id '${request.previous_response_id}' not found.`
  }
  if (request.input === undefined) {
    return 'One of "input" or "previous_response_id" or "prompt" or "conversation_id" must be provided.'
  }
  const { max_output_tokens: limit, temperature, include, reasoning, text } = request
  if (limit != null && limit < LEAST_OUTPUT_TOKENS) {
    return `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${LEAST_OUTPUT_TOKENS}, but got ${limit} instead.`
  }
  if (temperature != null && (temperature < 0 || temperature > 2)) {
    return `Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got ${temperature} instead.`
  }
  const stranger = include?.find((name) => !INCLUDES.has(name))
  if (stranger !== undefined) return `Invalid value: '${stranger}'. Supported values are: ${listOf([...INCLUDES])}.`
  if (reasoning?.effort != null && !EFFORTS.has(reasoning.effort)) {
    return `Invalid value: '${reasoning.effort}'. Supported values are: ${listOf([...EFFORTS])}.`
  }
  if (text?.format?.type !== 'json_schema') return undefined
  for (const name of ['name', 'schema'] as const) {
    if (text.format[name] === undefined) return `Missing required parameter: 'text.format.${name}'.`
  }
  return text.format.strict === true
    ? findSchemaFault(text.format.schema, `response_format '${text.format.name}'`)
    : undefined
}

const listOf = (names: readonly string[]): string => {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}

function findToolFault({ tools, tool_choice: choice }: ResponsesRequest): string | undefined {
  for (const [index, tool] of (tools ?? []).entries()) {
    const fault = findFunctionFault(tool, `tools[${index}]`)
    if (fault !== undefined) return fault
  }
  const isForced = choice === 'required' || (typeof choice === 'object' && choice !== null)
  if (isForced && (tools ?? []).length === 0) {
    const told = typeof choice === 'string' ? choice : choice.type
    return `Tool choice '${told}' must be specified with 'tools' parameter.`
  }
  if (typeof choice !== 'object' || choice?.type !== 'function') return undefined
  const isKnown = tools?.some(({ type, name }) => type === 'function' && name === choice.name)
  return isKnown ? undefined : `Tool choice 'function' not found in 'tools' parameter.`
}

function findFunctionFault(tool: ResponsesTool, at: string): string | undefined {
  if (!TOOL_KINDS.has(tool.type))
    return `Invalid value: '${tool.type}'. Supported values are: ${listOf([...TOOL_KINDS])}.`
  if (tool.type !== 'function') return undefined
  const unknown = Object.keys(tool).find((name) => !FUNCTION_FIELDS.has(name))
  if (unknown !== undefined) return `Unknown parameter: '${at}.${unknown}'.`
  const { name, parameters, strict } = tool
  if (name === undefined) return `Missing required parameter: '${at}.name'.`
  const fault = findNameFault(name, `${at}.name`)
  if (fault !== undefined) return fault
  if (parameters === undefined) return `Missing required parameter: '${at}.parameters'.`
  return strict === true && parameters !== null ? findSchemaFault(parameters, `function '${name}'`) : undefined
}

function findNameFault(name: string, at: string): string | undefined {
  if (!NAME.test(name))
    return `Invalid '${at}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`
  if (name.length <= MAX_NAME_CHARACTERS) return undefined
  return `Invalid '${at}': string too long. Expected a string with maximum length ${MAX_NAME_CHARACTERS}, but got a string with length ${name.length} instead.`
}

/** A strict schema closes its objects and requires all that they hold. */
function findSchemaFault(schema: unknown, owner: string): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if (Array.isArray(schema))
    return schema.map((part) => findSchemaFault(part, owner)).find((fault) => fault !== undefined)
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>
  if (type === 'object') {
    if (additionalProperties !== false) {
      return `Invalid schema for ${owner}: In context=(), 'additionalProperties' is required to be supplied and to be false.`
    }
    const missing = Object.keys(properties ?? {}).find((name) => !(Array.isArray(required) && required.includes(name)))
    if (missing !== undefined) {
      return `Invalid schema for ${owner}: In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
    }
  }
  const inner = [...Object.values(properties ?? {}), (schema as Record<string, unknown>).items]
  return inner.map((part) => findSchemaFault(part, owner)).find((fault) => fault !== undefined)
}

function findInputFault(request: ResponsesRequest): string | undefined {
  const items = itemsOf(request)
  if (items.length === 0)
    return "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead."
  for (const [index, item] of items.entries()) {
    const fault = findItemFault(item, { at: `input[${index}]`, isStored: request.store !== false })
    if (fault !== undefined) return fault
  }
  return findLooseEnds(items)
}

function findItemFault(item: ResponsesItem, { at, isStored }: { at: string; isStored: boolean }): string | undefined {
  const { type = 'message', id } = item
  if (type === 'item_reference') return notFound(id ?? '')
  const known = ITEM_FIELDS[type]
  if (known === undefined) {
    if (OTHER_ITEMS.has(type)) return undefined
    return `Invalid value: '${type}'. Supported values are: ${listOf([...Object.keys(ITEM_FIELDS), ...OTHER_ITEMS])}.`
  }
  const unknown = Object.keys(item).find((name) => name !== 'type' && !known.includes(name))
  if (unknown !== undefined) return `Unknown parameter: '${at}.${unknown}'.`
  const prefix = ID_PREFIXES[type]
  if (id != null && prefix !== undefined && !id.startsWith(prefix)) {
    return `Invalid '${at}.id': '${id}'. Expected an ID that begins with '${prefix}'.`
  }
  switch (type) {
    case 'message':
      return findMessageFault(item, at)
    case 'reasoning':
      return findReasoningFault(item, isStored)
    default:
      return findCallFault(item, at)
  }
}

const notFound = (id: string): string =>
  `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`

function findMessageFault({ role = '', content }: ResponsesItem, at: string): string | undefined {
  if (!['assistant', 'system', 'developer', 'user'].includes(role)) {
    return `Invalid value: '${role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`
  }
  if (content == null) return `Missing required parameter: '${at}.content'.`
  return findContentFault(content, { at: `${at}.content`, parts: role === 'assistant' ? MODEL_PARTS : CLIENT_PARTS })
}

function findContentFault(
  content: NonNullable<ResponsesItem['content']>,
  { at, parts }: { at: string; parts: readonly string[] },
): string | undefined {
  if (typeof content === 'string') return undefined
  for (const [index, part] of content.entries()) {
    const { type, ...fields } = part
    if (!parts.includes(type)) return `Invalid value: '${type}'. Supported values are: ${listOf(parts)}.`
    const own = `${at}[${index}]`
    const unknown = Object.keys(fields).find((name) => !PART_FIELDS[type]?.includes(name))
    if (unknown !== undefined) return `Unknown parameter: '${own}.${unknown}'.`
    if (type.endsWith('text') && typeof fields.text !== 'string') return `Missing required parameter: '${own}.text'.`
    if (type === 'input_file' && fields.file_data !== undefined && fields.filename === undefined) {
      return `Missing required parameter: '${own}.filename'.`
    }
    const url = fields.image_url
    if (typeof url === 'string' && !/^(https?:\/\/|data:image\/)/.test(url)) {
      return `Invalid '${own}.image_url'. Expected a valid URL, but got a value with an invalid format.`
    }
  }
  return undefined
}

function findCallFault(item: ResponsesItem, at: string): string | undefined {
  const { type, call_id: callId, name, output } = item
  if (callId === undefined) return `Missing required parameter: '${at}.call_id'.`
  if (callId.length > MAX_CALL_ID_CHARACTERS) {
    return `Invalid '${at}.call_id': string too long. Expected a string with maximum length ${MAX_CALL_ID_CHARACTERS}, but got a string with length ${callId.length} instead.`
  }
  if (type === 'function_call_output') {
    if (output === undefined) return `Missing required parameter: '${at}.output'.`
    return findContentFault(output, { at: `${at}.output`, parts: CLIENT_PARTS })
  }
  for (const field of ['name', 'arguments'] as const) {
    if (item[field] === undefined) return `Missing required parameter: '${at}.${field}'.`
  }
  return findNameFault(name ?? '', `${at}.name`)
}

function findReasoningFault(
  { id, encrypted_content: encrypted, summary }: ResponsesItem,
  isStored: boolean,
): string | undefined {
  if (summary === undefined) return "Missing required parameter: 'summary'."
  if (encrypted == null) return isStored ? undefined : notFound(id ?? '')
  if (isEncryptedHere(encrypted)) return undefined
  return `The encrypted content ${encrypted.slice(0, 4)}... could not be verified. Reason: Encrypted content could not be decrypted or parsed.`
}

/** Every call has its result and every result its call; a thought is followed by what came of it. */
function findLooseEnds(items: readonly ResponsesItem[]): string | undefined {
  const idsOf = (type: string) => new Set(items.flatMap((item) => (item.type === type ? [item.call_id] : [])))
  const calls = idsOf('function_call')
  const results = idsOf('function_call_output')
  for (const [index, { type, call_id: callId, id }] of items.entries()) {
    if (type === 'function_call' && !results.has(callId)) return `No tool output found for function call ${callId}.`
    if (type === 'function_call_output' && !calls.has(callId)) {
      return `No tool call found for function call output with call_id ${callId}.`
    }
    const next = items[index + 1]
    const isFollowed = next?.type !== undefined && (next.type !== 'message' || next.role === 'assistant')
    if (type === 'reasoning' && !isFollowed) {
      return `Item '${id}' of type 'reasoning' was provided without its required following item.`
    }
  }
  return undefined
}
