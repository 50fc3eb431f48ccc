import { closeSync, fdatasync, fdatasyncSync } from 'node:fs'
import { type DiskGuard, isFull } from './disk-guard.js'
import { encodeFrame, type FramePlace, type FrameType } from './frame.js'
import { SegmentFile } from './segment-file.js'

export const SEGMENT_BYTES = 16 * 1024 * 1024
const GATHER_MS = 1
const LATER_MS = 50
/**
 * So much goes to the disk although nobody waits for it: at its end a segment is synced while everybody waits, which takes
 * 5 ms for a megabyte and ten times that for all that streams can write between two completions.
 */
const SYNC_AHEAD_BYTES = 1024 * 1024

/** A segment that is written no more. */
export interface ClosedSegment {
  seq: number
  bytes: number
  closedAtMs: number
}

export interface SegmentWriterOptions {
  dir: string
  /** Number of the first segment, which is made when there is something to write. */
  firstSeq: number
  segmentBytes: number
  guard: DiskGuard
  onClosed(segment: ClosedSegment): void
  onFsync?: ((durationMs: number) => void) | undefined
}

/** A record on its way to the file. */
interface PendingFrame {
  type: FrameType
  frame: Buffer
  onWritten?: (place: FramePlace) => void
  onFailed?: (error: unknown) => void
}

/** Written, waiting for the disk. */
interface Waiter {
  resolve: () => void
  reject: (error: unknown) => void
}

/** What is written first where there is not room for all: what a call costs, before what it has shown so far. */
const RANK: Record<FrameType, number> = { C: 0, V: 0, P: 1, I: 2, A: 3 }

/**
 * Appends records to the newest segment. All of one turn of the event loop share a write, and all that come while an
 * fdatasync runs share the next one: system calls cost more than all the rest of a record.
 */
export class SegmentWriter {
  private segment: SegmentFile | undefined
  private nextSeq: number
  private pending: PendingFrame[] = []
  private isFlushPlanned = false
  private laterTimer: NodeJS.Timeout | undefined
  private waiters: Waiter[] = []
  private isSyncing = false
  private isSyncPlanned = false
  private lastBatchSize = 0
  private lastSyncMs = 0
  private unsyncedBytes = 0
  private isClosed = false
  private retiredFds: number[] = []

  constructor(private readonly options: SegmentWriterOptions) {
    this.nextSeq = options.firstSeq
  }

  /** The segment that is being written, as far as it is written. */
  current(): { seq: number; bytes: number; createdAtMs: number } | undefined {
    return this.segment
  }

  /** Resolves when it is in the file: it survives the death of the process. @throws where there is no room */
  write(type: FrameType, text: string): Promise<FramePlace> {
    return new Promise((onWritten, onFailed) => {
      this.push({ type, frame: encodeFrame(type, text), onWritten, onFailed })
    })
  }

  /** Resolves when the disk has it. @throws where there is no room, or the disk fails */
  writeDurable(type: FrameType, text: string): Promise<FramePlace> {
    return new Promise((resolve, reject) => {
      const onWritten = (place: FramePlace): void => {
        this.waiters.push({ resolve: () => resolve(place), reject })
        this.planSync()
      }
      this.push({ type, frame: encodeFrame(type, text), onWritten, onFailed: reject })
    })
  }

  /** In the file when it returns, unless there is no room: then it is lost. */
  writeNow(type: FrameType, text: string): void {
    this.writeSoon(type, text)
    this.flush()
  }

  /** With the next write; lost where there is no room. */
  writeSoon(type: FrameType, text: string): void {
    this.push({ type, frame: encodeFrame(type, text) })
  }

  /** With the next write, 50 ms from now at the latest; lost where there is no room. */
  writeLater(type: FrameType, text: string): void {
    if (this.isClosed) return
    this.pending.push({ type, frame: encodeFrame(type, text) })
    this.laterTimer ??= setTimeout(() => {
      this.laterTimer = undefined
      this.flush()
    }, LATER_MS).unref()
  }

  /** Ends the present segment; the next record begins another. */
  roll(): void {
    this.flush()
    if (this.segment !== undefined) this.retire(this.segment)
  }

  /** Waits for the disk. Nothing may be written after it. */
  async close(): Promise<void> {
    clearTimeout(this.laterTimer)
    this.flush()
    this.isClosed = true
    if (this.isSyncing || this.waiters.length > 0) {
      await new Promise<void>((resolve, reject) => {
        this.waiters.push({ resolve, reject })
        this.planSync()
      })
    }
    for (const fd of this.retiredFds.splice(0)) closeSync(fd)
    if (this.segment !== undefined) closeSync(this.segment.fd)
    this.segment = undefined
  }

  private push(frame: PendingFrame): void {
    if (this.isClosed) {
      frame.onFailed?.(new Error('the journal is closed')) // the folder may be somebody else's by now
      return
    }
    this.pending.push(frame)
    // a completion waits for the next fdatasync in any case: it is written with all that come until the present one ends
    const mayWait = (this.isSyncing || this.isSyncPlanned) && RANK[frame.type] === 0
    if (this.isFlushPlanned || mayWait) return
    this.isFlushPlanned = true
    setImmediate(() => {
      this.isFlushPlanned = false
      this.flush()
    })
  }

  private flush(): void {
    const batch = this.pending
    if (batch.length === 0) return
    this.pending = []
    let run: PendingFrame[] = []
    let runBytes = 0
    for (const one of batch) {
      const bytes = (this.segment?.bytes ?? 0) + runBytes
      if (bytes > 0 && bytes + one.frame.length > this.options.segmentBytes) {
        this.writeRun(run)
        run = []
        runBytes = 0
        // a new file takes more room than a longer one
        if (this.segment !== undefined && !this.options.guard.isRed()) this.retire(this.segment)
      }
      run.push(one)
      runBytes += one.frame.length
    }
    this.writeRun(run)
  }

  private writeRun(run: readonly PendingFrame[]): void {
    if (run.length === 0) return
    const [first] = run
    try {
      this.append(run.length === 1 && first ? first.frame : Buffer.concat(run.map(({ frame }) => frame)), run)
    } catch (error) {
      this.options.guard.turnRed()
      this.writeSingly(run, error)
    }
  }

  /**
   * Into the room that the ballast has left: what ends calls first. No call is begun any more, and an acknowledgement that
   * is lost is asked for again.
   */
  private writeSingly(run: readonly PendingFrame[], error: unknown): void {
    for (const one of [...run].sort((a, b) => RANK[a.type] - RANK[b.type])) {
      if (RANK[one.type] >= RANK.I) {
        one.onFailed?.(error)
        continue
      }
      try {
        this.append(one.frame, [one])
      } catch (again) {
        one.onFailed?.(again)
      }
    }
  }

  /** @throws with nothing of the bytes left behind */
  private append(bytes: Buffer, frames: readonly PendingFrame[]): void {
    this.segment ??= this.begin()
    const segment = this.segment
    let offset = segment.append(bytes)
    this.unsyncedBytes += bytes.length
    for (const { frame, onWritten } of frames) {
      onWritten?.({ segment: segment.seq, offset, length: frame.length })
      offset += frame.length
    }
    if (this.unsyncedBytes >= SYNC_AHEAD_BYTES) this.planSync()
  }

  private begin(): SegmentFile {
    const segment = new SegmentFile(this.options.dir, this.nextSeq)
    this.nextSeq++
    return segment
  }

  private retire(segment: SegmentFile): void {
    this.segment = undefined
    this.unsyncedBytes = 0
    try {
      fdatasyncSync(segment.fd) // whoever waits for a record of it is answered by the sync of the next segment
    } catch (error) {
      this.onSyncFailed(error)
    }
    this.options.onClosed({ seq: segment.seq, bytes: segment.bytes, closedAtMs: Date.now() })
    if (this.isSyncing) this.retiredFds.push(segment.fd)
    else closeSync(segment.fd)
  }

  /** All frames of one write share an fdatasync. */
  private planSync(): void {
    if (this.isSyncing || this.isSyncPlanned) return
    this.isSyncPlanned = true
    const start = (): void => {
      this.isSyncPlanned = false
      if (this.isSyncing) return
      this.flush()
      this.sync()
    }
    // where calls come side by side, a moment's wait shares one write and one fdatasync among them; on a fast disk a turn
    // of the event loop is enough, and waiting must not take longer than the disk does
    if (this.lastBatchSize <= 1) queueMicrotask(start)
    else if (this.lastSyncMs < GATHER_MS) setImmediate(start)
    else setTimeout(start, GATHER_MS)
  }

  private sync(): void {
    const batch = this.waiters
    if (batch.length === 0 && this.unsyncedBytes < SYNC_AHEAD_BYTES) return
    this.waiters = []
    this.unsyncedBytes = 0
    if (batch.length > 0) this.lastBatchSize = batch.length
    const { segment } = this
    if (segment === undefined) {
      for (const { resolve } of batch) resolve() // their segment was synced when it was retired
      return
    }
    this.isSyncing = true
    const startedAt = performance.now()
    fdatasync(segment.fd, (error) => {
      this.isSyncing = false
      for (const fd of this.retiredFds.splice(0)) closeSync(fd)
      this.lastSyncMs = performance.now() - startedAt
      this.options.onFsync?.(this.lastSyncMs)
      if (error !== null) this.onSyncFailed(error)
      for (const { resolve, reject } of batch) error === null ? resolve() : reject(error)
      if (this.waiters.length > 0 || this.pending.length > 0) this.planSync()
    })
  }

  /** A disk that is only full is used again when it has room, in a new segment: of the present one nothing is promised. */
  private onSyncFailed(error: unknown): void {
    const { guard } = this.options
    for (const { reject } of this.waiters.splice(0)) reject(error)
    if (!isFull(error)) {
      guard.distrust()
      return
    }
    guard.turnRed()
    if (this.segment !== undefined) this.retire(this.segment)
  }
}
