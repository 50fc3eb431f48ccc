import type { Egress, IncomingBody } from '@tollgate/egress'
import type { DialectId } from '@tollgate/protocols/canonical'
import type { RequestAddress } from '@tollgate/protocols/dialects'
import { headersToUpstream } from '@tollgate/protocols/passthrough'
import { upstreamPath, type Vendor } from '@tollgate/protocols/vendors'
import type { Target } from '../catalog/target.js'
import type { RequestHeaders } from '../door/identify.js'

/** One call to an upstream. */
export interface UpstreamCall {
  target: Target
  /** Of the body that is sent. */
  dialect: DialectId
  /** Its path behind the base URL. */
  pathOf: (dialect: DialectId, address: RequestAddress) => string
  requestId: string
  /** Of the client: only the few on the dialect's allow list go on. */
  clientHeaders: RequestHeaders
  /** The upstream's name of the model. */
  model: string
  body: string
  isStreamed: boolean
  signal: AbortSignal
  headerTimeoutMs: number
  idleTimeoutMs: number
}

export interface UpstreamReplyHead {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: IncomingBody
}

/** Sends a call through the guarded way out. @throws as egress does */
export async function callUpstream(egress: Egress, call: UpstreamCall): Promise<UpstreamReplyHead> {
  const { target } = call
  const { statusCode, headers, body } = await egress.open({
    origin: target.endpoint.origin,
    proxy: target.settings.proxyUrl ?? undefined,
    path: pathOf(call),
    method: 'POST',
    headers: headersOf(call),
    body: call.body,
    signal: call.signal,
    headersTimeoutMs: call.headerTimeoutMs,
    bodyTimeoutMs: call.idleTimeoutMs,
  })
  return { status: statusCode, headers, body }
}

function headersOf({ target, dialect, clientHeaders, isStreamed, requestId }: UpstreamCall): Record<string, string> {
  const headers = headersToUpstream(clientHeaders, dialect)
  for (const [name, value] of DEFAULT_HEADERS[dialect] ?? []) headers[name] ??= value
  headers['content-type'] = 'application/json'
  headers.accept = isStreamed ? 'text/event-stream' : 'application/json'
  headers['accept-encoding'] = 'identity'
  headers['user-agent'] = 'tollgate'
  headers['x-request-id'] = requestId
  if (target.overrides !== undefined) Object.assign(headers, target.overrides.headers)
  if (target.secret !== undefined) Object.assign(headers, credentialOf(target.vendor, target.secret))
  return headers
}

/** What a dialect demands where the client, who may speak another one, said nothing. */
const DEFAULT_HEADERS: Partial<Record<DialectId, readonly (readonly [string, string])[]>> = {
  'anthropic-messages': [['anthropic-version', '2023-06-01']],
}

/** The header that carries an upstream's key. */
export const credentialOf = ({ auth }: Vendor, secret: string): Record<string, string> =>
  auth === 'bearer' ? { authorization: `Bearer ${secret}` } : { [auth]: secret }

function pathOf(call: UpstreamCall): string {
  const { vendor, endpoint, settings } = call.target
  return upstreamPath(vendor, {
    basePath: endpoint.basePath,
    dialectPath: call.pathOf(call.dialect, call),
    address: call,
    apiVersion: settings.apiVersion ?? undefined,
  })
}

export class BodyTooLarge extends Error {}

/**
 * Reads a whole body, however it comes.
 * @throws BodyTooLarge beyond `maxBytes`; else what the body throws
 */
export function readBody(body: IncomingBody, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    body.read({
      onData(chunk) {
        length += chunk.length
        if (length > maxBytes) {
          body.destroy()
          reject(new BodyTooLarge())
        } else chunks.push(chunk)
      },
      onEnd: () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
      onError: reject,
    })
  })
}
