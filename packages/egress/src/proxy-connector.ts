import type { Socket } from 'node:net'
import { buildConnector } from 'undici'
import { literalAddressOf } from './address-policy.js'
import type { Connect, GuardedConnector } from './connector.js'
import { EgressError } from './egress-error.js'

const MAX_ANSWER_BYTES = 8 * 1024
const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }

/**
 * Connects by way of an HTTP proxy that is asked to CONNECT. The target is judged first, as if it were called directly, and
 * the proxy is asked for the very address that was judged: what its own name server says counts for nothing. Then the
 * proxy's address is judged. TLS ends at the target.
 */
export function createProxyConnector(
  guarded: GuardedConnector,
  { proxy, timeoutMs }: { proxy: URL; timeoutMs: number },
): Connect {
  const open = buildConnector({ timeout: timeoutMs })
  return (request, callback) => {
    connect(request).then(
      (socket) => finish(request, socket, callback),
      (error: unknown) => callback(error as Error, null),
    )
  }

  async function connect(request: buildConnector.Options): Promise<Socket> {
    const [address] = await guarded.judge(request)
    const { hostname, host, port, protocol } = proxy
    const socket = await new Promise<Socket>((resolve, reject) => {
      guarded.connect({ hostname, host, port, protocol }, (error, connected) =>
        error === null ? resolve(connected) : reject(error),
      )
    })
    const bracketed = address.includes(':') ? `[${address}]` : address
    await askFor(
      socket,
      `${bracketed}:${request.port === '' ? DEFAULT_PORTS[request.protocol] : request.port}`,
      timeoutMs,
    )
    return socket
  }

  function finish(request: buildConnector.Options, socket: Socket, callback: buildConnector.Callback): void {
    if (request.protocol !== 'https:') {
      callback(null, socket)
      return
    }
    // never from a Host header: the certificate must be that of the name that was judged
    const name = literalAddressOf(request.hostname) === undefined ? request.hostname.replace(/\.$/, '') : undefined
    const secured = { ...request, httpSocket: socket, ...(name !== undefined && { servername: name }) }
    open(secured, callback)
  }
}

function askFor(socket: Socket, authority: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0)
    const timer = setTimeout(() => end(new EgressError('egress_timeout', { detail: 'the proxy' })), timeoutMs)
    const end = (error?: Error): void => {
      clearTimeout(timer)
      socket.off('data', take).off('error', end).off('close', onClose)
      socket.pause()
      if (error === undefined) resolve()
      else {
        socket.destroy()
        reject(error)
      }
    }
    const onClose = (): void => end(refused('closed the connection'))
    const take = (chunk: Buffer): void => {
      answer = Buffer.concat([answer, chunk])
      const headEnd = answer.indexOf('\r\n\r\n')
      if (headEnd < 0) {
        if (answer.length > MAX_ANSWER_BYTES) end(refused('answered too much'))
        return
      }
      const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(answer.toString('latin1', 0, 16)) ?? []
      if (status !== '200') end(refused(`answered ${status ?? 'nothing that can be read'}`))
      // bytes of a target that speaks first would be lost, and none of ours does
      else if (answer.length > headEnd + 4) end(refused('sent more than an answer'))
      else end()
    }
    socket.on('data', take).on('error', end).on('close', onClose)
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  })
}

const refused = (what: string): EgressError => new EgressError('egress_refused', { detail: `the proxy ${what}` })
