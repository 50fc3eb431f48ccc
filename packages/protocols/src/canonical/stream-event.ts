import type { DialectId } from './dialect-id.js'
import type { GatewayError } from './error.js'
import type { FinishReason } from './finish-reason.js'
import type { Citation } from './part.js'
import type { Residue } from './residue.js'
import type { Usage } from './usage.js'

/** What a block of an answer holds; its deltas are pieces of text, for a tool call pieces of the arguments' JSON. */
export type BlockKind = 'text' | 'reasoning' | 'refusal' | 'tool-call'

/** The first event, once. */
export interface ResponseStart {
  type: 'response-start'
  /** The upstream's id of this answer. */
  id?: string
  /** The upstream's name of the model. */
  model?: string
  createdAtSeconds?: number
  residue?: Residue
}

/** Opens a block; numbers are unique within a response and never used again. */
export type BlockStart =
  | { type: 'block-start'; block: number; choice: number; kind: Exclude<BlockKind, 'tool-call'> }
  | { type: 'block-start'; block: number; choice: number; kind: 'tool-call'; callId: string; name: string }

/** How likely a token was, and what else might have stood there. */
export interface TokenLogprob {
  token: string
  logprob: number
  bytes?: readonly number[]
  top?: readonly { token: string; logprob: number; bytes?: readonly number[] }[]
}

export interface BlockDelta {
  type: 'block-delta'
  block: number
  /** May be empty where only residue, citations or logprobs came: a signature closes a thinking block so. */
  text: string
  citations?: readonly Citation[]
  logprobs?: readonly TokenLogprob[]
  residue?: Residue
}

export interface BlockEnd {
  type: 'block-end'
  block: number
}

/** A choice is complete; its blocks were ended before. */
export interface ChoiceEnd {
  type: 'choice-end'
  choice: number
  reason: FinishReason
}

/** Cumulative, possibly incomplete: merge with `mergeUsage`, never add. */
export interface UsageReport {
  type: 'usage'
  usage: Usage
}

/** Something that only its own dialect understands. */
export interface OpaqueEvent {
  type: 'opaque'
  dialect: DialectId
  value: unknown
  /** A chunk that could not be read; `value` is its text. It is never shown to a client. */
  isUnreadable?: true
}

/** The answer is whole: the terminal event. The bytes made of it are released only after the usage is on disk. */
export interface Finish {
  type: 'finish'
}

/** The answer failed or was cut: the other terminal event. The error's text may be shown to the caller. */
export interface StreamFailure {
  type: 'error'
  error: GatewayError
}

/**
 * One answer, as it arrives; a unary one is a stream that arrived at once. The order is checked by `checkLifecycle`:
 * response-start, blocks, choice-end per choice, then one of finish and error. Usage may stand anywhere after the start.
 */
export type StreamEvent =
  | ResponseStart
  | BlockStart
  | BlockDelta
  | BlockEnd
  | ChoiceEnd
  | UsageReport
  | OpaqueEvent
  | Finish
  | StreamFailure
