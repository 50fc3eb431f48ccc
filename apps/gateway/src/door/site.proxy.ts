import type { IncomingHttpHeaders } from 'node:http'
import httpProxy from '@fastify/http-proxy'
import { GatewayError, isGatewayError } from '@tollgate/protocols/canonical'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limitBody, siteBodyLimit, siteBodyTooLarge } from './site-body-limit.js'

const CONNECTIONS = 128
const SITE_TIMEOUT_MS = 60_000
/** What a client could say in our name, or to the console's framework. */
const SPOOFABLE =
  /^(x-forwarded-|x-middleware-|x-real-ip$|forwarded$|x-http-method-override$|x-api-key$|x-goog-api-key$|api-key$)/

export interface SiteProxyOptions {
  consoleUrl: string
  adminApiUrl: string
  publicUrl: string
  clientAddress: (socketAddress: string, forwardedFor: string | undefined) => string
}

/** Console and GraphQL on our origin, in every state of the gateway. */
export async function registerSiteProxy(site: FastifyInstance, options: SiteProxyOptions): Promise<void> {
  const admin = new URL(options.adminApiUrl)
  site.removeAllContentTypeParsers() // bodies pass through, none is kept here
  site.addHook('onRequest', async (request) => {
    if (Number(request.headers['content-length'] ?? 0) > siteBodyLimit(request)) throw siteBodyTooLarge()
  })
  site.addHook('preParsing', async (request, _reply, payload) =>
    request.headers['transfer-encoding'] === undefined ? payload : payload.pipe(limitBody(siteBodyLimit(request))),
  )
  await site.register(httpProxy, {
    ...common(options, 'graphql'),
    upstream: admin.origin,
    prefix: '/graphql',
    rewritePrefix: admin.pathname,
    httpMethods: ['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    preHandler: async (request) => {
      if (request.method !== 'POST' || request.url.split('?', 1)[0] !== '/graphql') {
        throw new GatewayError('route_not_found', { message: 'GraphQL is POST /graphql.' })
      }
    },
  })
  await site.register(httpProxy, { ...common(options, 'console'), upstream: options.consoleUrl, prefix: '/' })
}

const common = (options: SiteProxyOptions, part: 'graphql' | 'console') => ({
  undici: { connections: CONNECTIONS, pipelining: 1, headersTimeout: SITE_TIMEOUT_MS },
  replyOptions: {
    rewriteRequestHeaders: (request: unknown, headers: IncomingHttpHeaders) =>
      siteHeaders(headers, { request: request as FastifyRequest, part, options }),
    rewriteHeaders: (headers: IncomingHttpHeaders) => {
      const { 'x-request-id': _id, 'x-powered-by': _by, ...rest } = headers // every id is minted here
      return rest
    },
    onError: (reply: unknown, { error }: { error: { cause?: unknown } }) => {
      if (isGatewayError(error.cause)) return void (reply as FastifyReply).send(error.cause)
      const { code } = reply as { code(status: number): { type(type: string): { send(body: string): void } } }
      code
        .call(reply, 502)
        .type('text/plain; charset=utf-8')
        .send('This part of the site does not answer at present. Try again soon.')
    },
  },
})

/**
 * What console and admin-api are told: our own statement about the client and the public origin instead of the client's.
 * API keys stay here; access tokens of the admin API (`sk-a…`) go on to GraphQL only.
 */
export function siteHeaders(
  headers: IncomingHttpHeaders,
  {
    request,
    part,
    options,
  }: { request: Pick<FastifyRequest, 'socket' | 'headers'>; part: 'graphql' | 'console'; options: SiteProxyOptions },
): IncomingHttpHeaders {
  const publicUrl = new URL(options.publicUrl)
  const kept = Object.entries(headers).filter(([name]) => !SPOOFABLE.test(name) && name !== 'authorization')
  const { authorization } = headers
  const mayPass = part === 'graphql' && authorization !== undefined && /^bearer sk-a/i.test(authorization)
  const forwardedFor = request.headers['x-forwarded-for']
  return {
    ...Object.fromEntries(kept),
    ...(mayPass && { authorization }),
    host: publicUrl.host,
    'x-forwarded-host': publicUrl.host,
    'x-forwarded-proto': publicUrl.protocol.slice(0, -1),
    'x-forwarded-for': options.clientAddress(
      request.socket.remoteAddress ?? '',
      typeof forwardedFor === 'string' ? forwardedFor : undefined,
    ),
  }
}
