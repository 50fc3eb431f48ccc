import type { ServerResponse } from 'node:http'
import type { Caller } from '../catalog/caller.js'

/** A request whose caller is known by its headers: only its body is read. */
export interface Admitted {
  caller: Caller
  identifyMs: number
  response: ServerResponse
}

declare module 'fastify' {
  interface FastifyRequest {
    admitted: Admitted | null
  }
}
