import { GatewayError } from '@tollgate/protocols/canonical'
import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'

/** Every method that is not the one that a path serves. */
export const OTHER_METHODS: Record<'post' | 'get', HTTPMethods[]> = {
  post: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  get: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
}

/** OPTIONS is answered with the methods; pages of other origins are given no access. Everything else is refused. */
export const methodNotAllowed =
  (allowed: string) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    refuseMethod(request, reply, allowed)

/** @param allowed what the address accepts instead: `GET`, `GET, DELETE` … */
export function refuseMethod(request: FastifyRequest, reply: FastifyReply, allowed: string): FastifyReply {
  void reply.headers({ allow: `${allowed}, OPTIONS`, 'x-content-type-options': 'nosniff' })
  if (request.method === 'OPTIONS') return reply.code(204).send()
  throw new GatewayError('method_not_allowed', { message: `This address accepts ${allowed} only.` })
}
