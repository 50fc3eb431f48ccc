import { GatewayError } from '../../canonical/error.js'
import { type Fields, isFields } from './wire.js'

/** The names of an enum by their numbers. */
type EnumNames = readonly string[]

/** Fields of a message of the wire, in camelCase; those that hold messages themselves, or an enum, say which. */
export interface FieldNames {
  readonly [name: string]: FieldNames | EnumNames | null
}

const CALLING_MODES: EnumNames = ['MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', 'VALIDATED']

/** What vectors are for. */
export const TASK_TYPES: EnumNames = [
  ...['TASK_TYPE_UNSPECIFIED', 'RETRIEVAL_QUERY', 'RETRIEVAL_DOCUMENT', 'SEMANTIC_SIMILARITY', 'CLASSIFICATION'],
  ...['CLUSTERING', 'QUESTION_ANSWERING', 'FACT_VERIFICATION', 'CODE_RETRIEVAL_QUERY'],
]

const BLOB: FieldNames = { mimeType: null, data: null, displayName: null }
const FILE: FieldNames = { mimeType: null, fileUri: null, displayName: null }

const PART: FieldNames = {
  text: null,
  thought: null,
  thoughtSignature: null,
  inlineData: BLOB,
  fileData: FILE,
  functionCall: { id: null, name: null, args: null, partialArgs: null, willContinue: null },
  functionResponse: {
    id: null,
    name: null,
    response: null,
    parts: { inlineData: BLOB, fileData: FILE },
    willContinue: null,
    scheduling: null,
  },
  executableCode: { language: null, code: null },
  codeExecutionResult: { outcome: null, output: null },
  videoMetadata: { startOffset: null, endOffset: null, fps: null },
  mediaResolution: null,
}

export const CONTENT: FieldNames = { role: null, parts: PART }

const TOOL: FieldNames = {
  functionDeclarations: {
    name: null,
    description: null,
    parameters: null,
    parametersJsonSchema: null,
    response: null,
    responseJsonSchema: null,
    behavior: null,
  },
  googleSearch: null,
  googleSearchRetrieval: null,
  codeExecution: null,
  urlContext: null,
  computerUse: null,
  fileSearch: null,
  googleMaps: null,
}

const GENERATION_CONFIG: FieldNames = {
  candidateCount: null,
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  stopSequences: null,
  seed: null,
  presencePenalty: null,
  frequencyPenalty: null,
  responseLogprobs: null,
  logprobs: null,
  responseMimeType: null,
  responseSchema: null,
  responseJsonSchema: null,
  responseModalities: null,
  speechConfig: null,
  imageConfig: null,
  mediaResolution: null,
  thinkingConfig: { thinkingBudget: null, thinkingLevel: null, includeThoughts: null },
}

const REQUEST: FieldNames = {
  model: null,
  contents: CONTENT,
  systemInstruction: CONTENT,
  tools: TOOL,
  toolConfig: { functionCallingConfig: { mode: CALLING_MODES, allowedFunctionNames: null }, retrievalConfig: null },
  generationConfig: GENERATION_CONFIG,
  safetySettings: { category: null, threshold: null, method: null },
  labels: null,
  cachedContent: null,
  serviceTier: null,
}

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Without case and underscores: what a careless reader takes for the same name. */
const toGist = (name: string): string => name.replaceAll('_', '').toLowerCase()

/** Every spelling → the name in camelCase, for one kind of message. */
interface Spellings {
  bySpelling: ReadonlyMap<string, string>
  byGist: ReadonlyMap<string, string>
}

const cache = new WeakMap<FieldNames, Spellings>()

function spellingsOf(names: FieldNames): Spellings {
  const known = cache.get(names)
  if (known !== undefined) return known
  const all = Object.keys(names)
  const spellings = {
    bySpelling: new Map(all.flatMap((name) => [[name, name] as const, [toSnake(name), name] as const])),
    byGist: new Map(all.map((name) => [toGist(name), name] as const)),
  }
  cache.set(names, spellings)
  return spellings
}

/**
 * The vendor reads each field in camelCase and in snake_case: both become camelCase, by place and never inside what is
 * free of form, such as schemas, arguments and labels. A field in both spellings, or in one that only a careless reader
 * would understand (`MaxOutputTokens`), is refused: what was authorised must be what counts (RELIABILITY C12). Enums may be
 * written as numbers, and some clients do: they become names.
 * @param path where the request stands in the client's body; empty: it is the body
 * @param names of the kind of request; default a conversation's
 * @throws GatewayError `invalid_request`
 */
export const toCamelNames = (body: Fields, path: string, names: FieldNames = REQUEST): Fields =>
  renamed(body, names, path)

function renamed(value: Fields, names: FieldNames, path: string): Fields {
  const { bySpelling, byGist } = spellingsOf(names)
  const result: Fields = {}
  for (const [key, field] of Object.entries(value)) {
    const name = bySpelling.get(key)
    const at = path === '' ? key : `${path}.${key}`
    if (name === undefined) {
      const meant = byGist.get(toGist(key))
      if (meant !== undefined) throw refused(at, `Unknown field; did you mean ${meant}?`)
      // by definition: `__proto__` is a name like any other
      Object.defineProperty(result, key, { value: field, enumerable: true, configurable: true, writable: true })
      continue
    }
    if (Object.hasOwn(result, name)) throw refused(at, `${name} is set twice, in two spellings.`)
    const inner = names[name]
    if (inner === null || inner === undefined) result[name] = field
    else if (isEnum(inner)) result[name] = typeof field === 'number' ? (inner[field] ?? field) : field
    else result[name] = renamedInside(field, inner, at)
  }
  return result
}

const isEnum = (names: FieldNames | EnumNames): names is EnumNames => Array.isArray(names)

function renamedInside(field: unknown, names: FieldNames, path: string): unknown {
  if (Array.isArray(field)) {
    return field.map((item, index) => (isFields(item) ? renamed(item, names, `${path}[${index}]`) : item))
  }
  return isFields(field) ? renamed(field, names, path) : field
}

const refused = (param: string, message: string): GatewayError =>
  new GatewayError('invalid_request', { message, param })
