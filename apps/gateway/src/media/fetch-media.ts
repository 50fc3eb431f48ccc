import type { Egress } from '@tollgate/egress'
import { parseTarget } from '@tollgate/egress'
import { GatewayError, type MediaKind, type MediaSource } from '@tollgate/protocols/canonical'
import { BodyTooLarge, readBody } from '../upstream/client.js'
import { imageTypeOf, isPdf } from './media-type.js'

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

export interface FetchOptions {
  limits?: MediaLimits
  /** Where the address stands in the caller's body. */
  field: string
  signal: AbortSignal
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
  { limits = MEDIA_LIMITS, field, signal }: FetchOptions,
): Promise<Extract<MediaSource, { type: 'base64' }>> {
  const refused = (why: string): GatewayError =>
    new GatewayError('invalid_request', { message: `${field}: The ${kind} at this address ${why}.`, param: field })
  // a timer of our own: what AbortSignal.timeout makes may be collected before it fires, where only AbortSignal.any knows it
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), limits.timeoutMs)
  const deadline = AbortSignal.any([signal, late.signal])
  // the deadline is the one that ends it: then it is told as what it is
  const laterMs = 2 * limits.timeoutMs
  try {
    const target = readTarget(url, refused)
    const { statusCode, headers, body } = await egress.open({
      origin: target.origin,
      path: target.path,
      method: 'GET',
      headers: {
        accept: `${kind === 'document' ? 'application/pdf, text' : kind}/*`,
        'accept-encoding': 'identity',
        'user-agent': 'tollgate',
      },
      signal: deadline,
      headersTimeoutMs: laterMs,
      bodyTimeoutMs: laterMs,
    })
    const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    if (statusCode !== 200 || !MEDIA_TYPES[kind].test(mediaType)) {
      body.destroy()
      throw refused(statusCode === 200 ? `is no ${kind}` : 'cannot be fetched')
    }
    const bytes = await readBody(body, limits.maxBytes)
    const actual = typeByBytes(bytes, kind, mediaType)
    if (actual === undefined) throw refused(`is no ${kind}`)
    return { type: 'base64', mediaType: actual, data: bytes.toString('base64') }
  } catch (error) {
    if (error instanceof GatewayError) throw error
    if (signal.aborted) throw signal.reason
    throw refused(whyOf(error, deadline))
  } finally {
    clearTimeout(timer)
  }
}

/** A page that is called a picture is none; vendors want a picture called by its right name. */
function typeByBytes(bytes: Buffer, kind: MediaKind, told: string): string | undefined {
  if (kind === 'image') return imageTypeOf(bytes)
  return told === 'application/pdf' && !isPdf(bytes) ? undefined : told
}

function whyOf(error: unknown, deadline: AbortSignal): string {
  if (error instanceof BodyTooLarge) return 'is too large'
  return deadline.aborted ? 'takes too long to come' : 'cannot be fetched'
}

function readTarget(url: string, refused: (why: string) => GatewayError): { origin: string; path: string } {
  if (!URL.canParse(url)) throw refused('has no valid address')
  const parsed = new URL(url)
  if (parsed.username !== '' || parsed.password !== '') throw refused('has an address with credentials')
  return { origin: parseTarget(parsed.origin).origin, path: `${parsed.pathname}${parsed.search}` }
}
