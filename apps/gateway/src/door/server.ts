import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { GatewayError } from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import './admitted.js'
import { type BodyLimits, createBodyReader } from './body-reader.js'
import type { createDialectErrorFilter } from './dialect-error.filter.js'
import { assertNoNavigation, assertPlainRequest, hasTooManyHeaders, ownerOf, type PathOwner } from './http-rules.js'
import { endConnectionAfter, hasEnded } from './last-answer.js'
import { createUuidV7 } from './request-id.js'
import { routeNotFound } from './route-not-found.js'
import { registerSiteProxy, type SiteProxyOptions } from './site.proxy.js'

/** The whole request, body included (F15: Fastify's default is no limit at all). */
const REQUEST_TIMEOUT_MS = 30_000
const HEADERS_TIMEOUT_MS = 10_000
const CHECK_INTERVAL_MS = 2_000
const MAX_MODEL_NAME_CHARACTERS = 1_024
const NO_ADDRESS = '//'
const HEADERS_TOO_LARGE = 431

export interface DoorOptions extends SiteProxyOptions {
  bodyLimits: BodyLimits
  errorFilter: ReturnType<typeof createDialectErrorFilter>
  isHealthy: () => boolean
  controllers: readonly { register(api: FastifyInstance): void }[]
}

/** Fastify with every limit named; its router knows the API, all else is the site's. */
export function createServer(bodyLimitBytes: number): FastifyInstance {
  const server = fastify({
    logger: false,
    genReqId: createUuidV7(),
    requestIdHeader: false, // ids of clients never become ours
    bodyLimit: bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // `OPTIONS *` asks about no address; as one that nothing owns it meets our hooks
    rewriteUrl: ({ url }) => (url === '*' ? NO_ADDRESS : (url ?? '/')),
    return503OnClosing: false, // the dialect's own 503 instead
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: MAX_MODEL_NAME_CHARACTERS },
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      requireHostHeader: false, // refused here, so that the answer has an id
    },
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (_error, request, reply) => {
      const { status, headers, body } = describe(malformed('The address cannot be read.'), request.id)
      reply.hijack().raw.writeHead(status, headers).end(body)
    },
  })
  server.server.on('checkExpectation', refuseExpectation)
  return server
}

/** Registers API, GraphQL and console; call once, before listening. */
export async function openDoor(server: FastifyInstance, options: DoorOptions): Promise<void> {
  server.addHook('onRequest', (request, reply, done) => {
    if (hasEnded(request.raw.socket)) {
      void reply.hijack()
      return void request.raw.socket.destroy()
    }
    void reply.header('x-request-id', request.id)
    if (hasTooManyHeaders(request.raw.rawHeaders)) {
      endConnectionAfter(request, reply)
      const { headers, body } = describe(malformed('The request has too many headers.'), request.id)
      return void reply.code(HEADERS_TOO_LARGE).headers(headers).send(body)
    }
    try {
      assertPlainRequest(request.raw.url ?? '', request.raw.rawHeaders, request.raw.httpVersion)
    } catch (error) {
      endConnectionAfter(request, reply) // another reader may see another request in what follows
      return void options.errorFilter(error, request, reply)
    }
    const refusal = refusalOf(request.is404 ? 'unclear' : ownerOf(request.url))
    if (refusal !== undefined) return void options.errorFilter(refusal, request, reply)
    done()
  })
  await server.register(async (api) => registerApi(api, options))
  await server.register(async (site) => {
    site.setErrorHandler(options.errorFilter)
    await registerSiteProxy(site, options)
  })
}

function refusalOf(owner: PathOwner): GatewayError | undefined {
  switch (owner) {
    case 'domain':
      return new GatewayError('domain_not_allowed', { message: 'This domain is not on the allow list.' })
    case 'unclear':
      return new GatewayError('route_not_found', { message: 'There is nothing at this address.' })
    case 'api':
    case 'graphql':
    case 'site':
      return undefined
  }
}

async function registerApi(
  api: FastifyInstance,
  { controllers, isHealthy, errorFilter, bodyLimits }: DoorOptions,
): Promise<void> {
  api.setErrorHandler(errorFilter)
  api.removeAllContentTypeParsers()
  const bodies = createBodyReader(bodyLimits)
  api.decorateRequest('admitted', null)
  api.decorateRequest('trace', null)
  // nothing is kept of a request whose caller is not known
  api.addContentTypeParser('*', async ({ admitted, headers }: FastifyRequest, body: Readable) =>
    admitted === null ? undefined : bodies.read(body, headers, admitted.response),
  )
  api.addHook('onRequest', (request, _reply, done) => {
    assertNoNavigation(request.headers['sec-fetch-mode'])
    done()
  })
  for (const controller of controllers) controller.register(api)
  api.get('/health', (_request, reply) =>
    reply
      .code(isHealthy() ? 200 : 503)
      .header('x-content-type-options', 'nosniff')
      .send({ status: isHealthy() ? 'ok' : 'unavailable' }),
  )
  for (const segment of ['v1', 'v1beta', 'v1alpha', 'openai', 'anthropic', 'gemini', 'health']) {
    for (const url of segment === 'health' ? ['/health/*'] : [`/${segment}`, `/${segment}/*`]) {
      api.all(url, (request) => {
        throw routeNotFound(request)
      })
    }
  }
}

/** What Node's parser refused never became a request: answered on the bare connection, which is then closed. */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  // an answer that has begun must not be followed by bytes that its reader would take for a part of it
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegunAnswer(socket)) return void socket.destroy()
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const told = isSlow
    ? new GatewayError('request_timeout', { message: 'The request took too long to arrive.' })
    : malformed(isLarge ? 'The headers are too large.' : 'This is no valid HTTP request.')
  const { status, headers, body } = describe(told, nextId())
  const lines = [
    `HTTP/1.1 ${isLarge ? `${HEADERS_TOO_LARGE} Request Header Fields Too Large` : `${status} ${isSlow ? 'Request Timeout' : 'Bad Request'}`}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Node keeps the answer under way there, and offers no other way to ask. */
const hasBegunAnswer = (socket: Socket): boolean =>
  (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent === true

/** `Expect` with anything but `100-continue`. */
function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const { headers, body } = describe(malformed('This expectation cannot be met.'), nextId())
  response.writeHead(417, { ...headers, connection: 'close' }).end(body)
}

const malformed = (message: string): GatewayError => new GatewayError('invalid_request', { message })

/** An error that no route can be asked about. */
function describe(error: GatewayError, requestId: string) {
  const encoded = CODECS['openai-chat'].encodeError(error, { requestId, quotaStatus: 402 })
  const headers: Record<string, string> = { ...RELAY_HEADERS, ...encoded.headers }
  return { status: encoded.status, headers, body: JSON.stringify(encoded.body) }
}

const nextId = createUuidV7()
