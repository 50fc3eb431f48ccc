import { connect, createServer, type Server, type Socket } from 'node:net'

/** The owner writes its own journal there; an adopter finishes what a dead owner left and makes way for a living one. */
export type HolderRole = 'owner' | 'adopter'

/** What a holder says of itself to whoever connects. */
export interface Holder {
  role: HolderRole
  /** NODE_ID of the process that holds the folder; absent: it did not say. */
  nodeId?: string
}

const GREETING_TIMEOUT_MS = 500
/** When a holder that could not be reached is looked at again. */
const UNCLEAR_MS = 60_000
const MAX_LINE_CHARACTERS = 1_024
const YIELD = 'yield'
/** A socket that nobody listens to refuses, or is not there. Anything else (a full queue) is no proof of a death. */
const DEAD_CODES = new Set(['ECONNREFUSED', 'ENOENT'])

export interface HeldSocket {
  /** Lets go: whoever waits for the end of this process's hold is told. */
  close(): void
}

/**
 * Holds a name by listening on it.
 * @param onYield asked by the owner of an adopted folder, who wants it back
 * @returns `undefined` where the name is taken @throws Error as the file system does
 */
export function listenOn(path: string, holder: Holder, onYield: () => void): Promise<HeldSocket | undefined> {
  const connections = new Set<Socket>()
  const server: Server = createServer((socket) => {
    connections.add(socket)
    socket.unref()
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => socket.destroy())
    onLine(socket, (line) => {
      if (line === YIELD && holder.role === 'adopter') onYield()
    })
    socket.write(`${JSON.stringify(holder)}\n`)
  })
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(path, () => {
      server.unref()
      resolve({
        close() {
          server.close()
          for (const socket of connections) socket.destroy()
        },
      })
    })
  })
}

/** Who listens on a name; `undefined`: nobody. A process that is frozen listens and says nothing. */
export async function findHolder(path: string): Promise<Holder | undefined> {
  const socket = await dial(path)
  if (socket === undefined) return undefined
  if (socket === 'unclear') return { role: 'owner' }
  try {
    return await greetingOf(socket)
  } finally {
    socket.destroy()
  }
}

/** Asks an adopter for the folder. @returns whether it let go in time */
export async function requestYield(path: string, timeoutMs: number): Promise<boolean> {
  const socket = await dial(path)
  if (socket === undefined) return true
  if (socket === 'unclear') return false
  socket.write(`${YIELD}\n`)
  const hasEnded = await whenEnded(socket, timeoutMs)
  socket.destroy()
  return hasEnded
}

/**
 * Tells when the holder of a name lets go of it or dies.
 * @returns ends the watch; `undefined`: nobody holds it
 */
export async function watchHolder(path: string, onEnd: () => void): Promise<(() => void) | undefined> {
  const socket = await dial(path)
  if (socket === undefined) return undefined
  if (socket === 'unclear') {
    const timer = setTimeout(onEnd, UNCLEAR_MS).unref()
    return () => clearTimeout(timer)
  }
  socket.unref()
  socket.resume()
  socket.once('close', onEnd)
  return () => {
    socket.off('close', onEnd)
    socket.destroy()
  }
}

function dial(path: string): Promise<Socket | 'unclear' | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.on('error', () => socket.destroy())
      resolve(socket)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== undefined && DEAD_CODES.has(error.code) ? undefined : 'unclear')
    })
  })
}

function greetingOf(socket: Socket): Promise<Holder> {
  return new Promise((resolve) => {
    const settle = (holder: Holder): void => {
      clearTimeout(timer)
      resolve(holder)
    }
    const timer = setTimeout(() => settle({ role: 'owner' }), GREETING_TIMEOUT_MS)
    socket.once('close', () => settle({ role: 'owner' }))
    onLine(socket, (line) => settle(toHolder(line)))
  })
}

/** Lines are short here; more without an end of line is no message of ours. */
function onLine(socket: Socket, take: (line: string) => void): void {
  let text = ''
  socket.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (text + piece).split('\n')
    text = (lines.pop() ?? '').slice(0, MAX_LINE_CHARACTERS)
    for (const line of lines) take(line)
  })
}

function toHolder(line: string): Holder {
  try {
    const { role, nodeId } = JSON.parse(line) as Partial<Holder>
    return { role: role === 'adopter' ? 'adopter' : 'owner', ...(typeof nodeId === 'string' && { nodeId }) }
  } catch {
    return { role: 'owner' }
  }
}

function whenEnded(socket: Socket, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs)
    socket.resume()
    socket.once('close', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
