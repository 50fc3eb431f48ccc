import type { CallPlan } from './call-plan.js'

/** Never short of money, short of it now and then, rich but short of what a limit allows, without any. */
export type Purse = 'rich' | 'poor' | 'limited' | 'empty'

/** What the caller of one call saw. */
export interface Observation {
  /** Names the call in prompt and truth log. */
  ref: string
  /** The account that must pay. */
  accountId: string
  purse: Purse
  /** Secret of the key that paid. */
  key: string
  plan: CallPlan
  reservedNanos: bigint
  /** Milliseconds since the epoch, of this process. */
  startedAtMs: number
  gatewayIndex: number
  /** `x-request-id`; absent where no header came. */
  requestId?: string
  /** Absent where no header came. */
  status?: number
  /** The body of any other status than 200. */
  refusal?: string
  /** The caller left before the end. */
  hasLeft: boolean
  /** `[DONE]`, or the whole JSON. */
  sawTerminal: boolean
  /** Pieces of text that arrived. */
  pieceCount: number
}

/** What the upstream did for one request id, over all its attempts; the product cannot see this. */
export interface Truth {
  requestId: string
  ref: string
  isStreamed: boolean
  /** The most that any attempt sent. */
  chunksSent: number
  /** Of the answer's body, by any attempt: a stream begins before its first delta. */
  bytesSent: number
}

/** One usage transaction as the audit views show it. */
export interface Settlement {
  txnId: string
  requestId: string
  /** The account beside revenue. */
  accountId: string
  /** What was taken away, as a number above 0. */
  amountNanos: bigint
  status: string
  provenance: string
  quantities: Record<string, unknown>
}
