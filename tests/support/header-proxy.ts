import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Between a client and the gateway: adds headers to each request, and keeps what was answered. */
export interface HeaderProxy {
  origin: string
  /** Bodies of the answers so far, as text. */
  answers: string[]
  close(): Promise<void>
}

export async function startHeaderProxy(target: string, headers: IncomingHttpHeaders): Promise<HeaderProxy> {
  const answers: string[] = []
  const server = createServer((incoming, response) => {
    const { method, url, headers: own } = incoming
    const outgoing = request(new URL(url ?? '/', target), { method, headers: { ...own, ...headers } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece)
        response.write(piece)
      })
      answer.on('end', () => {
        answers.push(Buffer.concat(pieces).toString('utf8'))
        response.end()
      })
      answer.on('error', () => response.destroy())
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
