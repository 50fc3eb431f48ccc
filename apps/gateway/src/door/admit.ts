import { GatewayError } from '@tollgate/protocols/canonical'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { mayUseQueryKey, queryOf, singleValue } from './dialect-of.js'

export type ClientAddress = (socketAddress: string, forwardedFor: string | undefined) => string

/** From here on a refusal can be told to the owner of the key. */
export const traceInto = (request: FastifyRequest) => (keyId: string) => {
  request.trace = { keyId, modelName: undefined, isRecorded: false }
}

/** By the headers alone, before anything of the body is read: a body is taken only from a caller who is known. */
export const createAdmit =
  (exchange: ExchangeService, clientAddress: ClientAddress) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const startedAtMs = performance.now()
    if (request.headers['content-encoding'] !== undefined) {
      throw new GatewayError('invalid_request', { message: 'Compressed bodies are not accepted.' })
    }
    const caller = await exchange.identify({
      headers: request.headers,
      query: queryOf(request.url),
      mayUseQueryKey: mayUseQueryKey(request.url),
      address: clientAddress(request.socket.remoteAddress ?? '', singleValue(request.headers['x-forwarded-for'])),
      onFound: traceInto(request),
    })
    request.admitted = { caller, identifyMs: performance.now() - startedAtMs, response: reply.raw }
  }
