import { join } from 'node:path'
import { createBallast } from './ballast.js'
import { DiskGuard } from './disk-guard.js'
import type { Holder } from './folder-socket.js'
import { type FoundJournal, JournalFolder } from './journal-folder.js'
import { type JournalLock, lockJournal } from './journal-lock.js'
import type { AckRecord, IntentRecord, ProgressRecord } from './journal-records.js'
import type { CompletionPlace } from './recover.js'
import { type ClosedSegment, SEGMENT_BYTES, SegmentWriter } from './segment-writer.js'

export interface JournalOptions {
  /** OUTBOX_DIR */
  outboxDir: string
  /** Whose journal it is. */
  nodeId: string
  /** Another gateway, which finishes it until its owner wants it back. */
  adopter?: { nodeId: string; yielding: AbortController }
  ballastBytes: number
  segmentBytes?: number
  redCheckMs?: number
  onFsync?: (durationMs: number) => void
}

export interface OpenedJournal {
  journal: Journal
  recovered: FoundJournal
}

/**
 * The write-ahead log of one gateway. Intents, progress and acknowledgements are written without waiting for the disk:
 * they survive the death of the process. Completions are awaited until fdatasync has returned. RED: no room, or a disk
 * that failed; then intents are refused, so that the calls in flight can still be completed.
 */
export class Journal {
  /** Segment of the intent of each call that is under way. */
  private readonly openIntents = new Map<string, number>()

  private constructor(
    readonly folder: JournalFolder,
    private readonly lock: JournalLock,
    private readonly writer: SegmentWriter,
    private readonly guard: DiskGuard,
  ) {}

  /**
   * Takes the folder, reads what earlier processes left; a new segment begins with the first record. Opens on a full disk
   * too, RED until there is room.
   * @throws JournalHeldError where another process holds the folder; an adopter also where the owner came back meanwhile
   */
  static async open(options: JournalOptions): Promise<OpenedJournal> {
    const { nodeId, adopter, ballastBytes, segmentBytes = SEGMENT_BYTES, onFsync } = options
    const dir = join(options.outboxDir, nodeId)
    const holder: Holder = adopter ? { role: 'adopter', nodeId: adopter.nodeId } : { role: 'owner', nodeId }
    const lock = await lockJournal(dir, { nodeId, holder, ...(adopter && { onYield: () => adopter.yielding.abort() }) })
    try {
      const folder = new JournalFolder(dir)
      const firstSeq = (folder.closedSegments().at(-1)?.seq ?? 0) + 1
      const recovered = await folder.recover(nodeId, adopter?.yielding.signal)
      const guard = new DiskGuard(createBallast(dir, ballastBytes), options)
      await guard.start()
      const onClosed = (segment: ClosedSegment): void => folder.addClosed(segment)
      const writer = new SegmentWriter({ dir, firstSeq, segmentBytes, guard, onClosed, onFsync })
      return { journal: new Journal(folder, lock, writer, guard), recovered }
    } catch (error) {
      lock.release()
      throw error
    }
  }

  get incarnation(): number {
    return this.lock.incarnation
  }

  isRed(): boolean {
    return this.guard.isRed()
  }

  /** Resolves while there is room for records that nobody waits for. */
  whenOpen(): Promise<void> {
    return this.guard.whenOpen()
  }

  /** Resolves when it is written. @throws where the journal is RED or the write fails: then no upstream may be called */
  async appendIntent(record: IntentRecord): Promise<void> {
    if (this.isRed()) throw new Error('the journal is RED')
    const { segment } = await this.writer.write('I', JSON.stringify(record))
    this.openIntents.set(record.requestId, segment)
  }

  /** Is written when it returns, as far as there is room: the next thing to happen is a byte for the client. */
  appendProgress(record: ProgressRecord): void {
    this.writer.writeNow('P', JSON.stringify(record))
  }

  /** With one of the next writes, 50 ms late at most: a second shows little more, and of a thousand streams each has one. */
  appendFurtherProgress(record: ProgressRecord): void {
    this.writer.writeLater('P', JSON.stringify(record))
  }

  /** Billing has these. May be lost: then an event is published twice, which is harmless. */
  appendAck(ids: string[]): void {
    if (!this.isRed()) this.writer.writeSoon('A', JSON.stringify({ ids } satisfies AckRecord))
  }

  /**
   * Resolves when the record is on disk. The last bytes of an answer wait for it.
   * @param text JSON of a {@link CompletionRecord}
   */
  async appendCompletion(type: 'C' | 'V', requestId: string, text: string): Promise<CompletionPlace> {
    const place = await this.writer.writeDurable(type, text)
    this.openIntents.delete(requestId) // not before: without its completion the intent is all there is of the call
    return { requestId, ...place }
  }

  /** Every segment, the one that is being written last. */
  segments(): readonly number[] {
    const current = this.writer.current()
    return [...this.folder.closedSegments().map(({ seq }) => seq), ...(current ? [current.seq] : [])]
  }

  /** Ends the present segment if it was begun before this instant; also a quiet journal's segments grow old and go. */
  rollOlderThan(createdBeforeMs: number): void {
    const current = this.writer.current()
    if (current !== undefined && current.createdAtMs <= createdBeforeMs && !this.isRed()) this.writer.roll()
  }

  /** Whether a call whose intent lies in this segment is still under way. */
  hasOpenIntents(seq: number): boolean {
    for (const segment of this.openIntents.values()) if (segment === seq) return true
    return false
  }

  /** Waits for the disk and lets go of the folder; the folder itself goes with `isEmpty`, where nothing is left in it. */
  async close({ isEmpty = false } = {}): Promise<void> {
    this.guard.stop()
    try {
      await this.writer.close()
    } finally {
      if (isEmpty) this.lock.releaseAndRemove()
      else this.lock.release()
    }
  }
}
