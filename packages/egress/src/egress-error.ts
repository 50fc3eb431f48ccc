const MARKER = Symbol.for('tollgate.egress-error')

export type EgressErrorCode =
  /** The address, scheme or URL is not one that may be reached. */
  | 'egress_blocked'
  /** The name has no address. */
  | 'egress_unresolvable'
  /** Nothing answers there, or TLS failed. */
  | 'egress_refused'
  /** No connection, no answer or no further bytes in time. */
  | 'egress_timeout'
  /** The connection was lost after it stood. */
  | 'egress_broken'

/** What a caller may be told. The first three are one, or the gateway would be a port scanner. */
export type EgressOutwardClass = 'unreachable' | 'timeout' | 'broken'

const OUTWARD_CLASS: Record<EgressErrorCode, EgressOutwardClass> = {
  egress_blocked: 'unreachable',
  egress_unresolvable: 'unreachable',
  egress_refused: 'unreachable',
  egress_timeout: 'timeout',
  egress_broken: 'broken',
}

const MESSAGE: Record<EgressOutwardClass, string> = {
  unreachable: 'the address cannot be reached',
  timeout: 'the other side did not answer in time',
  broken: 'the connection was lost',
}

/** `message` may leave the house, `code` and `detail` are for logs and decisions. */
export class EgressError extends Error {
  readonly [MARKER] = true
  override readonly name = 'EgressError'
  readonly outwardClass: EgressOutwardClass
  /** Addresses and names; never a secret, never for callers. */
  readonly detail: string

  constructor(
    readonly code: EgressErrorCode,
    options: { detail?: string; cause?: unknown } = {},
  ) {
    const outwardClass = OUTWARD_CLASS[code]
    super(MESSAGE[outwardClass], { cause: options.cause })
    this.outwardClass = outwardClass
    this.detail = options.detail ?? ''
  }

  static is(error: unknown): error is EgressError {
    return typeof error === 'object' && error !== null && MARKER in error
  }
}

const CODE_OF: Record<string, EgressErrorCode> = {
  UND_ERR_CONNECT_TIMEOUT: 'egress_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'egress_timeout',
  UND_ERR_BODY_TIMEOUT: 'egress_timeout',
  ETIMEDOUT: 'egress_timeout',
  UND_ERR_SOCKET: 'egress_broken',
  ECONNRESET: 'egress_broken',
  EPIPE: 'egress_broken',
  ENOTFOUND: 'egress_unresolvable',
  EAI_AGAIN: 'egress_unresolvable',
}

/** What undici, a socket or the resolver threw, before or after the headers. An abort by the caller stays what it is. */
export function toEgressError(error: unknown): unknown {
  if (EgressError.is(error) || !(error instanceof Error) || error.name === 'AbortError') return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'UND_ERR_ABORTED') return error
  return new EgressError(CODE_OF[code] ?? 'egress_broken', { detail: code || error.message, cause: error })
}
