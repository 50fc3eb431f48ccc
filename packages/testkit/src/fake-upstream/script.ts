/** What one call is to do, told in its own prompt: `@@script:chunks=20,delay-ms=5,prompt-tokens=7@@`. */
export interface UpstreamScript {
  /** Text of the answer. Percent-escapes count, so that commas can be said: `reply=a%2Cb`. */
  reply?: string
  /** The prompt itself is the answer. */
  isEcho: boolean
  /** The request headers are the answer, as JSON; credentials as their SHA-256. */
  isEchoHeaders: boolean
  /** Text deltas of a stream; the reply is spread over them. */
  chunkCount?: number
  /** Length of a made-up reply in bytes. */
  replyBytes?: number
  /** Between two chunks. */
  delayMs: number
  /** Before the headers. */
  firstDelayMs: number
  /** Told before the answer, as `reasoning_content`. */
  reasoningText?: string
  finishReason?: string
  toolCalls: 'none' | 'one' | 'parallel'
  usage: UsageScript
  fault: UpstreamFault
  /** Held before the headers until released by this name. */
  barrier?: string
  setsCookie: boolean
  /** Writes of so many bytes, whatever they cut through. */
  splitBytes?: number
  /** SSE comments between the events. */
  hasComments: boolean
  /** Each chunk carries `x_sent_at_ns`, this process's monotonic clock. */
  hasSendTimes: boolean
}

export interface UsageScript {
  promptTokens?: number
  completionTokens?: number
  cachedTokens?: number
  reasoningTokens?: number
  /** `finish`: on the chunk with the finish reason instead of one of its own, as several servers do. */
  place: 'own-chunk' | 'finish' | 'none'
  hostile?: 'negative' | 'fraction' | 'huge' | 'string'
}

/** Counts are chunks sent before it happens; in a unary answer 0 is before the headers, more is amid the body. */
export type UpstreamFault =
  | { type: 'none' }
  | { type: 'status'; status: number; retryAfter?: string; isHtml: boolean; leaksKey: boolean }
  | { type: 'html' }
  | { type: 'redirect'; status: number; location: string }
  | { type: 'reset'; afterChunks: number }
  | { type: 'cut'; afterChunks: number }
  | { type: 'stall'; afterChunks: number }
  | { type: 'error-event'; afterChunks: number }
  | { type: 'invalid-json' }

const SCRIPT = /@@script:(.*?)@@/gs
const HOSTILE_USAGES = ['negative', 'fraction', 'huge', 'string'] as const
const MAX_CHUNKS = 1_000_000
const MAX_DELAY_MS = 600_000
const MAX_REPLY_BYTES = 2_000_000_000
const KEYS = new Set([
  ...['reply', 'echo', 'echo-headers', 'chunks', 'reply-bytes', 'delay-ms', 'first-delay-ms', 'reasoning-text'],
  ...['finish', 'tool', 'parallel-tools', 'prompt-tokens', 'completion-tokens', 'cached', 'reasoning', 'no-usage'],
  ...['usage-on-finish', 'hostile-usage', 'status', 'retry-after', 'html', 'leak-key', 'redirect', 'reset-after'],
  ...['cut-after', 'stall-after', 'error-after', 'first-error', 'invalid-json', 'barrier', 'set-cookie', 'split'],
  ...['comments', 'send-times'],
])

/**
 * The last script in a text; `undefined` if there is none.
 * @throws Error that names what it does not understand: a test with a typing error must not pass as a test without fault
 */
export function parseScript(text: string): UpstreamScript | undefined {
  const body = [...text.matchAll(SCRIPT)].at(-1)?.[1]
  if (body === undefined) return undefined
  const fields = parseFields(body)
  const script: UpstreamScript = {
    isEcho: fields.has('echo'),
    isEchoHeaders: fields.has('echo-headers'),
    delayMs: count(fields, 'delay-ms', MAX_DELAY_MS) ?? 0,
    firstDelayMs: count(fields, 'first-delay-ms', MAX_DELAY_MS) ?? 0,
    toolCalls: fields.has('parallel-tools') ? 'parallel' : fields.has('tool') ? 'one' : 'none',
    usage: parseUsage(fields),
    fault: parseFault(fields),
    setsCookie: fields.has('set-cookie'),
    hasComments: fields.has('comments'),
    hasSendTimes: fields.has('send-times'),
  }
  const optional = {
    reply: textOf(fields, 'reply'),
    reasoningText: textOf(fields, 'reasoning-text'),
    finishReason: textOf(fields, 'finish'),
    barrier: textOf(fields, 'barrier'),
    chunkCount: count(fields, 'chunks', MAX_CHUNKS),
    replyBytes: count(fields, 'reply-bytes', MAX_REPLY_BYTES),
    splitBytes: count(fields, 'split', MAX_CHUNKS),
  }
  return { ...script, ...withoutUndefined(optional) }
}

/** A prompt without its scripts. */
export const withoutScripts = (text: string): string => text.replaceAll(SCRIPT, '').trim()

type Fields = ReadonlyMap<string, string>

function parseFields(body: string): Fields {
  const fields = new Map<string, string>()
  for (const part of body.split(',')) {
    const [, key, value] = /^\s*([a-z-]+)\s*(?:=(.*))?$/s.exec(part) ?? []
    if (key === undefined || !KEYS.has(key)) throw new Error(`script: "${part.trim()}" is not understood`)
    fields.set(key, value ?? '')
  }
  return fields
}

function parseUsage(fields: Fields): UsageScript {
  const hostile = fields.get('hostile-usage')
  const isHostile = HOSTILE_USAGES.find((kind) => kind === hostile)
  if (hostile !== undefined && isHostile === undefined) throw new Error(`script: hostile-usage=${hostile}`)
  return {
    place: fields.has('no-usage') ? 'none' : fields.has('usage-on-finish') ? 'finish' : 'own-chunk',
    ...withoutUndefined({
      promptTokens: count(fields, 'prompt-tokens'),
      completionTokens: count(fields, 'completion-tokens'),
      cachedTokens: count(fields, 'cached'),
      reasoningTokens: count(fields, 'reasoning'),
      hostile: isHostile,
    }),
  }
}

function parseFault(fields: Fields): UpstreamFault {
  const status = count(fields, 'status', 599)
  const location = textOf(fields, 'redirect')
  if (location !== undefined) return { type: 'redirect', status: status ?? 302, location }
  if (status !== undefined || fields.has('leak-key')) {
    const facts = { status: status ?? 401, isHtml: fields.has('html'), leaksKey: fields.has('leak-key') }
    return { type: 'status', ...facts, ...withoutUndefined({ retryAfter: textOf(fields, 'retry-after') }) }
  }
  if (fields.has('html')) return { type: 'html' }
  if (fields.has('invalid-json')) return { type: 'invalid-json' }
  if (fields.has('first-error')) return { type: 'error-event', afterChunks: 0 }
  for (const [key, type] of [
    ['reset-after', 'reset'],
    ['cut-after', 'cut'],
    ['stall-after', 'stall'],
    ['error-after', 'error-event'],
  ] as const) {
    const afterChunks = count(fields, key)
    if (afterChunks !== undefined) return { type, afterChunks }
  }
  return { type: 'none' }
}

function count(fields: Fields, key: string, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = fields.get(key)
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > max)
    throw new Error(`script: ${key}=${text} is no whole number up to ${max}`)
  return value
}

function textOf(fields: Fields, key: string): string | undefined {
  const text = fields.get(key)
  return text === undefined ? undefined : decodeURIComponent(text)
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const withoutUndefined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
