import type { CanonicalRequest } from '@tollgate/protocols/canonical'
import { CODECS, countTokens, decodeCountTokens, encodeCountTokens } from '@tollgate/protocols/dialects'
import { readJson } from '@tollgate/protocols/passthrough'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AddressCheck, authorise } from '../admission/authorise.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import { estimateInputTokens, type TokenEstimateSource } from '../exchange/estimate-tokens.js'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { type ClientAddress, createAdmit } from './admit.js'
import { ANTHROPIC_PREFIXES, OPENAI_PREFIXES } from './dialect-of.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'

export interface CountTokensTools {
  exchange: ExchangeService
  catalog: CatalogProjection
  isAddressAllowed: AddressCheck
  clientAddress: ClientAddress
  loadTokenizer: TokenEstimateSource
  /** By the clock that calls are priced by. */
  nowMs: () => number
}

/**
 * How long a prompt is, asked before it is sent: counted here by the tokenizer that estimates bills, so no upstream is
 * called and nothing is charged. Every model is answered alike, whatever its upstream speaks.
 */
export class CountTokensController {
  constructor(private readonly tools: CountTokensTools) {}

  register(api: FastifyInstance): void {
    const admit = createAdmit(this.tools.exchange, this.tools.clientAddress)
    for (const prefix of ANTHROPIC_PREFIXES) {
      const url = `${prefix}${countTokens.path}`
      const handler = async (request: FastifyRequest, reply: FastifyReply) =>
        send(reply, countTokens.encodeAnswer(await this.count(request, countTokens.decodeRequest)))
      api.route({ method: 'POST', url, onRequest: admit, handler })
      api.route({ method: OTHER_METHODS.post, url, handler: methodNotAllowed('POST') })
    }
    for (const prefix of OPENAI_PREFIXES) {
      const url = `${prefix}/responses/input_tokens`
      const handler = async (request: FastifyRequest, reply: FastifyReply) => {
        const count = await this.count(request, (body) => CODECS['openai-responses'].decodeRequest(body))
        return send(reply, { object: 'response.input_tokens', input_tokens: count })
      }
      api.route({ method: 'POST', url, onRequest: admit, handler })
      api.route({ method: OTHER_METHODS.post, url, handler: methodNotAllowed('POST') })
    }
  }

  /** `models/{model}:countTokens`, whose path another controller has read. */
  async countForModel(request: FastifyRequest, reply: FastifyReply, model: string): Promise<FastifyReply> {
    const total = await this.count(request, (body) => decodeCountTokens(body, model))
    return send(reply, encodeCountTokens(total))
  }

  private async count(request: FastifyRequest, decode: (body: unknown) => CanonicalRequest): Promise<number> {
    const { admitted, trace, body } = request
    if (admitted === null) throw new Error('the request was not admitted')
    const asked = decode(readJson(body instanceof Uint8Array ? body : new Uint8Array()).value)
    if (trace !== null) trace.modelName = asked.model
    authorise(admitted.caller, asked.model, {
      snapshot: this.tools.catalog.snapshot(),
      nowMs: this.tools.nowMs(),
      isAddressAllowed: this.tools.isAddressAllowed,
    })
    return estimateInputTokens(asked, await this.tools.loadTokenizer())
  }
}

const send = (reply: FastifyReply, body: object): FastifyReply =>
  reply.headers({ ...RELAY_HEADERS, 'content-type': 'application/json; charset=utf-8' }).send(JSON.stringify(body))
