import type { DialectId } from '@tollgate/protocols/canonical'
import { parseModelPath } from '@tollgate/protocols/dialects'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeService } from '../exchange/exchange.service.js'
import { type ClientAddress, createAdmit } from './admit.js'
import { carryOut, type Spoken } from './carry-out.js'
import { ANTHROPIC_PREFIXES, GEMINI_PREFIXES, OPENAI_PREFIXES, queryOf, tailOf } from './dialect-of.js'
import { methodNotAllowed, OTHER_METHODS } from './methods.js'
import { routeNotFound } from './route-not-found.js'

/** Answers an action of a model's path that is no completion; `undefined`: it is one. */
export type ModelAction = (
  request: FastifyRequest,
  reply: FastifyReply,
  path: { model: string; action: string },
) => Promise<FastifyReply> | undefined

const PATHS: readonly { dialect: DialectId; prefixes: readonly string[]; path: string }[] = [
  { dialect: 'openai-chat', prefixes: OPENAI_PREFIXES, path: '/chat/completions' },
  { dialect: 'openai-responses', prefixes: OPENAI_PREFIXES, path: '/responses' },
  { dialect: 'anthropic-messages', prefixes: ANTHROPIC_PREFIXES, path: '/messages' },
]
const STREAM_ACTION = 'streamGenerateContent'
const ACTIONS = ['generateContent', STREAM_ACTION]

/**
 * Conversations in every dialect, each under its vendor's paths. Registered as plain Fastify handlers: every microsecond
 * here is paid by each call.
 */
export class CompletionsController {
  private readonly admit: ReturnType<typeof createAdmit>

  constructor(
    private readonly exchange: ExchangeService,
    clientAddress: ClientAddress,
    private readonly otherAction: ModelAction,
  ) {
    this.admit = createAdmit(exchange, clientAddress)
  }

  register(api: FastifyInstance): void {
    for (const { dialect, prefixes, path } of PATHS) {
      const spoken = { dialect }
      for (const prefix of prefixes) {
        const url = `${prefix}${path}`
        const handler = (request: FastifyRequest, reply: FastifyReply) => this.complete(request, reply, spoken)
        api.route({ method: 'POST', url, onRequest: this.admit, handler })
        api.route({ method: OTHER_METHODS.post, url, handler: methodNotAllowed('POST') })
      }
    }
    for (const prefix of GEMINI_PREFIXES) {
      const handler = (request: FastifyRequest, reply: FastifyReply) => this.act(request, reply, prefix)
      api.route({ method: 'POST', url: `${prefix}/models/*`, onRequest: this.admit, handler })
      // the vendor's clients take a name with a slash for a whole path, and leave `models/` out
      api.route({ method: 'POST', url: `${prefix}/:maker/*`, onRequest: this.admit, handler })
    }
  }

  /** Model and verb stand in the path. */
  private act(request: FastifyRequest, reply: FastifyReply, prefix: string): Promise<FastifyReply> {
    const tail = tailOf(request.url, prefix)
    const path = parseModelPath(tail.startsWith('models/') ? tail : `models/${tail}`)
    if (path === undefined) throw routeNotFound(request)
    if (!ACTIONS.includes(path.action)) {
      const answered = this.otherAction(request, reply, path)
      if (answered !== undefined) return answered
      throw routeNotFound(request)
    }
    const isStreamed = path.action === STREAM_ACTION
    return this.complete(request, reply, {
      dialect: 'gemini-generate',
      address: { model: path.model, isStreamed },
      streamForm: isStreamed && !wantsEvents(request.url) ? 'json-array' : 'sse',
    })
  }

  private complete(request: FastifyRequest, reply: FastifyReply, spoken: Spoken): Promise<FastifyReply> {
    return carryOut(this.exchange, { request, reply }, spoken)
  }
}

/** `alt=sse`: as events; without it the dialect writes one JSON array. */
export const wantsEvents = (url: string): boolean => new URLSearchParams(queryOf(url)).get('alt') === 'sse'
