import type { DialectId } from '@tollgate/protocols/canonical'
import type { Caller } from '../catalog/caller.js'
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
  /** As known when the headers came. */
  caller: Caller
  headers: RequestHeaders
  body: Uint8Array
  presence: ClientPresence
  /** Milliseconds of the monotonic clock. */
  startedAtMs: number
}
