/** What the session's cookie needs; unknown attributes are left out. */
export interface RelayedCookie {
  name: string
  value: string
  path: string
  httpOnly: boolean
  secure: boolean
  sameSite: 'lax' | 'strict' | 'none'
  maxAge?: number
  expires?: Date
}

/** One `Set-Cookie` header → the cookie as Next sets it again. @returns `undefined` for what is no cookie */
export function parseSetCookie(header: string): RelayedCookie | undefined {
  const [pair = '', ...rest] = header.split(';')
  const separator = pair.indexOf('=')
  if (separator < 1) return undefined
  const attributes = new Map(rest.map(parseAttribute))
  const maxAge = Number(attributes.get('max-age') ?? Number.NaN)
  const expires = new Date(attributes.get('expires') ?? Number.NaN)
  return {
    name: pair.slice(0, separator).trim(),
    // Next encodes the value again when it sets it
    value: decode(pair.slice(separator + 1).trim()),
    path: attributes.get('path') || '/',
    httpOnly: attributes.has('httponly'),
    secure: attributes.has('secure'),
    sameSite: parseSameSite(attributes.get('samesite')),
    ...(Number.isInteger(maxAge) && { maxAge }),
    ...(!Number.isNaN(expires.getTime()) && { expires }),
  }
}

function parseAttribute(text: string): [string, string] {
  const [name = '', value = ''] = text.split('=', 2)
  return [name.trim().toLowerCase(), value.trim()]
}

function parseSameSite(text = ''): RelayedCookie['sameSite'] {
  const value = text.toLowerCase()
  return value === 'strict' || value === 'none' ? value : 'lax'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
