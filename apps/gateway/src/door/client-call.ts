import type { DialectId } from '@tollgate/protocols/canonical'
import type { RequestAddress } from '@tollgate/protocols/dialects'
import type { Caller } from '../catalog/caller.js'
import type { CallTrace } from './admitted.js'
import type { RequestHeaders } from './identify.js'

/** Whether the client is still there. */
export interface ClientPresence {
  isGone(): boolean
  /** Calls back once, at once where the client has gone already. @returns ends it */
  onGone(listener: () => void): () => void
}

/** What can be asked of a model. */
export type OperationName = 'generation' | 'embedding' | 'embedding-batch'

/** One call as it came through the door. */
export interface ClientCall {
  /** UUIDv7, minted here. */
  requestId: string
  dialect: DialectId
  /** Default `generation`. */
  operation?: OperationName | undefined
  /** Of dialects that write model and streaming into the path. */
  address?: RequestAddress | undefined
  /** How a stream is written: as events, or as one JSON array that grows. */
  streamForm?: 'sse' | 'json-array' | undefined
  /** As known when the headers came. */
  caller: Caller
  /** Kept up to date while the call is answered. */
  trace: CallTrace
  headers: RequestHeaders
  body: Uint8Array
  presence: ClientPresence
  /** Headers of the answer, whatever it will be: also of a refusal. */
  tellHeaders: (headers: Record<string, string>) => void
  /** Milliseconds of the monotonic clock. */
  startedAtMs: number
}
