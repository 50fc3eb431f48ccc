import type { CompletionPlace } from './recover.js'

const INTERVAL_MS = 5_000
/** Billing settles within seconds; who is asked about earlier would only be asked about again. */
const ASK_AFTER_MS = 10_000
/** Beyond it the oldest are left to the next start and to the retention of their segment. */
const MAX_WAITING = 100_000

export interface SettlementCheckOptions {
  /** Longest question. */
  maxIds: number
  /** Which of these does neither the ledger nor the dead letters know? @throws while billing cannot be reached */
  findUnknown(requestIds: string[]): Promise<readonly string[]>
  onSettled(requestIds: string[]): void
  onUnknown(place: CompletionPlace): void
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
  /** Oldest first. */
  private waiting: Stored[] = []
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
    this.waiting.push({ place, storedAtMs: this.nowMs() })
    if (this.waiting.length > MAX_WAITING) this.waiting = this.waiting.slice(MAX_WAITING / 10)
  }

  /** Asks about all that are due; without an answer they stay due. */
  async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    try {
      for (let due = this.takeDue(); due.length > 0; due = this.takeDue()) await this.ask(due)
    } catch {
      // billing is away; whoever waits for a lease is told so
    } finally {
      this.isRunning = false
    }
  }

  private takeDue(): Stored[] {
    const dueBefore = this.nowMs() - ASK_AFTER_MS
    const firstLate = this.waiting.findIndex(({ storedAtMs }) => storedAtMs > dueBefore)
    const dueCount = Math.min(firstLate === -1 ? this.waiting.length : firstLate, this.options.maxIds)
    return this.waiting.splice(0, dueCount)
  }

  private async ask(due: Stored[]): Promise<void> {
    const ids = due.map(({ place }) => place.requestId)
    const unknown = new Set(
      await this.options.findUnknown(ids).catch((error: unknown) => {
        this.waiting = [...due, ...this.waiting]
        throw error
      }),
    )
    const settled = ids.filter((id) => !unknown.has(id))
    if (settled.length > 0) this.options.onSettled(settled)
    for (const { place } of due) if (unknown.has(place.requestId)) this.options.onUnknown(place)
  }
}
