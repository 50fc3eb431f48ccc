import type { Readable } from 'node:stream'
import { type Egress, parseTarget } from '@tollgate/egress'

/** An answer of a provider is a small document: keys, claims, tokens. */
const MAX_BODY_BYTES = 1_048_576
const TIMEOUT_MS = 10_000

/** What the OpenID library asks of a `fetch`. */
export interface FetchOptions {
  method: string
  headers: Record<string, string>
  body?: unknown
  signal?: AbortSignal | undefined
}

/** `fetch` by the guarded way out: private addresses but the provider's own are refused, redirects are not followed. */
export const createEgressFetch =
  (egress: Egress) =>
  async (url: string, { method, headers, body, signal }: FetchOptions): Promise<Response> => {
    const { pathname, search } = new URL(url)
    const answer = await egress.request({
      origin: parseTarget(new URL(url).origin).origin,
      path: `${pathname}${search}`,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body != null && { body: String(body) }),
      ...(signal !== undefined && { signal }),
      headersTimeoutMs: TIMEOUT_MS,
      bodyTimeoutMs: TIMEOUT_MS,
    })
    const bytes = await readAtMost(answer.body, MAX_BODY_BYTES)
    const hasNoBody = [204, 205, 304].includes(answer.statusCode)
    return new Response(hasNoBody ? null : bytes, { status: answer.statusCode, headers: toHeaders(answer.headers) })
  }

async function readAtMost(body: Readable, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > max) {
      body.destroy()
      throw new Error(`The provider's answer is larger than ${max} bytes.`)
    }
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function toHeaders(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given))
    for (const each of value === undefined ? [] : [value].flat()) headers.append(name, each)
  return headers
}
