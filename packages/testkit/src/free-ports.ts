import { createServer, type Server } from 'node:net'
import { anyPort } from '../../../tools/infra/ports.mjs'

const LOOPBACK = '127.0.0.1'

/** All probes are open at once, so that no port is handed out twice. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, openProbe))
  await Promise.all(probes.map(({ server }) => new Promise((resolve) => server.close(resolve))))
  return probes.map(({ port }) => port)
}

function openProbe(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const port = anyPort()
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(openProbe()) : reject(error),
    )
    server.listen(port, LOOPBACK, () => resolve({ server, port }))
  })
}
