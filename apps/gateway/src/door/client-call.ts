import type { DialectId } from '@tollgate/protocols/canonical'
import type { RequestHeaders } from './identify.js'

/** Whether the client is still there. */
export interface ClientPresence {
  isGone(): boolean
  /** Calls back once, at once where the client has gone already. @returns ends it */
  onGone(listener: () => void): () => void
}

/** One call as it came through the door. */
export interface ClientCall {
  /** UUIDv7, minted here. */
  requestId: string
  dialect: DialectId
  headers: RequestHeaders
  /** Without the question mark. */
  query: string
  mayUseQueryKey: boolean
  /** Proxies discounted. */
  address: string
  body: Uint8Array
  presence: ClientPresence
  /** Milliseconds of the monotonic clock. */
  startedAtMs: number
}
