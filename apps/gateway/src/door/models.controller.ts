import { GatewayError } from '@tollgate/protocols/canonical'
import type { ModelRecord } from '@tollgate/protocols/events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AddressCheck, assertAddress, listModels } from '../admission/authorise.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import type { CallerService } from './caller.service.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'
import { OPENAI_PREFIXES, queryOf, singleValue } from './openai-chat.controller.js'

const HEADERS = { ...RELAY_HEADERS, 'content-type': 'application/json; charset=utf-8' }

export interface ModelsTools {
  callers: CallerService
  catalog: CatalogProjection
  isAddressAllowed: AddressCheck
  clientAddress: (socketAddress: string, forwardedFor: string | undefined) => string
  assertOpen: () => void
}

/** `GET …/models` and `GET …/models/<name>`: exactly what the caller may use now. */
export class ModelsController {
  constructor(private readonly tools: ModelsTools) {}

  register(api: FastifyInstance): void {
    for (const prefix of OPENAI_PREFIXES) {
      api.get(`${prefix}/models`, (request, reply) => this.list(request, reply))
      api.get(`${prefix}/models/*`, (request, reply) => this.get(request, reply))
      for (const path of ['/models', '/models/*']) {
        api.route({ method: OTHER_METHODS.get, url: `${prefix}${path}`, handler: methodNotAllowed('GET') })
      }
    }
  }

  private async list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const models = await this.modelsOf(request)
    return reply.headers(HEADERS).send(JSON.stringify({ object: 'list', data: models.map(toWire) }))
  }

  /** Names hold slashes, raw or as %2F: the wildcard takes both. */
  private async get(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const name = (request.params as { '*': string })['*']
    const model = (await this.modelsOf(request)).find((candidate) => candidate.name === name)
    if (model === undefined) {
      throw new GatewayError('model_not_found', {
        message: `The model \`${name}\` does not exist or you do not have access to it.`,
        param: 'model',
      })
    }
    return reply.headers(HEADERS).send(JSON.stringify(toWire(model)))
  }

  private async modelsOf(request: FastifyRequest): Promise<ModelRecord[]> {
    const { tools } = this
    tools.assertOpen()
    const forwardedFor = singleValue(request.headers['x-forwarded-for'])
    const caller = await tools.callers.identify({
      headers: request.headers,
      query: queryOf(request.url),
      mayUseQueryKey: false,
      address: tools.clientAddress(request.socket.remoteAddress ?? '', forwardedFor),
    })
    assertAddress(caller, tools.isAddressAllowed)
    return listModels(caller, { snapshot: tools.catalog.snapshot(), nowMs: Date.now() })
  }
}

const toWire = (model: ModelRecord) => ({
  id: model.name,
  object: 'model',
  created: Math.floor(Date.parse(model.createdAt) / 1_000),
  owned_by: model.provider,
  ...(model.contextTokens !== null && { context_length: model.contextTokens }),
  ...(model.maxOutputTokens !== null && { max_output_tokens: model.maxOutputTokens }),
  abilities: model.abilities,
})
