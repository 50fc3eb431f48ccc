import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** How long a client may go on sending what nobody reads. */
const DISCARD_MS = 2_000

/**
 * Makes an answer that goes out before its request has arrived the last one of its connection. What still comes is thrown
 * away for a while: a connection that is closed over unread bytes is reset, and clients then never see the answer.
 */
export function endConnectionAfter(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw
  void reply.header('connection', 'close')
  // called by Node when the last answer is written; it would close both directions at once
  socket.destroySoon = () => discardThenDestroy(request.raw)
}

/** Whether a body was announced that has not arrived wholly. */
export const isBodyUnread = ({ raw, headers }: FastifyRequest): boolean =>
  !raw.complete && (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0')

/** Whether the last answer of a connection has gone out: a request found in the bytes after it is none. */
export const hasEnded = (socket: Socket): boolean => ended.has(socket)

const ended = new WeakSet<Socket>()

function discardThenDestroy(body: IncomingMessage): void {
  const { socket } = body
  ended.add(socket)
  socket.end()
  body.resume()
  const timer = setTimeout(() => socket.destroy(), DISCARD_MS).unref()
  socket.once('close', () => clearTimeout(timer))
}
