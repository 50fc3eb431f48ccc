import { GatewayError } from '@tollgate/protocols/canonical'

/** First segments of the API, whether they are served yet or not: they never reach the console. */
const API_SEGMENTS = new Set(['v1', 'v1beta', 'v1alpha', 'openai', 'anthropic', 'gemini', 'health'])
/** Files of the console at the root; every other first segment with a dot in it would be a domain to reach. */
const SITE_FILES = new Set([
  'favicon.ico',
  'icon.svg',
  'icon.png',
  'apple-icon.png',
  'robots.txt',
  'sitemap.xml',
  'manifest.webmanifest',
])

/** Who answers a path. `domain`: a domain that is not on the allow list; `unclear`: a path that two readers may read differently. */
export type PathOwner = 'api' | 'graphql' | 'site' | 'domain' | 'unclear'

/** The first segment decides (RELIABILITY 4.14). @param target the request line's target, query included */
export function ownerOf(target: string): PathOwner {
  const path = target.split('?', 1)[0] ?? ''
  if (path === '/' || path === '') return 'site'
  if (/^\/v1\/[a-z/]*$/.test(path)) return 'api' // nothing in it can be read in two ways
  // `//host` is another origin for browsers, and a backslash is a slash for some of them
  if (path.startsWith('//') || /[^!-~\u0080-\uffff]|\\|%(00|5c)/i.test(path)) return 'unclear'
  if (!path.startsWith('/') || hasDotSegment(path)) return 'unclear'
  const segment = decodeSegment(path.slice(1).split('/', 1)[0] ?? '')
  if (segment === undefined || segment.includes('/')) return 'unclear'
  if (API_SEGMENTS.has(segment)) return 'api'
  if (segment === 'graphql') return 'graphql'
  if (SITE_FILES.has(segment)) return 'site'
  return /[^.][.．。][^.]/u.test(segment) ? 'domain' : 'site'
}

/** `..` climbs for whoever resolves it, also in escapes and before a parameter. Model names may hold dots, but no such segment. */
const hasDotSegment = (path: string): boolean => /(^|\/|%2f)(\.|%2e){1,2}(\/|%2f|;|%3b|$)/i.test(path)

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

/**
 * Requests that servers and proxies read differently are refused before anything looks at them (F15).
 * @param rawHeaders names and values in turn, as Node gives them
 * @throws GatewayError `invalid_request`
 */
export function assertPlainRequest(target: string, rawHeaders: readonly string[], httpVersion = '1.1'): void {
  if (!target.startsWith('/') && target !== '*') {
    throw new GatewayError('invalid_request', { message: 'The target of the request must be a path.' })
  }
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name !== undefined && name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  if (hosts > 1) throw new GatewayError('invalid_request', { message: 'The request has more than one Host header.' })
  if (hosts === 0 && httpVersion === '1.1') {
    throw new GatewayError('invalid_request', { message: 'The request has no Host header.' })
  }
}

/** Twice of what browsers send through a few proxies; each header is looked at several times on its way. */
const MAX_HEADERS = 100

/** @param rawHeaders names and values in turn, as Node gives them */
export const hasTooManyHeaders = (rawHeaders: readonly string[]): boolean => rawHeaders.length > 2 * MAX_HEADERS

/** @throws GatewayError `navigation_not_allowed`: what a browser shows as a page comes from the console alone */
export function assertNoNavigation(mode: string | string[] | undefined): void {
  if (mode === 'navigate') {
    throw new GatewayError('navigation_not_allowed', { message: 'This address is for programs, not for browsers.' })
  }
}
