import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DialectId } from '@tollgate/protocols/canonical'

/** Writes an answer; the request has been read by then. */
export type RawAnswer = (response: ServerResponse, call: { dialect: DialectId; body: unknown }) => void

/** An upstream that writes what no scripted one does. */
export interface RawUpstream {
  origin: string
  answerWith(answer: RawAnswer): void
  calls: { dialect: DialectId; body: unknown }[]
  close(): Promise<void>
}

const PATHS: readonly [RegExp, DialectId][] = [
  [/\/messages$/, 'anthropic-messages'],
  [/\/responses$/, 'openai-responses'],
  [/:(streamGenerate|generate)Content/, 'gemini-generate'],
]

export async function startRawUpstream(): Promise<RawUpstream> {
  let answer: RawAnswer = (response) => void response.writeHead(500).end()
  const calls: RawUpstream['calls'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const dialect = PATHS.find(([path]) => path.test(request.url ?? ''))?.[1] ?? 'openai-chat'
    const call = { dialect, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown }
    calls.push(call)
    answer(response, call)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(next) {
      answer = next
    },
    calls,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
