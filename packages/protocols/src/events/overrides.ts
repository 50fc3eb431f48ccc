/**
 * What a channel's settings may not override. Credentials, hosts and framing belong to the gateway; of the body, what is
 * billed by, bounded by or routed by: the reservation must hold whatever an administrator types.
 */

/** Longest text of all overridden parameters of one channel, as JSON. */
export const PARAMETERS_MAX_CHARACTERS = 16_384

const FORBIDDEN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'api-key',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'date',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-api-key',
  'x-goog-api-key',
  'x-real-ip',
  'x-request-id',
])
const FORBIDDEN_HEADER_PREFIXES = ['proxy-', 'sec-', 'x-forwarded-', 'x-http-method', 'x-method', 'x-tollgate-']
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/
/** Visible ASCII with single spaces and tabs inside: a value with a line end could forge a header. */
const HEADER_VALUE = /^[\x21-\x7e]([\t\x20-\x7e]{0,1022}[\x21-\x7e])?$/

/** @param name in any case */
export function isForbiddenHeader(name: string): boolean {
  const lower = name.toLowerCase()
  if (!HEADER_NAME.test(lower) || FORBIDDEN_HEADERS.has(lower)) return true
  return FORBIDDEN_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix))
}

export const isHeaderValue = (value: string): boolean => HEADER_VALUE.test(value)

const FORBIDDEN_PARAMETERS = new Set([
  '__proto__',
  'best_of',
  'cachedContent',
  'constructor',
  'contents',
  'conversation',
  'dimensions',
  'encoding_format',
  'generationConfig',
  'generation_config',
  'input',
  'instructions',
  'max_completion_tokens',
  'max_output_tokens',
  'max_tokens',
  'messages',
  'model',
  'n',
  'previous_response_id',
  'prompt',
  'prototype',
  'requests',
  'stream',
  'stream_options',
  'system',
  'systemInstruction',
  'system_instruction',
  'toolConfig',
  'tool_choice',
  'tools',
])

export const isForbiddenParameter = (name: string): boolean =>
  name === '' || name.length > 64 || FORBIDDEN_PARAMETERS.has(name)
