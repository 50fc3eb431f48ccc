import { ERROR_STATUS, type ErrorCode, type GatewayError } from '../canonical/error.js'
import type { JsonObject, UpstreamFailureKind } from '../codec.js'
import { type Fields, isFields, textOf } from '../fields.js'
import type { ToldFailure } from './decode-failure.js'
import { kindOfStatus } from './failure-kind.js'

// Both of OpenAI's dialects tell errors alike, and so do the many who imitate them.

/** `type` and `code` of each failure (RELIABILITY 7); `code` is null where the vendor gives none. */
const WORDS: Record<ErrorCode, { type: string; code: string | null }> = {
  invalid_request: { type: 'invalid_request_error', code: null },
  conflicting_keys: { type: 'invalid_request_error', code: 'conflicting_keys' },
  request_too_large: { type: 'invalid_request_error', code: 'request_too_large' },
  request_timeout: { type: 'invalid_request_error', code: 'request_timeout' },
  invalid_api_key: { type: 'invalid_request_error', code: 'invalid_api_key' },
  key_disabled: { type: 'permission_error', code: 'key_disabled' },
  address_not_allowed: { type: 'permission_error', code: 'address_not_allowed' },
  navigation_not_allowed: { type: 'permission_error', code: 'navigation_not_allowed' },
  domain_not_allowed: { type: 'permission_error', code: 'domain_not_allowed' },
  model_not_allowed: { type: 'permission_error', code: 'model_not_allowed' },
  model_not_found: { type: 'invalid_request_error', code: 'model_not_found' },
  model_not_priced: { type: 'invalid_request_error', code: 'model_not_priced' },
  route_not_found: { type: 'invalid_request_error', code: 'route_not_found' },
  method_not_allowed: { type: 'invalid_request_error', code: 'method_not_allowed' },
  insufficient_quota: { type: 'insufficient_quota', code: 'insufficient_quota' },
  rate_limit_exceeded: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  upstream_error: { type: 'api_error', code: 'upstream_error' },
  upstream_timeout: { type: 'api_error', code: 'upstream_timeout' },
  upstream_overloaded: { type: 'api_error', code: 'upstream_overloaded' },
  no_channel: { type: 'api_error', code: 'no_channel' },
  billing_unavailable: { type: 'api_error', code: 'billing_unavailable' },
  internal_error: { type: 'api_error', code: 'internal_error' },
}

/** All four keys exist: clients read them without asking. */
export function toOpenAiError({ code: ours, message, param, vendorCode }: GatewayError): JsonObject {
  const { type, code } = WORDS[ours]
  return { message, type, param: param ?? null, code: code ?? vendorCode ?? null }
}

/** The body of an HTTP answer. */
export const toOpenAiErrorBody = (error: GatewayError): JsonObject => ({ error: toOpenAiError(error) })

export const openAiStatusOf = ({ code }: GatewayError, quotaStatus: number): number =>
  code === 'insufficient_quota' ? quotaStatus : ERROR_STATUS[code]

/** What an upstream says of its failure, in any of the shapes that are in use. */
export interface OpenAiFailure extends ToldFailure {
  /** Some put an HTTP status where the vendor has a word. */
  status?: number
}

export const openAiFailures = {
  read: readOpenAiFailure,
  kindOf: (status: number, { vendorCode }: OpenAiFailure): UpstreamFailureKind =>
    status === 429 && vendorCode === 'insufficient_quota' ? 'key' : kindOfStatus(status),
}

/** `{error}`, `[{error}]` or the flat form. */
export function readOpenAiFailure(body: unknown): OpenAiFailure {
  if (Array.isArray(body)) return readOpenAiFailure(body[0])
  if (!isFields(body)) return {}
  const { error } = body
  if (typeof error === 'string') return { ...fieldsOf(body), message: error }
  return fieldsOf(isFields(error) ? error : body)
}

/** Whether a 200 body, or an event of a stream, is an error: `{error}`, `[{error}]` or the flat form. */
export function isOpenAiErrorBody(body: unknown): boolean {
  if (Array.isArray(body)) return isOpenAiErrorBody(body[0])
  return isFields(body) && (isTold(body.error) || body.object === 'error')
}

const CODE = /^[a-z0-9_.-]{1,64}$/i
const PARAM = /^[\w.[\]-]{1,200}$/

function fieldsOf({ message, detail, code, param, status }: Fields): OpenAiFailure {
  const text = textOf(message) ?? textOf(detail)
  const number = [code, status].find((value) => Number.isInteger(value))
  return {
    ...(text !== undefined && { message: text }),
    ...(typeof code === 'string' && CODE.test(code) && { vendorCode: code }),
    ...(typeof param === 'string' && PARAM.test(param) && { param }),
    ...(typeof number === 'number' && { status: number }),
  }
}

/** Some servers send an empty `error` along with every success. */
const isTold = (error: unknown): boolean => error != null && error !== false && error !== ''
