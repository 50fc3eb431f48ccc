import { readFileSync } from 'node:fs'
import { request } from 'node:http'

/** One request as a Python client wrote it: order and case of headers, and every byte of the body. */
export interface RecordedCall {
  name: string
  method: string
  path: string
  /** Without `Host` and `Content-Length`, which depend on where it goes. */
  headers: [string, string][]
  body: string | null
}

export interface Recording {
  client: string
  version: string
  /** How it came about: recorded, or written after the published source. */
  source: string
  calls: RecordedCall[]
}

/** Who asks whom; everything else is sent as it was recorded. */
export interface ReplayTarget {
  origin: string
  key: string
  /** Stands in the name of the model for what its upstream speaks. */
  kind: string
  /** Takes the place of the word PROMPT. */
  prompt: string
}

export interface Replayed {
  status: number
  headers: Headers
  text: string
}

const FOLDER = new URL('../../e2e/__fixtures__/python-clients/', import.meta.url)

export const readRecording = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Recording

/** Sends a recorded request by hand: client libraries of ours would write their own headers. */
export function replay(call: RecordedCall, { origin, key, kind, prompt }: ReplayTarget): Promise<Replayed> {
  const fill = (text: string): string => text.replaceAll('sk-KEY', key).replaceAll('KIND', kind)
  const body =
    call.body === null ? undefined : fill(call.body).replaceAll('PROMPT', () => JSON.stringify(prompt).slice(1, -1))
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method: call.method,
        path: fill(call.path),
        agent: false,
        headers: [
          'Host',
          `${hostname}:${port}`,
          ...call.headers.flatMap(([name, value]) => [name, name === 'Connection' ? 'close' : fill(value)]),
          ...(body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))]),
        ],
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject)
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)] as [string, string]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}
