import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { createDb } from './client.js'

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const AUTHENTICATED = message('R', Buffer.alloc(4))
const READY = message('Z', Buffer.from('I'))
const ENDED = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
)

/** A PostgreSQL that is stopped in order just as it has let somebody in: both messages arrive together. */
it('a connection that the server ends as soon as it is made fails what needed it, and nothing else', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const db = createDb({ url: `postgresql://u:p@127.0.0.1:${(server.address() as AddressInfo).port}/d` })
  try {
    await expect(db.$transaction([1, 2].map(() => db.$queryRawUnsafe('SELECT 1')))).rejects.toThrow()
    await expect(db.$queryRawUnsafe('SELECT 1')).rejects.toThrow()
  } finally {
    await db.$disconnect()
    server.close()
  }
})
