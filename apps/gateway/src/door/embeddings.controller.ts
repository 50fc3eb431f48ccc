import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { type ClientAddress, createAdmit } from './admit.js'
import { carryOut } from './carry-out.js'
import type { OperationName } from './client-call.js'
import { OPENAI_PREFIXES } from './dialect-of.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'

/** Of a model's path. */
const ACTIONS: Readonly<Record<string, OperationName>> = {
  embedContent: 'embedding',
  batchEmbedContents: 'embedding-batch',
}

/** Texts into vectors: the same steps as for a conversation, another operation. */
export class EmbeddingsController {
  constructor(
    private readonly exchange: ExchangeService,
    private readonly clientAddress: ClientAddress,
  ) {}

  register(api: FastifyInstance): void {
    const admit = createAdmit(this.exchange, this.clientAddress)
    const spoken = { dialect: 'openai-chat', operation: 'embedding-batch' } as const
    for (const prefix of OPENAI_PREFIXES) {
      const url = `${prefix}/embeddings`
      const handler = (request: FastifyRequest, reply: FastifyReply) =>
        carryOut(this.exchange, { request, reply }, spoken)
      api.route({ method: 'POST', url, onRequest: admit, handler })
      api.route({ method: OTHER_METHODS.post, url, handler: methodNotAllowed('POST') })
    }
  }

  /** `models/{model}:embedContent`, whose path another controller has read. @returns `undefined`: another action */
  embedForModel(
    request: FastifyRequest,
    reply: FastifyReply,
    { model, action }: { model: string; action: string },
  ): Promise<FastifyReply> | undefined {
    const operation = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (operation === undefined) return undefined
    const address = { model, isStreamed: false }
    return carryOut(this.exchange, { request, reply }, { dialect: 'gemini-generate', address, operation })
  }
}
