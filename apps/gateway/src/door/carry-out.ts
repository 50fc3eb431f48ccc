import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import type { ClientCall } from './client-call.js'
import { watchPresence } from './client-presence.js'
import { sendDelivery } from './send-delivery.js'

/** What an address says of a call beside its body. */
export type Spoken = Pick<ClientCall, 'dialect' | 'address' | 'operation' | 'streamForm'>

const EMPTY = new Uint8Array()

/** An admitted request whose body is there → its answer, by way of the exchange. */
export async function carryOut(
  exchange: ExchangeService,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  spoken: Spoken,
): Promise<FastifyReply> {
  const { body, admitted, trace } = request
  if (admitted === null || trace === null) throw new Error('the request was not admitted')
  trace.modelName = spoken.address?.model
  const delivery = await exchange.handle({
    dialect: spoken.dialect,
    address: spoken.address,
    operation: spoken.operation,
    streamForm: spoken.streamForm,
    requestId: request.id,
    headers: request.headers,
    caller: admitted.caller,
    trace,
    body: body instanceof Uint8Array ? body : EMPTY,
    presence: watchPresence(reply.raw),
    tellHeaders: (headers) => void reply.headers(headers),
    startedAtMs: performance.now() - admitted.identifyMs, // how long the client took to send is not ours
  })
  return sendDelivery(reply, delivery)
}
