import type { DialectId } from './canonical/dialect-id.js'
import type { GatewayError } from './canonical/error.js'
import type { CanonicalRequest } from './canonical/request.js'
import type { StreamEvent } from './canonical/stream-event.js'
import type { Warning } from './canonical/warning.js'
import type { Machine } from './machine.js'
import type { SseMessage } from './sse/sse-message.js'

/** A JSON object that is about to be written. */
export type JsonObject = Record<string, unknown>

/**
 * What an upstream and one of its models take. Absent means unknown: then the encoder writes what the dialect's own
 * reference says. Data of the vendor table, the capability table and the channel's override; no codec knows a vendor.
 */
export interface TargetTraits {
  /** The field that carries the output limit, in `openai-chat`. */
  outputLimitField?: 'max_tokens' | 'max_completion_tokens' | undefined
  /** False: `stream_options` is refused, so usage must be estimated. */
  takesStreamOptions?: boolean | undefined
  /** False: instructions go as `system`. */
  takesDeveloperRole?: boolean | undefined
  /** False: instructions amid the conversation are refused, so they go as a user's words. */
  takesSystemAmidMessages?: boolean | undefined
  /** Where thinking of earlier turns is written back, in `openai-chat`; `none`: it is refused there. */
  reasoningField?: 'reasoning_content' | 'reasoning' | 'none' | undefined
  /** False: temperature, top_p and top_k are refused. */
  takesSampling?: boolean | undefined
  /** False: temperature and top_p together are refused; temperature stays. */
  takesTemperatureWithTopP?: boolean | undefined
  /** `top_p` must be below 1. */
  isTopPBelowOne?: boolean | undefined
  takesTopK?: boolean | undefined
  takesParallelToolCallsFlag?: boolean | undefined
  /** False: prompt cache key, class of service and verbosity are refused. */
  takesServiceFields?: boolean | undefined
  /** How thinking is asked for. */
  thinking?: 'none' | 'effort' | 'budget' | 'adaptive' | 'level' | undefined
  /** Lowest and highest budget that the model takes, in tokens. */
  thinkingBudget?: { min: number; max: number } | undefined
  /** Whether thinking may be switched off. */
  mayDisableThinking?: boolean | undefined
  takesJsonSchema?: boolean | undefined
  /** False: JSON mode is refused beside functions; the instructions ask for JSON instead. */
  takesJsonWithTools?: boolean | undefined
  /** JSON Schema as it is (`parametersJsonSchema`, `responseJsonSchema`), in `gemini-generate`. */
  takesPlainJsonSchema?: boolean | undefined
  takesMediaInToolResults?: boolean | undefined
  /** Public URLs of images and documents; false: bytes only. */
  takesMediaUrls?: boolean | undefined
  /** The output limit where neither the client nor the model's record sets one. */
  defaultMaxOutputTokens?: number | undefined
  /** The most that the model can write. */
  maxOutputTokens?: number | undefined
}

/** What the plan of an attempt puts into the upstream's request. */
export interface RequestTarget {
  /** The upstream's name of the model. */
  model: string
  /** The output limit that is sent, instead of the client's; absent: the client's, if any. */
  maxOutputTokens?: number
  /** What the limit may be raised to, where thinking counts within it; absent: it stays. */
  mostOutputTokens?: number
  traits?: TargetTraits
}

export interface EncodedRequest {
  body: JsonObject
  /** Of the further calls that are needed, where the vendor takes less in one: their answers follow in this order. */
  moreBodies?: readonly JsonObject[]
  warnings: Warning[]
  /**
   * Functions whose names the upstream does not take: its name → the client's. `withClientNames` puts them back into the
   * answer.
   */
  toolNames?: ReadonlyMap<string, string>
  /** JSON was asked for in words: `createFenceStripper` takes the code fence off that models like to put around it. */
  isJsonInWords?: true
}

/** What stands in a request's path instead of its body. */
export interface RequestAddress {
  model: string
  isStreamed: boolean
}

/** What identifies an answer to the client: the same in every chunk. */
export interface ResponseIdentity {
  id: string
  /** The name that the client asked for. */
  model: string
  createdAtSeconds: number
  /** False: the client did not ask for thinking, and its dialect shows none unasked. */
  isReasoningShown?: boolean
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
   * @param address given where the dialect writes model and streaming into the path
   * @throws GatewayError `invalid_request` with the path of the wrong field
   */
  decodeRequest(body: unknown, address?: RequestAddress): CanonicalRequest
  /** The upstream's path behind the base URL, with a leading slash; a query where the dialect wants one. */
  requestPath(address: RequestAddress): string
  /**
   * What has no place is dropped or changed with a warning.
   * @throws GatewayError `invalid_request` for what must not be dropped in silence and cannot be carried: sound for a
   * dialect that has none, several choices, a file that only another vendor can read
   */
  encodeRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest
  /**
   * The most that `encodeRequest` may raise an output limit to, because thinking counts within it here and the client's
   * leaves no room for an answer; absent: it raises none.
   * @returns at least `limitTokens`, at most the larger of it and `mostTokens`
   */
  mostOutputTokens?(
    request: CanonicalRequest,
    limits: { limitTokens: number; mostTokens: number; traits: TargetTraits },
  ): number
  /** A parsed 2xx body → the events of a whole stream; anything unreadable becomes an error event. */
  decodeResponse(body: unknown): StreamEvent[]
  createStreamDecoder(): Machine<SseMessage, StreamEvent>
  /** Events of a whole answer → the unary body. @throws GatewayError that the events end with */
  encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject
  createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage>
  encodeError(error: GatewayError, options: EncodeErrorOptions): EncodedError
  /**
   * The text that ends a stream whose headers are out; nothing may follow it.
   * @param requestId told in dialects whose errors hold it
   */
  encodeStreamError(error: GatewayError, requestId?: string): string
  decodeError(reply: UpstreamReply, options: DecodeErrorOptions): UpstreamFailure
}
