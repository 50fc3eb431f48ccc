import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const SECRET = new Set(['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'cookie', 'proxy-authorization'])

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** Headers as they came, secrets as their SHA-256: a test can compare, a log gives nothing away. */
export const maskHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
      return [name, SECRET.has(name) ? `sha256:${sha256(text)}` : text]
    }),
  )
