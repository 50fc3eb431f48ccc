// Clients that hold connections and send next to nothing: one job at a time, told and answered over IPC.
//   { type: 'gather', port, count, kind: 'headers' | 'bodies' | 'idle', key } → how many are connected
//   { type: 'leave' } → how many still were
import { once } from 'node:events'
import { connect } from 'node:net'

const AT_ONCE = 250
const BYTE_EVERY_MS = { headers: 5_000, bodies: 1_000 }
const post = (key) =>
  `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${key}\r\n`
const FIRST = {
  headers: () => 'GET /v1/models HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  bodies: (key) => `${post(key)}Content-Length: 100000\r\n\r\n`,
  idle: () => 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n',
}
const sockets = new Set()
const timers = []

process.on('message', async (job) => {
  try {
    process.send({ result: await (job.type === 'gather' ? gather(job) : leave()) })
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) })
  }
})
process.send({ ready: true })

async function gather({ port, count, kind, key }) {
  for (let left = count; left > 0; left -= AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, () => join({ port, kind, key })))
  return sockets.size
}

async function join({ port, kind, key }) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  await once(socket, 'connect')
  sockets.add(socket)
  socket.write(FIRST[kind](key))
  if (kind === 'idle') await once(socket, 'data')
  socket.resume()
  const everyMs = BYTE_EVERY_MS[kind]
  if (everyMs !== undefined) timers.push(setInterval(() => socket.writable && socket.write(' '), everyMs))
}

function leave() {
  for (const timer of timers.splice(0)) clearInterval(timer)
  const stayed = sockets.size
  for (const socket of sockets) socket.destroy()
  return stayed
}
