import { GatewayError } from '@tollgate/protocols/canonical'
import { parseModelName } from '@tollgate/protocols/dialects'
import type { ModelRecord } from '@tollgate/protocols/events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AddressCheck, assertAddress, listModels } from '../admission/authorise.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import type { CallerService } from './caller.service.js'
import {
  ANTHROPIC_PREFIXES,
  dialectOf,
  GEMINI_PREFIXES,
  mayUseQueryKey,
  OPENAI_PREFIXES,
  queryOf,
  singleValue,
  tailOf,
} from './dialect-of.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'
import { MODEL_SHAPES } from './model-shapes.js'

const GEMINI = new Set<string>(GEMINI_PREFIXES)
const PREFIXES = new Set<string>([...OPENAI_PREFIXES, ...ANTHROPIC_PREFIXES, ...GEMINI_PREFIXES])
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
    for (const prefix of PREFIXES) {
      api.get(`${prefix}/models`, (request, reply) => this.list(request, reply))
      api.get(`${prefix}/models/*`, (request, reply) => this.get(request, reply, prefix))
      api.route({ method: OTHER_METHODS.get, url: `${prefix}/models`, handler: methodNotAllowed('GET') })
      // below a model, Gemini's verbs are posted
      const others = GEMINI.has(prefix) ? OTHER_METHODS.get.filter((method) => method !== 'POST') : OTHER_METHODS.get
      api.route({ method: others, url: `${prefix}/models/*`, handler: methodNotAllowed('GET') })
    }
  }

  private async list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const models = await this.modelsOf(request)
    return reply.headers(HEADERS).send(JSON.stringify(MODEL_SHAPES[dialectOf(request)].list(models)))
  }

  /** Names hold slashes, raw or as %2F. */
  private async get(request: FastifyRequest, reply: FastifyReply, prefix: string): Promise<FastifyReply> {
    const name = parseModelName(tailOf(request.url, prefix)) ?? ''
    const model = (await this.modelsOf(request)).find((candidate) => candidate.name === name)
    if (model === undefined) {
      throw new GatewayError('model_not_found', {
        message: `The model \`${name}\` does not exist or you do not have access to it.`,
        param: 'model',
      })
    }
    return reply.headers(HEADERS).send(JSON.stringify(MODEL_SHAPES[dialectOf(request)].one(model)))
  }

  private async modelsOf(request: FastifyRequest): Promise<ModelRecord[]> {
    const { tools } = this
    tools.assertOpen()
    const forwardedFor = singleValue(request.headers['x-forwarded-for'])
    const caller = await tools.callers.identify({
      headers: request.headers,
      query: queryOf(request.url),
      mayUseQueryKey: mayUseQueryKey(request.url),
      address: tools.clientAddress(request.socket.remoteAddress ?? '', forwardedFor),
    })
    assertAddress(caller, tools.isAddressAllowed)
    return listModels(caller, { snapshot: tools.catalog.snapshot(), nowMs: Date.now() })
  }
}
