import type { EncodedRequest, JsonObject } from '../codec.js'
import type { FieldEdit } from '../passthrough/rewrite-body.js'
import type { EmbeddingAnswer } from './answer.js'
import type { EmbeddingAddress, EmbeddingRequest } from './request.js'

/** What only the gateway can tell of an answer. */
export interface EmbeddingTold {
  /** Of all inputs together: reported by the upstream, else estimated. */
  inputTokens: number
}

/** One wire's embeddings, both halves. Pure. */
export interface EmbeddingCodec {
  /**
   * A client's body, already parsed by `readJson`.
   * @param address given where the wire writes the model into the path
   * @throws GatewayError `invalid_request` with the path of the wrong field
   */
  decodeRequest(body: unknown, address?: EmbeddingAddress): EmbeddingRequest
  /** Most inputs that the vendor takes in one call; absent: as many as a request may have. */
  readonly maxInputs?: number
  /** The upstream's path behind the base URL. @param model the upstream's name of it */
  requestPath(request: EmbeddingRequest, model: string): string
  /**
   * What has no place is dropped with a warning.
   * @throws GatewayError `invalid_request` for what cannot be carried: tokens to a wire that takes texts only
   */
  encodeRequest(request: EmbeddingRequest, model: string): EncodedRequest
  /** All that is changed in a body whose wire the upstream speaks itself; none where the upstream's name is the client's. */
  passthroughEdits(body: unknown, model: string): FieldEdit[]
  /** A parsed 2xx body. @throws GatewayError `upstream_error` for anything but what was asked for */
  decodeResponse(body: unknown, request: EmbeddingRequest): EmbeddingAnswer
  encodeResponse(answer: EmbeddingAnswer, request: EmbeddingRequest, told: EmbeddingTold): JsonObject
}
