import { rmSync } from 'node:fs'
import { open, readFile, truncate } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FramePlace, readFrame, scanFrames } from './frame.js'
import { eventTextOf, requestIdOf } from './journal-records.js'
import { type CompletionPlace, createRecovery, type RecoveredJournal } from './recover.js'
import { listSegments, segmentPath } from './segment-file.js'
import type { ClosedSegment } from './segment-writer.js'

/** Frames that are read before others get a turn: a gateway that adopts goes on serving. */
const FRAMES_A_TURN = 250

/** What earlier processes left in a folder, and how much of it is damaged. */
export interface FoundJournal extends RecoveredJournal {
  corruptStretches: number
  tornBytes: number
}

/** The segments of a journal that are written no more, and reading. */
export class JournalFolder {
  private readonly closed: ClosedSegment[]

  constructor(readonly dir: string) {
    this.closed = listSegments(dir).map(({ seq, bytes, modifiedAtMs }) => ({ seq, bytes, closedAtMs: modifiedAtMs }))
  }

  closedSegments(): readonly ClosedSegment[] {
    return this.closed
  }

  addClosed(segment: ClosedSegment): void {
    this.closed.push(segment)
  }

  removeClosed(seq: number): void {
    const index = this.closed.findIndex((segment) => segment.seq === seq)
    if (index === -1) return
    rmSync(segmentPath(this.dir, seq), { force: true })
    this.closed.splice(index, 1)
  }

  /**
   * What its segments leave to do. Damage is tolerated at the end of the last one, where a write was cut short.
   * @throws the signal's reason where it is aborted
   */
  async recover(nodeId: string, signal?: AbortSignal): Promise<FoundJournal> {
    const recovery = createRecovery()
    let corruptStretches = 0
    let tornBytes = 0
    for (const [index, { seq }] of this.closed.entries()) {
      const scan = scanFrames(await readFile(segmentPath(this.dir, seq)))
      for (let next = scan.next(), count = 1; ; next = scan.next(), count++) {
        if (next.done) {
          const { lostBytes } = next.value
          corruptStretches += next.value.corruptStretches
          if (index === this.closed.length - 1) tornBytes = lostBytes
          else if (lostBytes > 0) corruptStretches++
          break
        }
        recovery.push(seq, next.value)
        if (count % FRAMES_A_TURN === 0) await nextTurn(undefined, { signal })
      }
    }
    if (tornBytes > 0) await this.cutTornTail(tornBytes)
    return { ...recovery.end({ nodeId }), corruptStretches, tornBytes }
  }

  /** So that it is told once: when other segments follow, the same bytes would be damage in the middle. */
  private async cutTornTail(tornBytes: number): Promise<void> {
    const last = this.closed.at(-1)
    if (last === undefined) return
    last.bytes -= tornBytes
    await truncate(segmentPath(this.dir, last.seq), last.bytes).catch(() => {})
  }

  /** The completions of a segment, as far as it is written. */
  async listCompletions(seq: number): Promise<CompletionPlace[]> {
    const places: CompletionPlace[] = []
    const scan = scanFrames(await readFile(segmentPath(this.dir, seq)))
    for (let next = scan.next(), count = 1; !next.done; next = scan.next(), count++) {
      const { type, text, offset, length } = next.value
      if (type === 'C' || type === 'V') {
        const requestId = requestIdOf(text)
        if (requestId !== undefined) places.push({ requestId, segment: seq, offset, length })
      }
      if (count % FRAMES_A_TURN === 0) await nextTurn()
    }
    return places
  }

  /** JSON of the events at these places of one segment, by one read of all that lies between; `undefined`: damaged. */
  async readEventTexts(places: readonly FramePlace[]): Promise<(string | undefined)[]> {
    const [first] = places
    if (first === undefined) return []
    const start = Math.min(...places.map(({ offset }) => offset))
    const end = Math.max(...places.map(({ offset, length }) => offset + length))
    const bytes = Buffer.alloc(end - start)
    const file = await open(segmentPath(this.dir, first.segment), 'r')
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
      const read = bytes.subarray(0, bytesRead)
      return places.map(({ offset }) => {
        const frame = readFrame(read, offset - start)
        return frame === undefined ? undefined : eventTextOf(frame.text)
      })
    } finally {
      await file.close()
    }
  }
}
