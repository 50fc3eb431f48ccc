const MINUTE_MS = 60_000

/** Requests per target in the running minute, in this gateway's memory. */
export class LoadStore {
  private minute = 0
  private counts = new Map<string, number>()

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  countOf = (targetId: string): number => {
    this.turn()
    return this.counts.get(targetId) ?? 0
  }

  add(targetId: string): void {
    this.turn()
    this.counts.set(targetId, (this.counts.get(targetId) ?? 0) + 1)
  }

  private turn(): void {
    const minute = Math.floor(this.nowMs() / MINUTE_MS)
    if (minute === this.minute) return
    this.minute = minute
    this.counts = new Map()
  }
}
