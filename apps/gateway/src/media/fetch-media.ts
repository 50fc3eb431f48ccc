import type { Egress } from '@tollgate/egress'
import { parseTarget } from '@tollgate/egress'
import { GatewayError, type MediaKind, type MediaSource } from '@tollgate/protocols/canonical'
import { BodyTooLarge, readBody } from '../upstream/client.js'

/** What may come back for each kind; anything else is a page, a script or a trap. */
const MEDIA_TYPES: Record<MediaKind, RegExp> = {
  image: /^image\/(jpeg|jpg|png|gif|webp|heic|heif|bmp)$/,
  audio: /^audio\/[a-z0-9.+-]+$/,
  document: /^(application\/pdf|text\/[a-z0-9.+-]+)$/,
  video: /^video\/[a-z0-9.+-]+$/,
}

export interface MediaLimits {
  maxBytes: number
  timeoutMs: number
}

export const MEDIA_LIMITS: MediaLimits = { maxBytes: 20 * 1024 * 1024, timeoutMs: 10_000 }

/** One medium that a caller named by address. */
export interface WantedMedium {
  url: string
  kind: MediaKind
}

/**
 * Fetches what a caller named, for an upstream that takes bytes only. Through the guard, with no private address allowed,
 * listed or not; redirects are not followed.
 * @param egress one whose allow list is empty
 * @throws GatewayError `invalid_request`: says what went wrong without telling what stands at the address
 */
export async function fetchMedium(
  egress: Egress,
  { url, kind }: WantedMedium,
  { limits = MEDIA_LIMITS, signal }: { limits?: MediaLimits; signal: AbortSignal },
): Promise<Extract<MediaSource, { type: 'base64' }>> {
  const target = readTarget(url)
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(limits.timeoutMs)])
  try {
    const { statusCode, headers, body } = await egress.request({
      origin: target.origin,
      path: target.path,
      method: 'GET',
      headers: {
        accept: `${kind === 'document' ? 'application/pdf, text' : kind}/*`,
        'accept-encoding': 'identity',
        'user-agent': 'tollgate',
      },
      signal: deadline,
      headersTimeoutMs: limits.timeoutMs,
      bodyTimeoutMs: limits.timeoutMs,
    })
    const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    if (statusCode !== 200 || !MEDIA_TYPES[kind].test(mediaType)) {
      body.on('error', () => {}).destroy()
      throw refused(kind, statusCode === 200 ? `is no ${kind}` : 'cannot be fetched')
    }
    const bytes = await readBody(body, limits.maxBytes)
    return {
      type: 'base64',
      mediaType: mediaType === 'image/jpg' ? 'image/jpeg' : mediaType,
      data: bytes.toString('base64'),
    }
  } catch (error) {
    if (error instanceof GatewayError) throw error
    if (signal.aborted) throw signal.reason
    throw refused(kind, error instanceof BodyTooLarge ? 'is too large' : 'cannot be fetched')
  }
}

function readTarget(url: string): { origin: string; path: string } {
  if (!URL.canParse(url)) throw refused('image', 'has no valid address')
  const parsed = new URL(url)
  if (parsed.username !== '' || parsed.password !== '') throw refused('image', 'has an address with credentials')
  return { origin: parseTarget(parsed.origin).origin, path: `${parsed.pathname}${parsed.search}` }
}

const refused = (kind: MediaKind, why: string): GatewayError =>
  new GatewayError('invalid_request', { message: `The ${kind} at the given address ${why}.`, param: 'messages' })
