import { type NextRequest, NextResponse } from 'next/server'

/**
 * Content-Security-Policy with a nonce of this request. It decides nothing about who may see what: that is admin-api's.
 * Styles may be inline because highlighted code and formulas carry style attributes; images only of our own making, so
 * that a model's answer cannot send what it knows to a stranger's address.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', request.nextUrl.pathname + withoutRouterParameter(request.nextUrl.searchParams))
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** The address as people see it: `_rsc` is the router's own. */
function withoutRouterParameter(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters)
  kept.delete('_rsc')
  return kept.size > 0 ? `?${kept}` : ''
}

function contentSecurityPolicy(nonce: string): string {
  // biome-ignore lint/style/noProcessEnv: inlined by the bundler, not a setting
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    // React's development build rebuilds stacks with eval; production needs none
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = { matcher: ['/((?!_next/static|icon.svg).*)'] }
