/**
 * Every failure that a caller can be told, in one closed list; each dialect encodes the same code in its own words
 * (RELIABILITY 7). Codes are part of the public contract: add, never rename.
 */
export const ERROR_CODES = [
  'invalid_request',
  'conflicting_keys',
  'request_too_large',
  'request_timeout',
  'invalid_api_key',
  'key_disabled',
  'address_not_allowed',
  'navigation_not_allowed',
  'domain_not_allowed',
  'model_not_allowed',
  'model_not_found',
  'model_not_priced',
  'route_not_found',
  'method_not_allowed',
  'insufficient_quota',
  'rate_limit_exceeded',
  'upstream_error',
  'upstream_timeout',
  'upstream_overloaded',
  'no_channel',
  'billing_unavailable',
  'internal_error',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** HTTP status where no dialect has another one. `insufficient_quota` follows QUOTA_STATUS. */
export const ERROR_STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  conflicting_keys: 400,
  request_too_large: 413,
  request_timeout: 408,
  invalid_api_key: 401,
  key_disabled: 403,
  address_not_allowed: 403,
  navigation_not_allowed: 403,
  domain_not_allowed: 403,
  model_not_allowed: 403,
  model_not_found: 404,
  model_not_priced: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  insufficient_quota: 402,
  rate_limit_exceeded: 429,
  upstream_error: 502,
  upstream_timeout: 504,
  upstream_overloaded: 502,
  no_channel: 503,
  billing_unavailable: 503,
  internal_error: 500,
}

/**
 * What SDKs are told about asking again. `never`: `x-should-retry: false`; `later`: `retry-after`; `client`: nothing,
 * the SDK follows the status.
 */
export const ERROR_RETRY: Record<ErrorCode, 'never' | 'later' | 'client'> = {
  invalid_request: 'client',
  conflicting_keys: 'client',
  request_too_large: 'client',
  request_timeout: 'client',
  invalid_api_key: 'never',
  key_disabled: 'client',
  address_not_allowed: 'client',
  navigation_not_allowed: 'client',
  domain_not_allowed: 'client',
  model_not_allowed: 'client',
  model_not_found: 'client',
  model_not_priced: 'client',
  route_not_found: 'client',
  method_not_allowed: 'client',
  insufficient_quota: 'never',
  rate_limit_exceeded: 'later',
  upstream_error: 'client',
  upstream_timeout: 'client',
  upstream_overloaded: 'client',
  no_channel: 'client',
  billing_unavailable: 'later',
  internal_error: 'client',
}

const MARKER = Symbol.for('tollgate.gateway-error')

export interface GatewayErrorOptions {
  /** Told to the caller: no secrets, hosts, paths or stack. */
  message: string
  /** The field that is wrong, as a path in the caller's body: `messages[2].content`. */
  param?: string
  /** Seconds until asking again makes sense; for codes whose {@link ERROR_RETRY} is `later`. */
  retryAfterSeconds?: number
  /** The upstream's own code for the same thing (`context_length_exceeded`), for the dialect that knows it. */
  vendorCode?: string
  cause?: unknown
}

/** The one error that leaves the gateway. Recognised by its marker, so that two copies of this package agree. */
export class GatewayError extends Error {
  readonly [MARKER] = true
  readonly code: ErrorCode
  readonly param: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly vendorCode: string | undefined

  constructor(code: ErrorCode, options: GatewayErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'GatewayError'
    this.code = code
    this.param = options.param
    this.retryAfterSeconds = options.retryAfterSeconds
    this.vendorCode = options.vendorCode
  }
}

export const isGatewayError = (value: unknown): value is GatewayError =>
  typeof value === 'object' && value !== null && MARKER in value

/** Whatever was thrown → an error that may leave: unknown ones become `internal_error` without their text. */
export const toGatewayError = (thrown: unknown): GatewayError =>
  isGatewayError(thrown)
    ? thrown
    : new GatewayError('internal_error', { message: 'The gateway failed to handle this request.', cause: thrown })
