import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

const MAX_SOCKET_PATH_BYTES = 100
const ATTEMPTS = 10
const SOCKET = /^(\d+)\.sock$/
/** Sockets of the dead are removed; the number must survive that. */
const INCARNATION_FILE = 'incarnation'

export interface JournalLock {
  /** Greater than that of every process that held this folder before. */
  incarnation: number
  release(): void
}

/**
 * Takes a journal's folder for this process by listening on a unix socket in it; whoever is dead does not answer, whatever
 * the pid namespace. The socket's name is the incarnation. Its number starts from the time of day, so that a node whose
 * folder was lost is not older than billing remembers it.
 * @throws Error where another process holds the folder
 */
export async function lockJournal(dir: string, nodeId: string, nowMs: () => number = Date.now): Promise<JournalLock> {
  const folder = openSync(dir, 'r')
  const pathOf = (name: string): string => {
    const path = join(dir, name)
    // a socket's address is short; on Linux an open folder has a short name of its own
    return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES ? path : `/proc/self/fd/${folder}/${name}`
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = incarnations(dir)
    for (const number of known) {
      if (await answers(pathOf(`${number}.sock`))) throw heldError(dir, nodeId)
    }
    const incarnation = Math.max(
      Math.floor(nowMs() / 1_000),
      lastIncarnation(dir) + 1,
      ...known.map((number) => number + 1),
    )
    const server = await listen(pathOf(`${incarnation}.sock`))
    if (server === undefined) continue // somebody was faster: look again
    const rivals = incarnations(dir).filter((number) => number !== incarnation)
    const alive = await Promise.all(
      rivals.map(async (number) => number > incarnation || (await answers(pathOf(`${number}.sock`)))),
    )
    if (alive.includes(true)) {
      server.close()
      continue
    }
    writeFileSync(join(dir, INCARNATION_FILE), String(incarnation))
    for (const number of rivals) rmSync(join(dir, `${number}.sock`), { force: true })
    return {
      incarnation,
      release() {
        server.close()
        closeSync(folder)
      },
    }
  }
  closeSync(folder)
  throw heldError(dir, nodeId)
}

const heldError = (dir: string, nodeId: string): Error =>
  new Error(`Another gateway with NODE_ID ${nodeId} is running: it holds ${dir}. Give each gateway its own NODE_ID.`)

const incarnations = (dir: string): number[] =>
  readdirSync(dir).flatMap((name) => {
    const number = SOCKET.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })

function lastIncarnation(dir: string): number {
  try {
    const number = Number(readFileSync(join(dir, INCARNATION_FILE), 'utf8'))
    return Number.isSafeInteger(number) ? number : 0
  } catch {
    return 0
  }
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    const settle = (isAlive: boolean): void => {
      socket.destroy()
      resolve(isAlive)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })

/** @returns `undefined` where the name is taken */
const listen = (path: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
