import type { DialectId } from './canonical/dialect-id.js'
import type { GatewayError } from './canonical/error.js'
import type { CanonicalRequest } from './canonical/request.js'
import type { StreamEvent } from './canonical/stream-event.js'
import type { Warning } from './canonical/warning.js'
import type { Machine } from './machine.js'
import type { SseMessage } from './sse/sse-message.js'

/** A JSON object that is about to be written. */
export type JsonObject = Record<string, unknown>

/** What the plan of an attempt puts into the upstream's request. */
export interface RequestTarget {
  /** The upstream's name of the model. */
  model: string
  /** The output limit that is sent, instead of the client's; absent: the client's, if any. */
  maxOutputTokens?: number
}

/** What identifies an answer to the client: the same in every chunk. */
export interface ResponseIdentity {
  id: string
  /** The name that the client asked for. */
  model: string
  createdAtSeconds: number
}

export interface StreamEncoderOptions extends ResponseIdentity {
  /** Whether the client wants to see the usage at the end. */
  includeUsage: boolean
}

export interface EncodeErrorOptions {
  requestId: string
  /** Status of `insufficient_quota`: QUOTA_STATUS. */
  quotaStatus: 402 | 429
}

export interface EncodedError {
  status: number
  headers: Record<string, string>
  body: JsonObject
}

/** An upstream's answer that is no success. Header names in lower case. */
export interface UpstreamReply {
  status: number
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
  body: string
}

export interface DecodeErrorOptions {
  /** Values that must not reach the caller, such as the upstream key that was used. */
  secrets: readonly string[]
  /** Milliseconds since the epoch: a `retry-after` may be a date. */
  nowMs: number
}

/**
 * What an upstream's refusal means for us. `request`: the caller's own fault, no other target will help; `key`: this
 * upstream key is refused or out of money; `rate-limit`: it must rest; the others count against the target's health.
 */
export type UpstreamFailureKind = 'request' | 'key' | 'rate-limit' | 'overloaded' | 'timeout' | 'failed'

export interface UpstreamFailure {
  kind: UpstreamFailureKind
  /** The upstream's status. */
  status: number
  /** Whole seconds that the upstream asks us to wait. */
  retryAfterSeconds?: number
  /** What the caller is told where no other target answers; contains neither secrets nor hosts. */
  error: GatewayError
}

/**
 * One dialect, both halves: server side (decodeRequest, encodeResponse, createStreamEncoder, encodeError) and upstream
 * side (encodeRequest, decodeResponse, createStreamDecoder, decodeError). All of it is pure.
 */
export interface DialectCodec {
  readonly id: DialectId
  /** What ends a whole stream on the wire; empty where the connection's end does. */
  readonly streamTerminator: string
  /**
   * A client's body, already parsed by `readJson`.
   * @throws GatewayError `invalid_request` with the path of the wrong field
   */
  decodeRequest(body: unknown): CanonicalRequest
  /** Never throws: what has no place is dropped with a warning. */
  encodeRequest(request: CanonicalRequest, target: RequestTarget): { body: JsonObject; warnings: Warning[] }
  /** A parsed 2xx body → the events of a whole stream; anything unreadable becomes an error event. */
  decodeResponse(body: unknown): StreamEvent[]
  createStreamDecoder(): Machine<SseMessage, StreamEvent>
  /** Events of a whole answer → the unary body. @throws GatewayError that the events end with */
  encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject
  createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage>
  encodeError(error: GatewayError, options: EncodeErrorOptions): EncodedError
  /** The text that ends a stream whose headers are out; nothing may follow it. */
  encodeStreamError(error: GatewayError): string
  decodeError(reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure
}
