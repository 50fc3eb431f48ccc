import type { CompletionPlace } from './recover.js'

const INTERVAL_MS = 5_000
/**
 * How long an event that the stream has stored is given before billing is asked about it: at first some seconds, in which
 * billing settles when all is well; each time that billing does not know it, longer. A billing with a backlog is not sent
 * its whole backlog again and again.
 */
const ASK_AFTER_MS = [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000] as const
/** Beyond it events are forgotten by the segment, and read from there when there is room again. */
const MAX_WAITING = 200_000

export interface SettlementCheckOptions {
  /** Longest question. */
  maxIds: number
  /** Which of these does neither the ledger nor the dead letters know? @throws while billing cannot be reached */
  findUnknown(requestIds: string[]): Promise<readonly string[]>
  onSettled(requestIds: string[]): void
  onUnknown(place: CompletionPlace): void
  /** The completions of a segment. */
  listCompletions(segment: number): Promise<readonly CompletionPlace[]>
  maxWaiting?: number
  nowMs?: () => number
}

interface Stored {
  place: CompletionPlace
  storedAtMs: number
}

/**
 * An event that the stream has stored is lost with the stream's disk. So each is kept in mind until billing knows it, and
 * published again where billing does not, some seconds after it was stored: a wiped store costs nothing but that time.
 */
export class SettlementCheckJob {
  /** By how often billing did not know them; oldest first. */
  private queues: Stored[][] = ASK_AFTER_MS.map(() => [])
  /** How often billing did not know those that are being published again. */
  private readonly missesById = new Map<string, number>()
  private readonly forgottenSegments = new Set<number>()
  private timer: NodeJS.Timeout | undefined
  private isRunning = false
  private readonly nowMs: () => number

  constructor(private readonly options: SettlementCheckOptions) {
    this.nowMs = options.nowMs ?? (() => performance.now())
  }

  start(): void {
    this.timer = setInterval(() => void this.run(), INTERVAL_MS).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  onStored = (place: CompletionPlace): void => {
    const misses = this.missesById.get(place.requestId) ?? 0
    this.missesById.delete(place.requestId)
    this.queueOf(misses).push({ place, storedAtMs: this.nowMs() })
    if (this.waitingCount() > (this.options.maxWaiting ?? MAX_WAITING)) this.forgetOldest()
  }

  /** Stored events of which it is not known whether they are settled. */
  waitingCount(): number {
    return this.queues.reduce((sum, queue) => sum + queue.length, 0)
  }

  /** The stream may be another one than before: whatever waits for long is asked about soon. */
  hasten(): void {
    const [recent = [], ...older] = this.queues
    this.queues = [[...older.flat(), ...recent], ...older.map(() => [])]
    this.missesById.clear()
  }

  /** Asks about all that are due; without an answer they stay due. */
  async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    try {
      for (const [misses] of this.queues.entries()) {
        for (let due = this.takeDue(misses); due.length > 0; due = this.takeDue(misses)) await this.ask(due, misses)
      }
      await this.remember()
    } catch {
      // billing is away; whoever waits for a lease is told so
    } finally {
      this.isRunning = false
    }
  }

  private queueOf(misses: number): Stored[] {
    return this.queues[Math.min(misses, this.queues.length - 1)] as Stored[]
  }

  private takeDue(misses: number): Stored[] {
    const queue = this.queueOf(misses)
    const dueBefore = this.nowMs() - (ASK_AFTER_MS[misses] ?? 0)
    const firstLate = queue.findIndex(({ storedAtMs }) => storedAtMs > dueBefore)
    return queue.splice(0, Math.min(firstLate === -1 ? queue.length : firstLate, this.options.maxIds))
  }

  private async ask(due: Stored[], misses: number): Promise<void> {
    const ids = due.map(({ place }) => place.requestId)
    const unknown = new Set(
      await this.options.findUnknown(ids).catch((error: unknown) => {
        this.queues[misses] = [...due, ...this.queueOf(misses)]
        throw error
      }),
    )
    const settled = ids.filter((id) => !unknown.has(id))
    if (settled.length > 0) this.options.onSettled(settled)
    for (const { place } of due) {
      if (!unknown.has(place.requestId)) continue
      this.missesById.set(place.requestId, misses + 1)
      this.options.onUnknown(place)
    }
  }

  private forgetOldest(): void {
    const queue = this.queues.reduce((longest, one) => (one.length > longest.length ? one : longest))
    for (const { place } of queue.splice(0, Math.ceil(queue.length / 10))) this.forgottenSegments.add(place.segment)
  }

  /** Reads one forgotten segment where there is room: its events are asked about as if they had been stored now. */
  private async remember(): Promise<void> {
    const [segment] = this.forgottenSegments
    if (segment === undefined || this.waitingCount() > (this.options.maxWaiting ?? MAX_WAITING) / 2) return
    const places = await this.options.listCompletions(segment).catch(() => [])
    this.forgottenSegments.delete(segment)
    for (const place of places) this.onStored(place)
  }
}
