import type { DialectId } from '@tollgate/protocols/canonical'

export const DIALECTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini-generate'] as const

export interface DialectCall {
  model: string
  /** Of the fake upstream, without its marks. */
  script?: string
  prompt?: string
  isStreamed?: boolean
  outputLimit?: number
  /** More fields of the body, in the dialect's own words. */
  more?: object
  headers?: Record<string, string>
  /** Instead of `more` and all else: the body as text. */
  text?: string
  signal?: AbortSignal
  /** Of a Gemini stream; default the one of events. */
  form?: 'sse' | 'json-array'
}

export const KEY_HEADERS: Record<DialectId, (key: string) => Record<string, string>> = {
  'openai-chat': (key) => ({ authorization: `Bearer ${key}` }),
  'openai-responses': (key) => ({ authorization: `Bearer ${key}` }),
  'anthropic-messages': (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  'gemini-generate': (key) => ({ 'x-goog-api-key': key }),
}

export function pathOf(dialect: DialectId, { model, isStreamed, form }: DialectCall): string {
  switch (dialect) {
    case 'openai-chat':
      return '/v1/chat/completions'
    case 'openai-responses':
      return '/v1/responses'
    case 'anthropic-messages':
      return '/v1/messages'
    case 'gemini-generate': {
      const verb = isStreamed ? 'streamGenerateContent' : 'generateContent'
      return `/v1beta/models/${model}:${verb}${isStreamed && form !== 'json-array' ? '?alt=sse' : ''}`
    }
  }
}

export function bodyOf(dialect: DialectId, call: DialectCall): object {
  const { model, script, prompt = 'hello', isStreamed, outputLimit = 100, more } = call
  const text = script === undefined ? prompt : `${prompt} @@script:${script}@@`
  const stream = isStreamed ? { stream: true } : {}
  switch (dialect) {
    case 'openai-chat':
      return { model, ...stream, max_tokens: outputLimit, messages: [{ role: 'user', content: text }], ...more }
    case 'openai-responses':
      return { model, ...stream, max_output_tokens: outputLimit, input: text, ...more }
    case 'anthropic-messages':
      return { model, ...stream, max_tokens: outputLimit, messages: [{ role: 'user', content: text }], ...more }
    case 'gemini-generate':
      return {
        contents: [{ role: 'user', parts: [{ text }] }],
        generationConfig: { maxOutputTokens: outputLimit },
        ...more,
      }
  }
}

/** One call as a plain client of the dialect makes it. */
export function callIn(at: { url: string; key: string }, dialect: DialectId, call: DialectCall): Promise<Response> {
  return fetch(`${at.url}${pathOf(dialect, call)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...KEY_HEADERS[dialect](at.key), ...call.headers },
    body: call.text ?? JSON.stringify(bodyOf(dialect, call)),
    ...(call.signal && { signal: call.signal }),
  })
}
