import { EgressError } from './egress-error.js'

const DEFAULT_PORT: Record<string, string> = { 'http:': '80', 'https:': '443' }

/** Where a call goes. `origin` is canonical: `https://host[:port]`, as a WHATWG URL writes it. */
export interface EgressTarget {
  origin: string
  /** With query, starting with `/`. */
  path: string
}

/**
 * Parses once: decision and connection then use the same words.
 * @throws EgressError `egress_blocked` for another scheme than http(s), credentials in the URL, or no URL at all
 */
export function parseTarget(url: string): EgressTarget {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) throw new EgressError('egress_blocked', { detail: 'not a URL' })
  if (DEFAULT_PORT[parsed.protocol] === undefined)
    throw new EgressError('egress_blocked', { detail: `scheme ${parsed.protocol}` })
  if (parsed.username !== '' || parsed.password !== '')
    throw new EgressError('egress_blocked', { detail: 'credentials in the URL' })
  return { origin: parsed.origin, path: `${parsed.pathname}${parsed.search}` }
}

/** `host:port` in the form that allow lists use: lower case, no trailing dot, IPv6 in brackets, port never left out. */
export function hostPortOf({ protocol, hostname, port }: { protocol: string; hostname: string; port: string }): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname
  return `${host.toLowerCase().replace(/\.$/, '')}:${port === '' ? (DEFAULT_PORT[protocol] ?? '') : port}`
}
