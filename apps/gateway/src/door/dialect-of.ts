import type { DialectId } from '@tollgate/protocols/canonical'
import type { RequestHeaders } from './identify.js'

/** Where OpenAI's clients look for the API: as the vendor has it, and under the vendor's name. */
export const OPENAI_PREFIXES = ['/v1', '/openai/v1', '/openai'] as const
/** Its clients add `/v1` to their base URL, also to one that has it already. */
export const ANTHROPIC_PREFIXES = ['/v1', '/v1/v1', '/anthropic/v1', '/anthropic'] as const
/** Every version's name means the same here. */
export const GEMINI_PREFIXES = [
  '/v1beta',
  '/v1',
  '/v1alpha',
  '/gemini/v1beta',
  '/gemini/v1',
  '/gemini/v1alpha',
] as const

const GEMINI = /^\/(v1beta|v1alpha|gemini)(\/|$)/
const ANTHROPIC = /^\/(anthropic|v1\/messages|v1\/v1)(\/|$)/
const RESPONSES = /^\/(v1|openai\/v1|openai)\/responses(\/|$)/
const SHARED = /^\/v1(\/|$)/
const OPENAI = /^\/v1\/(chat|embeddings)(\/|$)/
const ACTION = /(:|%3a)[a-z]+$/i

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

/**
 * In which dialect a request is answered, errors included. The path decides; what the vendors share under `/v1`, the model
 * lists and all that is not served, is told apart by the headers that only one vendor's clients send.
 */
export function dialectOf({ url, headers }: { url: string; headers: RequestHeaders }): DialectId {
  const path = pathOf(url)
  if (GEMINI.test(path)) return 'gemini-generate'
  if (ANTHROPIC.test(path)) return 'anthropic-messages'
  if (RESPONSES.test(path)) return 'openai-responses'
  if (SHARED.test(path) && !OPENAI.test(path)) {
    if (headers['anthropic-version'] !== undefined) return 'anthropic-messages'
    if (headers['x-goog-api-key'] !== undefined || ACTION.test(path)) return 'gemini-generate'
  }
  return 'openai-chat'
}

/** Only Gemini's own paths read `?key=`: its clients know no other way, and elsewhere addresses are logged. */
export const mayUseQueryKey = (url: string): boolean => GEMINI.test(pathOf(url)) || ACTION.test(pathOf(url))

/** What follows `prefix` in a request's path, as it came. */
export const tailOf = (url: string, prefix: string): string => pathOf(url).slice(prefix.length + 1)

export function queryOf(url: string): string {
  const at = url.indexOf('?')
  return at === -1 ? '' : url.slice(at + 1)
}

export const singleValue = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(',')
