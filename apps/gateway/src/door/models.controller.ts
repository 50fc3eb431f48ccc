import { GatewayError } from '@tollgate/protocols/canonical'
import { parseModelName, parseModelPath } from '@tollgate/protocols/dialects'
import type { ModelRecord } from '@tollgate/protocols/events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AddressCheck, assertAddress, listModels } from '../admission/authorise.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import { traceInto } from './admit.js'
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
import { methodNotAllowed, OTHER_METHODS, refuseMethod } from './methods.js'
import { MODEL_SHAPES } from './model-shapes.js'
import { routeNotFound } from './route-not-found.js'

const GEMINI = new Set<string>(GEMINI_PREFIXES)
const PREFIXES = new Set<string>([...OPENAI_PREFIXES, ...ANTHROPIC_PREFIXES, ...GEMINI_PREFIXES])
const GEMINI_ACTIONS: ReadonlySet<string> = new Set([
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
])
const HEADERS = { ...RELAY_HEADERS, 'content-type': 'application/json; charset=utf-8' }

export interface ModelsTools {
  callers: CallerService
  catalog: CatalogProjection
  isAddressAllowed: AddressCheck
  clientAddress: (socketAddress: string, forwardedFor: string | undefined) => string
  assertOpen: () => void
  /** By the clock that calls are priced by, so that what is listed is served. */
  nowMs: () => number
}

/** `GET …/models` and `GET …/models/<name>`: exactly what the caller may use now. */
export class ModelsController {
  constructor(private readonly tools: ModelsTools) {}

  register(api: FastifyInstance): void {
    for (const prefix of PREFIXES) {
      api.get(`${prefix}/models`, (request, reply) => this.list(request, reply))
      api.get(`${prefix}/models/*`, (request, reply) => this.get(request, reply, prefix))
      api.route({ method: OTHER_METHODS.get, url: `${prefix}/models`, handler: methodNotAllowed('GET') })
      if (!GEMINI.has(prefix)) {
        api.route({ method: OTHER_METHODS.get, url: `${prefix}/models/*`, handler: methodNotAllowed('GET') })
        continue
      }
      // below a model, Gemini's verbs are posted
      const others = OTHER_METHODS.get.filter((method) => method !== 'POST')
      const handler = (request: FastifyRequest, reply: FastifyReply) =>
        refuseMethod(request, reply, isAction(request, prefix) ? 'POST' : 'GET')
      api.route({ method: others, url: `${prefix}/models/*`, handler })
      if (prefix === '/v1') continue // other vendors have addresses of that form there
      api.get(`${prefix}/:maker/*`, (request, reply) => this.getWhole(request, reply, prefix))
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
    if (model === undefined && isAction(request, prefix)) return refuseMethod(request, reply, 'POST')
    if (model === undefined) {
      throw new GatewayError('model_not_found', {
        message: `The model \`${name}\` does not exist or you do not have access to it.`,
        param: 'model',
      })
    }
    return reply.headers(HEADERS).send(JSON.stringify(MODEL_SHAPES[dialectOf(request)].one(model)))
  }

  /** A name with a slash that a client took for a whole path. */
  private async getWhole(request: FastifyRequest, reply: FastifyReply, prefix: string): Promise<FastifyReply> {
    const name = parseModelName(`models/${tailOf(request.url, prefix)}`)
    const model = (await this.modelsOf(request)).find((candidate) => candidate.name === name)
    if (model === undefined) throw routeNotFound(request)
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
      onFound: traceInto(request),
    })
    assertAddress(caller, tools.isAddressAllowed)
    return listModels(caller, { snapshot: tools.catalog.snapshot(), nowMs: tools.nowMs() })
  }
}

/** Whether a path asks a model to do something, in the words of Gemini. */
const isAction = ({ url }: FastifyRequest, prefix: string): boolean =>
  GEMINI.has(prefix) && GEMINI_ACTIONS.has(parseModelPath(tailOf(url, prefix))?.action ?? '')
