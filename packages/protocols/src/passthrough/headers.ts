import type { DialectId } from '../canonical/dialect-id.js'

/** Header names in lower case, as Node gives them. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** Request headers of the client that an upstream of the same dialect may see. Credentials and cookies never. */
const TO_UPSTREAM: Record<DialectId, readonly string[]> = {
  'openai-chat': ['openai-beta'],
  'openai-responses': ['openai-beta'],
  'anthropic-messages': ['anthropic-version', 'anthropic-beta'],
  'gemini-generate': [],
}

/**
 * Response headers of the upstream that the client may see. Neither the upstream's limits (ours are told instead), nor
 * anything about encoding and length (the body no longer matches), nor cookies.
 */
const TO_CLIENT: Record<DialectId, readonly string[]> = {
  'openai-chat': ['content-type', 'openai-processing-ms', 'openai-version'],
  'openai-responses': ['content-type', 'openai-processing-ms', 'openai-version'],
  'anthropic-messages': ['content-type'],
  'gemini-generate': ['content-type'],
}

export const headersToUpstream = (headers: HeaderValues, dialect: DialectId): Record<string, string> =>
  pick(headers, TO_UPSTREAM[dialect])

export const headersToClient = (headers: HeaderValues, dialect: DialectId): Record<string, string> =>
  pick(headers, TO_CLIENT[dialect])

/** Visible ASCII, spaces and tabs: a value with a line end could forge a header. */
const SAFE_VALUE = /^[\t\x20-\x7e]{1,1024}$/

function pick(headers: HeaderValues, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string' && SAFE_VALUE.test(value)) picked[name] = value
  }
  return picked
}
