import { closeSync, fdatasync, fdatasyncSync, mkdirSync, rmSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBallast } from './ballast.js'
import { encodeFrame, type Frame, type FrameType, readFrame, readFrames } from './frame.js'
import { type JournalLock, lockJournal } from './journal-lock.js'
import type { AckRecord, CompletionRecord, IntentRecord, ProgressRecord } from './journal-records.js'
import { type CompletionPlace, createRecovery, type RecoveredJournal } from './recover.js'
import { listSegments, SegmentFile, segmentPath } from './segment-file.js'

const SEGMENT_BYTES = 16 * 1024 * 1024
const RED_CHECK_MS = 5_000
const GATHER_MS = 1

export interface JournalOptions {
  /** OUTBOX_DIR */
  outboxDir: string
  nodeId: string
  ballastBytes: number
  segmentBytes?: number
  onFsync?: (durationMs: number) => void
}

export interface OpenedJournal {
  journal: Journal
  recovered: RecoveredJournal & { corruptStretches: number; tornBytes: number }
}

/** A segment that is written no more. */
export interface ClosedSegment {
  seq: number
  bytes: number
  closedAtMs: number
}

interface Waiter {
  resolve: () => void
  reject: (error: unknown) => void
}

/** A frame that was given its place and is not written yet. */
interface PendingFrame extends Partial<Waiter> {
  frame: Buffer
}

/**
 * The write-ahead log of one gateway. Intents, progress and acknowledgements are written without waiting for the disk:
 * they survive the death of the process. Completions are awaited until fdatasync has returned; one fdatasync serves all
 * that came while the last one ran. RED: no room, or a disk that failed; then intents are refused, so that the calls in
 * flight can still be completed.
 */
export class Journal {
  private segment: SegmentFile
  /** Written by one write: a system call costs more than all the rest of a record. */
  private pending: PendingFrame[] = []
  private pendingBytes = 0
  private isFlushPlanned = false
  /** Written, waiting for the disk. */
  private waiters: Waiter[] = []
  private isSyncing = false
  private lastBatchSize = 0
  private isSyncPlanned = false
  private retiredFds: number[] = []
  private readonly closed: ClosedSegment[]
  private readonly ballast: ReturnType<typeof createBallast>
  private redTimer: NodeJS.Timeout | undefined
  private hasDiskFailed = false
  /** Segment of the intent of each call that is under way. */
  private readonly openIntents = new Map<string, number>()

  private constructor(
    private readonly dir: string,
    private readonly lock: JournalLock,
    private readonly options: JournalOptions,
    closed: ClosedSegment[],
  ) {
    this.closed = closed
    this.ballast = createBallast(dir, options.ballastBytes)
    this.segment = new SegmentFile(dir, (closed.at(-1)?.seq ?? 0) + 1)
    if (!this.ballast.fill()) this.turnRed()
  }

  /**
   * Locks the folder, reads what earlier processes left and begins a new segment.
   * @throws Error where another process holds the folder
   */
  static async open(options: JournalOptions): Promise<OpenedJournal> {
    const dir = join(options.outboxDir, options.nodeId)
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const lock = await lockJournal(dir, options.nodeId)
    const segments = listSegments(dir)
    const recovery = createRecovery()
    let corruptStretches = 0
    let tornBytes = 0
    for (const [index, { seq }] of segments.entries()) {
      const read = readFrames(await readFile(segmentPath(dir, seq)))
      recovery.push(seq, read.frames)
      corruptStretches += read.corruptStretches
      if (index === segments.length - 1) tornBytes = read.lostBytes
      else if (read.lostBytes > 0) corruptStretches++
    }
    const recovered = { ...recovery.end(options), corruptStretches, tornBytes }
    const closed = segments.map(({ seq, bytes, modifiedAtMs }) => ({ seq, bytes, closedAtMs: modifiedAtMs }))
    return { journal: new Journal(dir, lock, options, closed), recovered }
  }

  get incarnation(): number {
    return this.lock.incarnation
  }

  isRed(): boolean {
    return this.redTimer !== undefined || this.hasDiskFailed
  }

  /** Resolves when it is written. @throws where the journal is RED or the write fails: then no upstream may be called */
  async appendIntent(record: IntentRecord): Promise<void> {
    if (this.isRed()) throw new Error('the journal is RED')
    await new Promise<void>((resolve, reject) => {
      const { segment } = this.append('I', JSON.stringify(record), { resolve, reject })
      this.openIntents.set(record.requestId, segment)
    })
  }

  /** Is written when it returns: the next thing to happen is a byte for the client. */
  appendProgress(record: ProgressRecord): void {
    this.append('P', JSON.stringify(record))
    this.flush()
  }

  /** Billing has these. May be lost: then an event is published twice, which is harmless. */
  appendAck(ids: string[]): void {
    this.append('A', JSON.stringify({ ids } satisfies AckRecord))
  }

  /**
   * Resolves when the record is on disk. The last bytes of an answer wait for it.
   * @param text JSON of a {@link CompletionRecord}
   */
  async appendCompletion(type: 'C' | 'V', requestId: string, text: string): Promise<CompletionPlace> {
    return new Promise<CompletionPlace>((resolve, reject) => {
      const onWritten = (): void => {
        this.waiters.push({ resolve: onSynced, reject })
        this.planSync()
      }
      const onSynced = (): void => {
        this.openIntents.delete(requestId) // not before: without its completion the intent is all there is of the call
        resolve(place)
      }
      const place = { requestId, ...this.append(type, text, { resolve: onWritten, reject }) }
    })
  }

  /** Gives a frame its place; it is written with all others of this turn of the event loop. */
  private append(
    type: FrameType,
    text: string,
    waiter: Partial<Waiter> = {},
  ): { segment: number; offset: number; length: number } {
    const frame = encodeFrame(type, text)
    const bytes = this.segment.bytes + this.pendingBytes
    if (bytes + frame.length > (this.options.segmentBytes ?? SEGMENT_BYTES)) this.roll()
    const place = { segment: this.segment.seq, offset: this.segment.bytes + this.pendingBytes, length: frame.length }
    this.pending.push({ frame, ...waiter })
    this.pendingBytes += frame.length
    // a completion waits for the next fdatasync in any case: it is written with all that come until the present one ends
    const mayWait = (this.isSyncing || this.isSyncPlanned) && (type === 'C' || type === 'V')
    if (!this.isFlushPlanned && !mayWait) {
      this.isFlushPlanned = true
      setImmediate(() => {
        this.isFlushPlanned = false
        this.flush()
      })
    }
    return place
  }

  private flush(): void {
    const batch = this.pending
    if (batch.length === 0) return
    const [first] = batch
    this.pending = []
    this.pendingBytes = 0
    try {
      this.write(batch.length === 1 && first ? first.frame : Buffer.concat(batch.map(({ frame }) => frame)))
    } catch (error) {
      for (const { reject } of batch) reject?.(error)
      return
    }
    for (const { resolve } of batch) resolve?.()
  }

  private write(frame: Buffer): number {
    try {
      return this.segment.append(frame)
    } catch (error) {
      if (this.isRed()) throw error
      this.turnRed()
      return this.segment.append(frame) // into the room that the ballast has left
    }
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
    // where calls come side by side, a moment's wait shares one write and one fdatasync among them
    if (this.lastBatchSize > 1) setTimeout(start, GATHER_MS)
    else queueMicrotask(start)
  }

  private sync(): void {
    const batch = this.waiters
    if (batch.length === 0) return
    this.waiters = []
    this.isSyncing = true
    this.lastBatchSize = batch.length
    const startedAt = performance.now()
    fdatasync(this.segment.fd, (error) => {
      this.isSyncing = false
      for (const fd of this.retiredFds.splice(0)) closeSync(fd)
      this.options.onFsync?.(performance.now() - startedAt)
      // what a failed fsync has lost stays lost: nothing of this disk can be promised any more
      if (error !== null) this.hasDiskFailed = true
      for (const { resolve, reject } of batch) error === null ? resolve() : reject(error)
      if (this.waiters.length > 0 || this.pending.length > 0) this.planSync()
    })
  }

  private roll(): void {
    this.flush()
    const old = this.segment
    fdatasyncSync(old.fd) // whoever waits for a record of it is answered by the sync of the next segment
    this.segment = new SegmentFile(this.dir, old.seq + 1)
    this.closed.push({ seq: old.seq, bytes: old.bytes, closedAtMs: Date.now() })
    if (this.isSyncing) this.retiredFds.push(old.fd)
    else closeSync(old.fd)
  }

  private turnRed(): void {
    this.ballast.release()
    this.redTimer ??= setInterval(() => {
      if (!this.ballast.fill()) return
      clearInterval(this.redTimer)
      this.redTimer = undefined
    }, RED_CHECK_MS).unref()
  }

  closedSegments(): readonly ClosedSegment[] {
    return this.closed
  }

  /** Frames of a closed segment. */
  async readSegment(seq: number): Promise<Frame[]> {
    return readFrames(await readFile(segmentPath(this.dir, seq))).frames
  }

  /** The completion at a place; `undefined` where it is damaged. */
  async readCompletion({ segment, offset, length }: CompletionPlace): Promise<CompletionRecord | undefined> {
    const file = await open(segmentPath(this.dir, segment), 'r')
    try {
      const bytes = Buffer.alloc(length)
      await file.read(bytes, 0, length, offset)
      const frame = readFrame(bytes, 0)
      return frame === undefined ? undefined : (JSON.parse(frame.text) as CompletionRecord)
    } finally {
      await file.close()
    }
  }

  /** Whether a call whose intent lies in this segment is still under way. */
  hasOpenIntents(seq: number): boolean {
    for (const segment of this.openIntents.values()) if (segment === seq) return true
    return false
  }

  /** Only for segments of which billing knows every id. */
  removeSegment(seq: number): void {
    const index = this.closed.findIndex((segment) => segment.seq === seq)
    if (index === -1) return
    rmSync(segmentPath(this.dir, seq), { force: true })
    this.closed.splice(index, 1)
  }

  /** Waits for the disk and lets go of the folder. */
  async close(): Promise<void> {
    clearInterval(this.redTimer)
    this.flush()
    if (this.isSyncing || this.waiters.length > 0) {
      await new Promise<void>((resolve, reject) => {
        this.waiters.push({ resolve, reject })
        this.planSync()
      })
    }
    closeSync(this.segment.fd)
    this.lock.release()
  }
}
