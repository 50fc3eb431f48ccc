// How the Python clients read what they get, rule by rule after their published sources: they are stricter than the wire,
// and each in another way.

type Fields = Record<string, unknown>
interface SseEvent {
  event: string | undefined
  data: string
}

/** What a client would raise. */
export class ClientRaises extends Error {}

/** Both `openai` and `anthropic` decode events alike: fields by line, an empty line ends one, comments are skipped. */
export function readSse(text: string): SseEvent[] {
  const events: SseEvent[] = []
  let event: string | undefined
  let data: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') {
      if (event !== undefined || data.length > 0) events.push({ event, data: data.join('\n') })
      event = undefined
      data = []
    } else if (!line.startsWith(':')) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
      if (name === 'event') event = value
      else if (name === 'data') data.push(value)
    }
  }
  return events
}

/** `openai`: everything up to `[DONE]` is JSON; an `error` in it is raised. */
export function readOpenAiStream(text: string): Fields[] {
  const chunks: Fields[] = []
  for (const { data } of readSse(text)) {
    if (data.startsWith('[DONE]')) return chunks
    const chunk = JSON.parse(data) as Fields
    if (chunk.error) throw new ClientRaises(JSON.stringify(chunk.error))
    chunks.push(chunk)
  }
  return chunks
}

const ANTHROPIC_EVENTS = [
  'message_start',
  'message_delta',
  'message_stop',
  'content_block_start',
  'content_block_delta',
]
const KNOWN_TO_ANTHROPIC = new Set([...ANTHROPIC_EVENTS, 'content_block_stop'])

/** `anthropic`: the name of the event decides, what has none of the known ones is passed over, `error` is raised. */
export function readAnthropicStream(text: string): Fields[] {
  return readSse(text).flatMap(({ event, data }) => {
    if (event === 'error') throw new ClientRaises(data)
    return event !== undefined && KNOWN_TO_ANTHROPIC.has(event) ? [JSON.parse(data) as Fields] : []
  })
}

/**
 * `google-genai`: `data: ` lines up to an empty line are a chunk; any other line, a comment too, is taken for a part of an
 * error and joined until its braces balance. A chunk that begins with `{"error":` is raised.
 */
export function readGenAiStream(text: string): Fields[] {
  const chunks: string[] = []
  let data: string[] = []
  let other = ''
  let balance = 0
  for (const line of [...text.split(/\r\n|\r|\n/), '']) {
    if (line === '') {
      if (data.length > 0) chunks.push(data.join('\n'))
      data = []
    } else if (line.startsWith('data: ')) data.push(line.slice('data: '.length))
    else {
      other += line
      balance += line.split('{').length - line.split('}').length
      if (balance === 0) chunks.push(other)
      if (balance === 0) other = ''
    }
  }
  if (other !== '') chunks.push(other)
  return chunks.map((chunk) => {
    if (chunk.startsWith('{"error":')) throw new ClientRaises(chunk)
    return JSON.parse(chunk) as Fields
  })
}

/** `google-generativeai` over REST: one array from the first byte on, its objects cut out by counting outside of strings. */
export function readGenerativeAiStream(text: string): Fields[] {
  if (!text.startsWith('[')) throw new ClientRaises(`Can only parse array of JSON objects, instead got ${text}`)
  const objects: Fields[] = []
  let level = 0
  let start = 0
  let isInString = false
  for (let at = 1; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{' && level++ === 0) start = at
    else if (char === '}' && --level === 0) objects.push(asMessage(JSON.parse(text.slice(start, at + 1)) as Fields))
  }
  if (level !== 0 || !text.trimEnd().endsWith(']')) throw new ClientRaises('half an array')
  return objects
}

/** What protocol buffers take for a `GenerateContentResponse`: unknown names are passed over, wrong types are raised. */
export function asMessage(answer: Fields): Fields {
  const { candidates = [], usageMetadata = {} } = answer as { candidates?: Fields[]; usageMetadata?: Fields }
  for (const { finishReason, index, content } of candidates) {
    assertType(finishReason === undefined || /^[A-Z_]+$/.test(String(finishReason)), 'finishReason')
    assertType(index === undefined || Number.isInteger(index), 'index')
    const { parts = [], role } = (content ?? {}) as { parts?: Fields[]; role?: unknown }
    assertType(role === undefined || typeof role === 'string', 'role')
    for (const { text, functionCall, thought } of parts) {
      assertType(text === undefined || typeof text === 'string', 'text')
      assertType(thought === undefined || typeof thought === 'boolean', 'thought')
      const { name, args = {} } = (functionCall ?? { name: '' }) as Fields
      assertType(typeof name === 'string' && typeof args === 'object' && !Array.isArray(args), 'functionCall')
    }
  }
  for (const [name, count] of Object.entries(usageMetadata)) {
    assertType(!name.endsWith('Count') || (Number.isInteger(count) && Number(count) >= 0), name)
  }
  return answer
}

function assertType(isRight: boolean, name: string): void {
  if (!isRight) throw new ClientRaises(`Failed to parse ${name} field`)
}
