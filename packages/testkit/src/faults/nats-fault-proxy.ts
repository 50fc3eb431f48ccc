import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { createNatsFrameReader, type NatsFrame } from './nats-frames.js'

const LOOPBACK = '127.0.0.1'

/** What a link does with what it is given. */
export type LinkFault =
  | { type: 'none' }
  /** Connections stay open and nothing arrives; what was sent meanwhile arrives afterwards. */
  | { type: 'silence' }
  /** Open connections are reset, new ones as well. */
  | { type: 'reset' }
  /** Single operations vanish. */
  | { type: 'drop'; direction: 'to-server' | 'to-client'; isDropped: (frame: NatsFrame) => boolean }

/** Stands between a client and a nats-server and does to the link what a bad network would. */
export interface NatsFaultProxy {
  readonly url: string
  /** From now on, for open connections too. */
  set(fault: LinkFault): void
  /** Operations that vanished so far. */
  droppedCount(): number
  close(): Promise<void>
}

/** On a free port of loopback. @param serverPort of the nats-server, which need not run yet */
export async function startNatsFaultProxy(serverPort: number): Promise<NatsFaultProxy> {
  let fault: LinkFault = { type: 'none' }
  let dropped = 0
  const open = new Set<Socket>()
  const server = createServer((client) => {
    if (fault.type === 'reset') return void client.resetAndDestroy()
    const upstream = connect(serverPort, LOOPBACK)
    join(client, upstream, 'to-server')
    join(upstream, client, 'to-client')
  })
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port')
  return {
    url: `nats://${LOOPBACK}:${address.port}`,
    set(next) {
      fault = next
      for (const socket of open) obey(socket)
    },
    droppedCount: () => dropped,
    async close() {
      for (const socket of open) socket.destroy()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }

  function join(from: Socket, to: Socket, direction: 'to-server' | 'to-client'): void {
    const reader = createNatsFrameReader()
    open.add(from)
    from.setNoDelay(true)
    from.on('error', () => {})
    from.once('close', () => {
      open.delete(from)
      to.destroy()
    })
    from.on('data', (bytes) => {
      for (const frame of reader.push(bytes)) {
        if (fault.type === 'drop' && fault.direction === direction && fault.isDropped(frame)) dropped++
        else if (!to.write(frame.bytes)) holdBack(from, to)
      }
    })
    obey(from)
  }

  function holdBack(from: Socket, to: Socket): void {
    from.pause()
    if (to.listenerCount('drain') === 0) to.once('drain', () => obey(from))
  }

  function obey(socket: Socket): void {
    if (fault.type === 'reset') socket.resetAndDestroy()
    else if (fault.type === 'silence') socket.pause()
    else socket.resume()
  }
}

/** The stream has stored an event of usage. */
export const isPubAck = ({ line, payload }: NatsFrame): boolean =>
  /^H?MSG /.test(line) && /"stream":\s*"USAGE"/.test(payload)

/** Billing's answer to a question about leases. */
export const isLeaseReply = ({ line, payload }: NatsFrame): boolean =>
  /^H?MSG /.test(line) && payload.includes('"ledgerEpoch"')

/** Billing tells the stream that an event is settled. */
export const isAck = ({ line }: NatsFrame): boolean => /^H?PUB \$JS\.ACK\./.test(line)
