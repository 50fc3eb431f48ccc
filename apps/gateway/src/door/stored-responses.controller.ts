import { GatewayError } from '@tollgate/protocols/canonical'
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { type ClientAddress, createAdmit } from './admit.js'
import { OPENAI_PREFIXES } from './dialect-of.js'
import { refuseMethod } from './methods.js'

/** What the vendor lets clients do with answers that it keeps. */
const STORED: readonly { path: string; methods: readonly HTTPMethods[] }[] = [
  { path: '/responses/:id', methods: ['GET', 'DELETE'] },
  { path: '/responses/:id/input_items', methods: ['GET'] },
  { path: '/responses/:id/cancel', methods: ['POST'] },
  { path: '/responses/compact', methods: ['POST'] },
]
const EVERY: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const ID = /\/responses\/([\w-]{1,128})(?:[/?]|$)/

/**
 * Answers are kept nowhere: whoever asks for one is told so, and what to do instead. Only who has a key is told, as the
 * vendor does it.
 */
export class StoredResponsesController {
  constructor(
    private readonly exchange: ExchangeService,
    private readonly clientAddress: ClientAddress,
  ) {}

  register(api: FastifyInstance): void {
    const admit = createAdmit(this.exchange, this.clientAddress)
    for (const prefix of OPENAI_PREFIXES) {
      for (const { path, methods } of STORED) {
        const url = `${prefix}${path}`
        // a HEAD is answered as a GET without its body
        const known = methods.includes('GET') ? [...methods, 'HEAD' as const] : [...methods]
        api.route({ method: known, url, onRequest: admit, exposeHeadRoute: false, handler: refuse })
        const others = EVERY.filter((method) => !known.includes(method))
        api.route({
          method: others,
          url,
          handler: (request, reply) => refuseMethod(request, reply, methods.join(', ')),
        })
      }
    }
  }
}

function refuse({ url }: FastifyRequest): never {
  if (/\/responses\/compact(\?|$)/.test(url)) {
    throw new GatewayError('route_not_found', {
      message: 'Conversations are not compacted here. Send what the model should still know in `input`.',
    })
  }
  const [, id = ''] = ID.exec(url) ?? []
  throw new GatewayError('route_not_found', {
    message:
      `Response with id '${id}' not found: this gateway keeps no responses. Send the conversation whole in \`input\`, ` +
      'with `store: false`.',
  })
}
