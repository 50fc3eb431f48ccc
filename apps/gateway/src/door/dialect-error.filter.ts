import { GatewayError, isGatewayError, toGatewayError } from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { RELAY_HEADERS } from '../exchange/deliver.js'
import type { FailedCall } from '../refusals/to-refusal.js'
import { wantsEvents } from './completions.controller.js'
import { dialectOf } from './dialect-of.js'
import { endConnectionAfter, isBodyUnread } from './last-answer.js'

export interface DialectErrorOptions {
  quotaStatus: 402 | 429
  logger: Logger
  onError: (code: string) => void
  /** Told of each answer of which the client can have learned. */
  onFailed: (call: FailedCall) => void
}

/** What Fastify refuses before a handler runs, in our words. */
const FASTIFY_CODES: Record<string, () => GatewayError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new GatewayError('request_too_large', { message: 'The body is too large.' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new GatewayError('invalid_request', { message: 'The body is not as long as Content-Length says.' }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new GatewayError('invalid_request', { message: 'The body is not JSON.' }),
}

/** Whatever was thrown → an error in the dialect that the path speaks; unknown ones are logged and told as 500. */
export function createDialectErrorFilter({ quotaStatus, logger, onError, onFailed }: DialectErrorOptions) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const error = fromFastify(thrown) ?? toGatewayError(thrown)
    if (!isGatewayError(thrown) && error.code === 'internal_error') {
      logger.error({ requestId: request.id, error: thrown }, 'a request failed')
    }
    onError(error.code)
    if (isBodyUnread(request)) endConnectionAfter(request, reply)
    const dialect = dialectOf(request)
    const encoded = CODECS[dialect].encodeError(error, { requestId: request.id, quotaStatus })
    // beyond the API there are no keys, and the field is not there
    if (!reply.raw.destroyed)
      onFailed({ requestId: request.id, trace: request.trace ?? null, error, status: encoded.status })
    return reply
      .code(encoded.status)
      .headers({ ...RELAY_HEADERS, ...encoded.headers })
      .send(JSON.stringify(isArray(request.url) ? [encoded.body] : encoded.body))
  }
}

/** A stream that was to be one array is refused as one: its clients read nothing else. */
const isArray = (url: string): boolean => /(:|%3a)streamGenerateContent(\?|$)/i.test(url) && !wantsEvents(url)

function fromFastify(thrown: unknown): GatewayError | undefined {
  if (typeof thrown !== 'object' || thrown === null || isGatewayError(thrown)) return undefined
  return (
    fromCode('code' in thrown ? String(thrown.code) : '') ?? fromStatus('statusCode' in thrown ? thrown.statusCode : 0)
  )
}

function fromCode(code: string): GatewayError | undefined {
  const known = FASTIFY_CODES[code]
  if (known !== undefined) return known()
  // the client broke its body off, or was too slow with it
  return code === 'ECONNRESET' ? new GatewayError('invalid_request', { message: 'The body was cut.' }) : undefined
}

/** What a library calls the client's mistake is not told as ours; its words stay here. */
function fromStatus(status: unknown): GatewayError | undefined {
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined
  if (status === 404) return new GatewayError('route_not_found', { message: 'There is nothing at this address.' })
  if (status === 413) return new GatewayError('request_too_large', { message: 'The body is too large.' })
  return new GatewayError('invalid_request', { message: 'The request cannot be understood.' })
}
