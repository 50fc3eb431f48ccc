import { GatewayError } from '@tollgate/protocols/canonical'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { watchPresence } from './client-presence.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'
import { sendDelivery } from './send-delivery.js'

/** Where OpenAI's clients look for the API: as the vendor has it, and under the vendor's name. */
export const OPENAI_PREFIXES = ['/v1', '/openai/v1', '/openai'] as const

const EMPTY = new Uint8Array()

/** `POST …/chat/completions`. Registered as plain Fastify handlers: every microsecond here is paid by each call. */
export class OpenAiChatController {
  constructor(
    private readonly exchange: ExchangeService,
    private readonly clientAddress: (socketAddress: string, forwardedFor: string | undefined) => string,
  ) {}

  register(api: FastifyInstance): void {
    for (const prefix of OPENAI_PREFIXES) {
      const url = `${prefix}/chat/completions`
      api.route({
        method: 'POST',
        url,
        onRequest: this.admit,
        handler: (request, reply) => this.complete(request, reply),
      })
      api.route({ method: OTHER_METHODS.post, url, handler: methodNotAllowed('POST') })
    }
  }

  /** By the headers alone: a body is read only for a caller who is known. */
  private readonly admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const startedAtMs = performance.now()
    if (request.headers['content-encoding'] !== undefined) {
      throw new GatewayError('invalid_request', { message: 'Compressed bodies are not accepted.' })
    }
    const caller = await this.exchange.identify({
      headers: request.headers,
      query: queryOf(request.url),
      mayUseQueryKey: false,
      address: this.clientAddress(request.socket.remoteAddress ?? '', singleValue(request.headers['x-forwarded-for'])),
    })
    request.admitted = { caller, identifyMs: performance.now() - startedAtMs, response: reply.raw }
  }

  private async complete(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { body, admitted } = request
    if (admitted === null) throw new Error('the request was not admitted')
    const delivery = await this.exchange.handle({
      requestId: request.id,
      dialect: 'openai-chat',
      headers: request.headers,
      caller: admitted.caller,
      body: body instanceof Uint8Array ? body : EMPTY,
      presence: watchPresence(reply.raw),
      startedAtMs: performance.now() - admitted.identifyMs, // how long the client took to send is not ours
    })
    return sendDelivery(reply, delivery)
  }
}

export function queryOf(url: string): string {
  const at = url.indexOf('?')
  return at === -1 ? '' : url.slice(at + 1)
}

export const singleValue = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(',')
