import type { FakeCall, FakeChunk, FakeDialect, ReadCall } from './fake-dialect.js'
import {
  encodeGeminiChunks,
  encodeGeminiError,
  encodeGeminiUnary,
  type GeminiChunk,
  type GeminiOptions,
} from './gemini-generate-answer.js'
import { geminiRequestSchema, toChatRequest } from './gemini-generate-request.js'
import { findFault, findUnknownName } from './gemini-generate-rules.js'
import type { ChatAnswer } from './openai-chat.js'
import { countPromptTokens } from './token-count.js'

const CALL = /\/models\/(.+):(generateContent|streamGenerateContent|countTokens)$/
const BREAKDOWN = 503

/** Google's Gemini API. */
export const geminiGenerate: FakeDialect = {
  isPath: (path) => CALL.test(decoded(path)),
  idPrefix: 'gemini-',
  readCall,
  encodeUnary: (answer, call) => encodeGeminiUnary(answer, optionsOf(call)),
  encodeStream: (answer, _, call) => encodeStream(answer, call),
  streamType: (call) => (isSse(call) ? 'text/event-stream' : 'application/json; charset=UTF-8'),
  encodeError: (status, message) => encodeGeminiError(status, message),
  errorFrame: (message, { call, isFirst }) => {
    const text = frameOf(encodeGeminiError(BREAKDOWN, message), { call, isFirst })
    return isSse(call) ? text : `${text}\n]`
  },
  brokenFrame: 'data: {"candidates": [\r\n\r\n',
  keepAliveFrame: '', // it knows none
  unknownKey: {
    status: 400,
    body: encodeGeminiError(400, 'API key not valid. Please pass a valid API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ]),
  },
  sliceCount: 2,
}

type Fields = Record<string, unknown>

function readCall(call: FakeCall): ReadCall {
  const [, model = '', action] = CALL.exec(decoded(call.path)) ?? []
  const body = bodyOf(call)
  if (body === undefined) return refused('Invalid JSON payload received.')
  const unknown = findUnknownName(body)
  if (unknown !== undefined) return refused(unknown)
  const parsed = geminiRequestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(`Invalid value at '${issue?.path.join('.')}': ${issue?.message}`)
  }
  const fault = findFault(parsed.data)
  if (fault !== undefined) return refused(fault)
  const chat = toChatRequest(parsed.data, { model, isStreamed: action === 'streamGenerateContent' })
  return action === 'countTokens'
    ? { type: 'answer', body: { totalTokens: countPromptTokens(chat) } }
    : { type: 'chat', chat }
}

const refused = (message: string): ReadCall => ({ type: 'refused', status: 400, message })

/** A count may be asked for a whole request, or for its turns. */
function bodyOf({ body, path }: FakeCall): Fields | undefined {
  if (!isFields(body)) return undefined
  const whole = body.generateContentRequest ?? body.generate_content_request
  const request = toCamelNames(path.endsWith('countTokens') && isFields(whole) ? whole : body)
  return isFields(request) ? request : undefined
}

/** Free of form: names within are the caller's own. */
const FREE = new Set([
  'args',
  'response',
  'labels',
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
])

/** The vendor takes both spellings. */
function toCamelNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelNames)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      return [name, FREE.has(name) ? field : toCamelNames(field)]
    }),
  )
}

/** Thoughts are shown to those who ask. */
function optionsOf(call: FakeCall): GeminiOptions {
  const parsed = geminiRequestSchema.safeParse(bodyOf(call))
  const thinking = parsed.success ? parsed.data.generationConfig?.thinkingConfig : undefined
  return { showsThoughts: thinking?.includeThoughts === true }
}

function* encodeStream(answer: ChatAnswer, call: FakeCall): Generator<FakeChunk> {
  let isFirst = true
  for (const chunk of encodeGeminiChunks(answer, optionsOf(call))) {
    yield toFakeChunk(chunk, { call, isFirst })
    isFirst = false
  }
  if (!isSse(call)) yield { write: () => '\n]', isDelta: false }
}

const toFakeChunk = ({ body, isDelta, usage }: GeminiChunk, at: { call: FakeCall; isFirst: boolean }): FakeChunk => ({
  write: (extra) => frameOf({ ...body, ...extra }, at),
  isDelta,
  ...(usage && { usage }),
})

/** Bare data, or an element of one array that is written as it grows. */
const frameOf = (body: object, { call, isFirst }: { call: FakeCall; isFirst: boolean }): string =>
  isSse(call) ? `data: ${JSON.stringify(body)}\r\n\r\n` : `${isFirst ? '[' : ',\r\n'}${JSON.stringify(body, null, 2)}`

const isSse = ({ query }: FakeCall): boolean => new URLSearchParams(query).get('alt') === 'sse'

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
