import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Observation } from './observation.js'

/** Longer than any record: a record that was half there the last time is read whole the next time. */
const OVERLAP_BYTES = 64 * 1024
/** `C` and `V`: how a call ended, for good. */
const COMPLETION = /[CV]\{"event":\{.*?"requestId":"([0-9a-f-]{36})"/gs

/** L12: whose end was told to its caller is in some journal until it is in the books. */
export interface JournalWatch {
  /**
   * @param isKnown of these ids, those in the ledger or the dead letters; asked after the journals were read
   * @returns finished calls that nobody knows of
   * @throws whatever `isKnown` throws while the books cannot be read
   */
  findForgotten(isKnown: (requestIds: readonly string[]) => Promise<ReadonlySet<string>>): Promise<Observation[]>
}

interface SegmentRead {
  bytes: number
  ids: Set<string>
}

/** @param outboxDir of all gateways, a folder each @param observations grows while calls end */
export function openJournalWatch(outboxDir: string, observations: readonly Observation[]): JournalWatch {
  const segments = new Map<string, SegmentRead>()
  let waiting: Observation[] = []
  let taken = 0
  return {
    async findForgotten(isKnown) {
      for (; taken < observations.length; taken++) {
        const one = observations[taken]
        if (one?.sawTerminal === true && one.requestId !== undefined) waiting.push(one)
      }
      await readJournals()
      const isWritten = ({ requestId = '' }: Observation): boolean =>
        [...segments.values()].some(({ ids }) => ids.has(requestId))
      const missing = waiting.filter((one) => !isWritten(one))
      if (missing.length === 0) return []
      const known = await isKnown(missing.map(({ requestId = '' }) => requestId))
      waiting = waiting.filter(({ requestId = '' }) => !known.has(requestId))
      return missing.filter(({ requestId = '' }) => !known.has(requestId))
    },
  }

  async function readJournals(): Promise<void> {
    const paths = await listSegments(outboxDir)
    for (const gone of [...segments.keys()].filter((path) => !paths.includes(path))) segments.delete(gone)
    for (const path of paths) await readOn(path).catch(ignoreMissing)
  }

  async function readOn(path: string): Promise<void> {
    const { size } = await stat(path)
    const read = segments.get(path) ?? { bytes: 0, ids: new Set<string>() }
    if (size === read.bytes) return
    const from = size < read.bytes ? 0 : Math.max(0, read.bytes - OVERLAP_BYTES)
    const text = await readText(path, { from, length: size - from })
    for (const [, id] of text.matchAll(COMPLETION)) if (id !== undefined) read.ids.add(id)
    segments.set(path, { bytes: size, ids: read.ids })
  }
}

async function listSegments(outboxDir: string): Promise<string[]> {
  const paths: string[] = []
  for (const folder of await readdir(outboxDir)) {
    const names = await readdir(join(outboxDir, folder)).catch(() => [])
    paths.push(...names.filter((name) => name.endsWith('.wal')).map((name) => join(outboxDir, folder, name)))
  }
  return paths
}

async function readText(path: string, { from, length }: { from: number; length: number }): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Deleted between two looks. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
