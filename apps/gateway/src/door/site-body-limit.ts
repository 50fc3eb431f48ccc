import { Transform } from 'node:stream'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { FastifyRequest } from 'fastify'

/** What admin-api takes of anybody. */
const GRAPHQL_BYTES = 256 * 1024
/** What it takes of some who are signed in, which it finds out itself. */
const SIGNED_IN_GRAPHQL_BYTES = 16 * 1024 ** 2
/** What the console takes: forms. */
const PAGE_BYTES = 1024 ** 2

/**
 * Bytes that a body for admin-api or console may have. Both refuse larger ones by closing the connection, which could only
 * be told as a failure of ours.
 */
export function siteBodyLimit({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): number {
  if (url.split('?', 1)[0] !== '/graphql') return PAGE_BYTES
  const isSignedIn =
    /^bearer sk-a/i.test(headers.authorization ?? '') ||
    /(^|;\s*)(__Host-)?tollgate_session=/.test(headers.cookie ?? '')
  return isSignedIn && headers['content-length'] !== undefined ? SIGNED_IN_GRAPHQL_BYTES : GRAPHQL_BYTES
}

export const siteBodyTooLarge = (): GatewayError =>
  new GatewayError('request_too_large', { message: 'The body is too large.' })

/** Passes a body of unknown length on, and fails beyond the limit. */
export function limitBody(limitBytes: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= limitBytes) done(null, chunk)
      else done(siteBodyTooLarge())
    },
  })
}
