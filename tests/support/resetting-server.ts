import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface ResettingServer {
  readonly port: number
  /** How many sent a request so far. */
  connections(): number
  close(): Promise<void>
}

/** Takes a request and resets the connection without a byte of an answer: nobody knows whether the work was done. */
export async function startResettingServer(): Promise<ResettingServer> {
  let count = 0
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => {})
    socket.once('data', () => {
      count += 1
      setTimeout(() => socket.resetAndDestroy(), 20) // the rest of the body is on its way
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port')
  return {
    port: address.port,
    connections: () => count,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
