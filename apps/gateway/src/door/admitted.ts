import type { ServerResponse } from 'node:http'
import type { Caller } from '../catalog/caller.js'

/** A request whose caller is known by its headers: only its body is read. */
export interface Admitted {
  caller: Caller
  identifyMs: number
  response: ServerResponse
}

/** What is known of a call while it is answered: if it is refused, the owner of its key may ask why. */
export interface CallTrace {
  keyId: string
  /** As asked for; absent until the request is understood. */
  modelName: string | undefined
  /** Its intent is in the journal: billing will know it. */
  isRecorded: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    admitted: Admitted | null
    /** From the moment that its key is found. */
    trace: CallTrace | null
  }
}
