import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findHolder, type HeldSocket, type Holder, listenOn, requestYield, watchHolder } from './folder-socket.js'

const MAX_SOCKET_PATH_BYTES = 100
const ATTEMPTS = 10
const YIELD_TIMEOUT_MS = 10_000
/** Another process that tries at the same moment lets go within this time, because our number is higher. */
const RIVAL_MS = 500
const RIVAL_CHECK_MS = 25
const SOCKET = /^(\d+)\.sock$/
/** Sockets of the dead are removed; the number must survive that. */
const INCARNATION_FILE = 'incarnation'
const OWN_FILES = [INCARNATION_FILE, `${INCARNATION_FILE}.new`, 'ballast']

export interface JournalLock {
  /** Greater than that of every process that held this folder before. */
  incarnation: number
  release(): void
  /** Lets go and removes the folder, unless somebody has put something into it. */
  releaseAndRemove(): void
}

export interface LockOptions {
  /** Whose folder it is. */
  nodeId: string
  /** Who takes it. */
  holder: Holder
  /** The owner is back and wants its folder; asked of adopters only, possibly more than once. */
  onYield?: () => void
  nowMs?: () => number
}

/** Another process holds the folder. */
export class JournalHeldError extends Error {}

/**
 * Takes a journal's folder for this process by listening on a unix socket in it; whoever is dead does not answer, whatever
 * the pid namespace. The socket's name is the incarnation. Its number starts from the time of day, so that a node whose
 * folder was lost is not older than billing remembers it. An owner asks an adopter for its folder and waits for it.
 * @throws JournalHeldError
 */
export async function lockJournal(dir: string, options: LockOptions): Promise<JournalLock> {
  const { nodeId, holder, onYield = () => {}, nowMs = Date.now } = options
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const folder = openSync(dir, 'r')
    const pathOf = socketPaths(dir, folder)
    try {
      const known = incarnations(dir)
      await assertFree(known.map(pathOf), { nodeId, dir, holder })
      const least = Math.max(lastIncarnation(dir), ...known) + 1
      const incarnation = Math.max(Math.floor(nowMs() / 1_000), least)
      const held = await listenOn(pathOf(incarnation), holder, onYield).catch(unlessGone)
      if (held !== undefined) {
        if (await isHighest(dir, incarnation, pathOf)) return toLock({ dir, folder, held, incarnation })
        held.close()
      }
    } catch (error) {
      closeSync(folder)
      throw error
    }
    closeSync(folder) // somebody was faster, or the folder was removed: look again
  }
  throw heldError(dir, nodeId, { role: 'owner' })
}

/** @returns ends the watch; `undefined`: nobody holds the folder */
export async function watchFolder(dir: string, onEnd: () => void): Promise<(() => void) | undefined> {
  let folder: number
  try {
    folder = openSync(dir, 'r')
  } catch {
    return undefined
  }
  try {
    const pathOf = socketPaths(dir, folder)
    for (const number of incarnations(dir).sort((a, b) => b - a)) {
      const endWatch = await watchHolder(pathOf(number), onEnd)
      if (endWatch !== undefined) return endWatch
    }
    return undefined
  } finally {
    closeSync(folder)
  }
}

const socketPaths =
  (dir: string, folder: number) =>
  (incarnation: number): string => {
    const path = join(dir, `${incarnation}.sock`)
    // a socket's address is short; on Linux an open folder has a short name of its own
    return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES ? path : `/proc/self/fd/${folder}/${incarnation}.sock`
  }

/** @throws JournalHeldError where somebody answers who does not make way */
async function assertFree(
  paths: readonly string[],
  { nodeId, dir, holder }: { nodeId: string; dir: string; holder: Holder },
): Promise<void> {
  for (const path of paths) {
    const other = await findHolder(path)
    if (other === undefined) continue
    const mayAsk = holder.role === 'owner' && other.role === 'adopter'
    if (!mayAsk || !(await requestYield(path, YIELD_TIMEOUT_MS))) throw heldError(dir, nodeId, other)
  }
}

/** A higher one wins; a lower one that stays was here before. */
async function isHighest(dir: string, incarnation: number, pathOf: (number: number) => string): Promise<boolean> {
  for (let waitedMs = 0; ; waitedMs += RIVAL_CHECK_MS) {
    const numbers = incarnations(dir)
    if (!numbers.includes(incarnation) || numbers.some((number) => number > incarnation)) return false
    const lower = numbers.filter((number) => number < incarnation)
    const holders = await Promise.all(lower.map((number) => findHolder(pathOf(number))))
    if (holders.every((holder) => holder === undefined)) return true
    if (waitedMs >= RIVAL_MS) return false
    await sleep(RIVAL_CHECK_MS)
  }
}

function toLock(taken: { dir: string; folder: number; held: HeldSocket; incarnation: number }): JournalLock {
  const { dir, folder, held, incarnation } = taken
  rememberIncarnation(dir, incarnation)
  let isReleased = false
  const release = (): void => {
    if (isReleased) return
    isReleased = true
    held.close()
    closeSync(folder)
  }
  return {
    incarnation,
    release,
    releaseAndRemove() {
      for (const name of OWN_FILES) rmSync(join(dir, name), { force: true, recursive: true })
      release()
      try {
        rmdirSync(dir)
      } catch {
        // its owner is back and has made a socket in it
      }
    },
  }
}

function heldError(dir: string, nodeId: string, { role, nodeId: holderId }: Holder): JournalHeldError {
  return new JournalHeldError(
    role === 'adopter'
      ? `Gateway ${holderId} finishes the journal of ${nodeId} in ${dir} and does not let go of it. Start again when it has, or end it.`
      : `Another gateway with NODE_ID ${nodeId} is running: it holds ${dir}. Give each gateway its own NODE_ID.`,
  )
}

/** An adopter may remove the folder between our look and our bind. */
function unlessGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
    return undefined
  throw error
}

function incarnations(dir: string): number[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir).flatMap((name) => {
    const number = SOCKET.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

function lastIncarnation(dir: string): number {
  try {
    const number = Number(readFileSync(join(dir, INCARNATION_FILE), 'utf8'))
    return Number.isSafeInteger(number) ? number : 0
  } catch {
    return 0
  }
}

/** On a full disk the number is not written down; then the sockets of the dead stay, because their names say it too. */
function rememberIncarnation(dir: string, incarnation: number): void {
  const fresh = join(dir, `${INCARNATION_FILE}.new`)
  try {
    writeFileSync(fresh, String(incarnation))
    renameSync(fresh, join(dir, INCARNATION_FILE))
  } catch {
    rmSync(fresh, { force: true })
    return
  }
  for (const number of incarnations(dir)) {
    if (number < incarnation) rmSync(join(dir, `${number}.sock`), { force: true })
  }
}
