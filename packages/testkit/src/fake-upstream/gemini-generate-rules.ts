import type { GeminiContent, GeminiPart, GeminiRequest } from './gemini-generate-request.js'

/** What the real vendor refuses, in its words. */

const TOP_FIELDS = [
  ...['contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig', 'safetySettings', 'cachedContent'],
  ...['labels', 'model', 'serviceTier'],
]
const CONFIG_FIELDS = [
  ...['candidateCount', 'maxOutputTokens', 'temperature', 'topP', 'topK', 'stopSequences', 'seed', 'presencePenalty'],
  ...['frequencyPenalty', 'responseLogprobs', 'logprobs', 'responseMimeType', 'responseSchema', 'responseJsonSchema'],
  ...['responseModalities', 'speechConfig', 'imageConfig', 'mediaResolution', 'thinkingConfig'],
]
const CONTENT_FIELDS = ['role', 'parts']
const PART_FIELDS = [
  ...['text', 'thought', 'thoughtSignature', 'inlineData', 'fileData', 'functionCall', 'functionResponse'],
  ...['executableCode', 'codeExecutionResult', 'videoMetadata', 'mediaResolution', 'partMetadata'],
]
const DATA_FIELDS = [
  ...['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'executableCode', 'codeExecutionResult'],
]
const CALL_FIELDS = ['id', 'name', 'args']
const RESPONSE_FIELDS = ['id', 'name', 'response', 'parts', 'willContinue', 'scheduling']
const SCHEMA_FIELDS = [
  ...['type', 'format', 'title', 'description', 'nullable', 'enum', 'maxItems', 'minItems', 'properties', 'required'],
  ...['minProperties', 'maxProperties', 'minLength', 'maxLength', 'pattern', 'example', 'anyOf', 'propertyOrdering'],
  ...['default', 'items', 'minimum', 'maximum'],
]

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Names that the vendor does not know, wherever they stand, before anything else is looked at. @returns `undefined`: none */
export function findUnknownName(body: Fields): string | undefined {
  const config = isFields(body.generationConfig) ? body.generationConfig : {}
  return (
    unknownIn(body, TOP_FIELDS, '') ??
    unknownIn(config, CONFIG_FIELDS, 'generation_config') ??
    firstOf(listOf(body.contents), (content, index) => unknownInContent(content, `contents[${index}]`)) ??
    firstOf(listOf(body.tools), unknownInTool)
  )
}

function unknownIn(value: unknown, known: readonly string[], at: string): string | undefined {
  if (!isFields(value)) return undefined
  const name = Object.keys(value).find((key) => !known.includes(key) && !known.map(toSnake).includes(key))
  if (name === undefined) return undefined
  return `Invalid JSON payload received. Unknown name "${name}"${at === '' ? '' : ` at '${at}'`}: Cannot find field.`
}

function firstOf(
  list: readonly unknown[],
  find: (item: unknown, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of list.entries()) {
    const found = find(item, index)
    if (found !== undefined) return found
  }
  return undefined
}

function unknownInContent(content: unknown, at: string): string | undefined {
  if (!isFields(content)) return undefined
  return (
    unknownIn(content, CONTENT_FIELDS, at) ??
    firstOf(listOf(content.parts), (part, index) => {
      if (!isFields(part)) return undefined
      const place = `${at}.parts[${index}]`
      return (
        unknownIn(part, PART_FIELDS, place) ??
        unknownIn(part.functionCall, CALL_FIELDS, `${place}.function_call`) ??
        unknownIn(part.functionResponse, RESPONSE_FIELDS, `${place}.function_response`)
      )
    })
  )
}

const unknownInTool = (tool: unknown, index: number): string | undefined =>
  firstOf(listOf(isFields(tool) ? tool.functionDeclarations : undefined), (declared, position) => {
    const at = `tools[${index}].function_declarations[${position}].parameters`
    return isFields(declared) ? unknownInSchema(declared.parameters, at) : undefined
  })

/** The older form of a schema knows few words, each in its place. */
function unknownInSchema(schema: unknown, at: string): string | undefined {
  if (!isFields(schema)) return undefined
  const properties = isFields(schema.properties) ? Object.entries(schema.properties) : []
  return (
    unknownIn(schema, SCHEMA_FIELDS, at) ??
    firstOf(properties, (pair) => {
      const [name, property] = pair as [string, unknown]
      return unknownInSchema(property, `${at}.properties[${name}]`)
    }) ??
    unknownInSchema(schema.items, `${at}.items`) ??
    firstOf(listOf(schema.anyOf), (variant, index) => unknownInSchema(variant, `${at}.any_of[${index}]`))
  )
}

const MAX_STOPS = 5
const MAX_CANDIDATES = 8
const NAME = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/
const NAME_RULE =
  'Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.'

/** @returns what is wrong with a request whose names are all known; `undefined`: nothing */
export function findFault(request: GeminiRequest): string | undefined {
  return findConfigFault(request) ?? findToolFault(request) ?? findTurnFault(request.contents ?? [])
}

function findConfigFault({ contents, generationConfig: config = {} }: GeminiRequest): string | undefined {
  const { thinkingConfig: thinking, candidateCount, stopSequences = [], seed, maxOutputTokens } = config
  if (contents === undefined || contents.length === 0) {
    return '* GenerateContentRequest.contents: contents is not specified\n'
  }
  if (thinking?.thinkingBudget !== undefined && thinking.thinkingLevel !== undefined) {
    return 'You can only set only one of thinking budget and thinking level.'
  }
  if (candidateCount !== undefined && (candidateCount < 1 || candidateCount > MAX_CANDIDATES)) {
    return `Multiple candidates is not enabled for this model: ${candidateCount} (must be in range [1, ${MAX_CANDIDATES}])`
  }
  if (stopSequences.length > MAX_STOPS) {
    return `* GenerateContentRequest.generation_config.stop_sequences: at most ${MAX_STOPS} are allowed\n`
  }
  if (seed !== undefined && (seed | 0) !== seed)
    return `Invalid value at 'generation_config.seed' (TYPE_INT32), ${seed}`
  if (maxOutputTokens !== undefined && maxOutputTokens < 1) {
    return `* GenerateContentRequest.generation_config.max_output_tokens: must be positive\n`
  }
  if (config.responseSchema !== undefined && config.responseJsonSchema !== undefined) {
    return "Only one of 'responseSchema' and 'responseJsonSchema' can be set."
  }
  return undefined
}

function findToolFault({ tools = [], toolConfig }: GeminiRequest): string | undefined {
  const declared = tools.flatMap(({ functionDeclarations }) => functionDeclarations ?? [])
  for (const { name, parameters, parametersJsonSchema } of declared) {
    if (!NAME.test(name)) return NAME_RULE
    if (parameters !== undefined && parametersJsonSchema !== undefined) {
      return "Only one of 'parameters' and 'parametersJsonSchema' can be set."
    }
    if (isEmptyObject(parameters)) {
      return '* GenerateContentRequest.tools[0].function_declarations[0].parameters.properties: should be non-empty for OBJECT type\n'
    }
  }
  const config = toolConfig?.functionCallingConfig
  if (config !== undefined && declared.length === 0)
    return 'Function calling config is set without function_declarations.'
  const names = config?.allowedFunctionNames ?? []
  if (names.length > 0 && config?.mode !== 'ANY' && config?.mode !== 'VALIDATED') {
    return 'Allowed function names should only be set when function calling mode is ANY or VALIDATED.'
  }
  const stranger = names.find((name) => !declared.some((tool) => tool.name === name))
  return stranger === undefined ? undefined : `Allowed function name ${stranger} is not declared.`
}

const isEmptyObject = (schema: Fields | undefined): boolean =>
  schema?.type === 'OBJECT' && (!isFields(schema.properties) || Object.keys(schema.properties).length === 0)

function findTurnFault(contents: readonly GeminiContent[]): string | undefined {
  for (const [index, content] of contents.entries()) {
    const fault = findContentFault(content, index) ?? findOrderFault(contents, index)
    if (fault !== undefined) return fault
  }
  return findUnsigned(contents)
}

function findContentFault({ role = 'user', parts = [] }: GeminiContent, index: number): string | undefined {
  if (!['user', 'model', 'function'].includes(role)) return 'Please use a valid role: user, model.'
  const at = `* GenerateContentRequest.contents[${index}].parts`
  if (parts.length === 0) return `${at}: contents.parts must not be empty.\n`
  for (const [position, part] of parts.entries()) {
    const held = Object.keys(part).filter((name) => DATA_FIELDS.includes(name))
    if (held.length === 0)
      return `${at}[${position}].data: required oneof field 'data' must have one initialized field\n`
    if (held.length > 1)
      return `Invalid value at 'contents[${index}].parts[${position}]' (oneof), oneof field 'data' is already set.`
    if (part.inlineData !== undefined && !/^[A-Za-z0-9+/_-]*={0,2}$/.test(part.inlineData.data)) {
      return `Invalid value at 'contents[${index}].parts[${position}].inline_data.data' (TYPE_BYTES), Base64 decoding failed.`
    }
  }
  return undefined
}

const callsOf = ({ parts = [] }: GeminiContent): GeminiPart[] => parts.filter((part) => part.functionCall !== undefined)

const responsesOf = ({ parts = [] }: GeminiContent): GeminiPart[] =>
  parts.filter((part) => part.functionResponse !== undefined)

/** Responses stand right after the turn that called, as many as there were calls, and nothing stands beside them. */
function findOrderFault(contents: readonly GeminiContent[], index: number): string | undefined {
  const content = contents[index] ?? {}
  const calls = callsOf(contents[index - 1] ?? {})
  const responses = responsesOf(content)
  if (responses.length > 0 && calls.length === 0) {
    return 'Please ensure that function response turn comes immediately after a function call turn.'
  }
  if (responses.length !== calls.length) {
    return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.'
  }
  const names = (list: readonly GeminiPart[]): string =>
    list
      .map((part) => part.functionCall?.name ?? part.functionResponse?.name)
      .sort()
      .join()
  if (names(calls) !== names(responses)) {
    return 'Please ensure that the function response names match the function calls of the turn before.'
  }
  return undefined
}

const NO_SIGNATURE = 'skip_thought_signature_validator'

/** Since the last words of the user: the first call of each turn must be signed. */
function findUnsigned(contents: readonly GeminiContent[]): string | undefined {
  const start = contents.findLastIndex(
    ({ role = 'user', parts = [] }) => role === 'user' && parts.some(({ text }) => text !== undefined),
  )
  for (const content of contents.slice(start + 1)) {
    const [first] = callsOf(content)
    if (first === undefined || content.role !== 'model') continue
    const { thoughtSignature: signature, functionCall: call } = first
    if (signature === undefined) {
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${call?.name}\`.`
    }
    const isOurs = Buffer.from(signature, 'base64').toString().startsWith('signature of ')
    if (signature !== NO_SIGNATURE && !isOurs) return 'Thought signature is not valid.'
  }
  return undefined
}
