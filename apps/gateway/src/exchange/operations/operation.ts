import type { CanonicalRequest, DialectId, GatewayError, RequestSize, StreamEvent } from '@tollgate/protocols/canonical'
import type { EncodedRequest, RequestAddress, ResponseIdentity } from '@tollgate/protocols/dialects'
import type { JsonBody } from '@tollgate/protocols/passthrough'
import type { Product } from '../../admission/authorise.js'
import type { CountTokens } from '../estimate-tokens.js'
import type { AttemptPlan, EncodedAttempt } from '../plan.js'
import type { SettledUsage } from '../settle.js'

/** What an attempt's request is made from. */
export interface AttemptSource {
  /** The operation's own, with what had to be fetched for this target. */
  request: CanonicalRequest
  body: JsonBody
}

/** What is known of an answer when it is written for the client. */
export interface Told {
  identity: ResponseIdentity
  settled: SettledUsage
}

/** An upstream's whole answer, understood. */
export interface WholeAnswer {
  /** What it used and how it ended, and of a conversation all that was said; an error event where it is of no use. */
  events: readonly StreamEvent[]
  /** The client's body; `undefined`: the bytes as they came. */
  encode(told: Told): string | undefined
}

/**
 * What one call asks a model to do: all that the steps of DESIGN 3 need to know of it, and that differs between a
 * conversation and a list of texts to embed. Pure.
 */
export interface Operation {
  /** What routing, planning and the record see; where it is no conversation, one without turns. */
  readonly request: CanonicalRequest
  readonly makes: Product
  /** The dialects in which it can be asked; absent: all. */
  readonly among?: readonly DialectId[]
  /** The field that holds the prompt, as errors name it. */
  readonly promptField: string
  /** Texts of which each may fill the model's context. */
  readonly promptCount: number
  size(): RequestSize
  /** Tokens of the input, for upstreams that do not tell. */
  estimateInput(count: CountTokens, dialect: DialectId | undefined): number
  /** The upstream's path behind the base URL. */
  path(dialect: DialectId, address: RequestAddress): string
  /** The client's own body for an upstream that speaks its dialect: only what must be changed is. */
  rewrite(attempt: AttemptPlan, source: AttemptSource): string
  /** The most that {@link translate} may raise the output limit to; absent: it raises none. */
  mostOutputTokens?(
    target: Pick<AttemptPlan, 'dialect' | 'traits'>,
    limits: { limitTokens: number; mostTokens: number },
  ): number | undefined
  /** @throws GatewayError `invalid_request` where the target's dialect has no place for what must not be lost */
  translate(attempt: AttemptPlan, source: Pick<AttemptSource, 'request'>): EncodedRequest
  /** @param values the parsed 2xx bodies, one for each that was sent */
  read(
    values: readonly unknown[],
    attempt: AttemptPlan,
    sent: Pick<EncodedAttempt, 'toolNames' | 'isJsonInWords'>,
  ): WholeAnswer
  /** What a status says that only means that this target has no such operation: no fault of its. */
  missing?(status: number): GatewayError | undefined
}
