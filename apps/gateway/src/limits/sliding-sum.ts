/** What a limit per minute is about. */
export const WINDOW_MS = 60_000
const SLOT_MS = 1_000
/** One more than the minute has, because the running second is not over: the sum is never less than any minute's. */
const SLOT_COUNT = WINDOW_MS / SLOT_MS + 1

/** Amounts of the last minute, by the second in which they came. Takes memory only once something was added. */
export class SlidingSum {
  private slots: Float64Array | undefined
  private total = 0
  /** Second of the newest slot. */
  private second = 0

  /**
   * @param amount may be negative: what was reserved and not used
   * @param atMs of the reservation that is corrected; nothing is taken back of a second that has left the window
   */
  add(amount: number, nowMs: number, atMs = nowMs): void {
    if (amount === 0) return
    this.slots ??= this.start(nowMs)
    this.turn(nowMs)
    const second = amount > 0 ? this.second : Math.floor(atMs / SLOT_MS)
    if (second <= this.second - SLOT_COUNT) return
    const place = second % SLOT_COUNT
    const before = this.slots[place] ?? 0
    const after = Math.max(0, before + amount)
    this.slots[place] = after
    this.total += after - before
  }

  sum(nowMs: number): number {
    if (this.slots === undefined) return 0
    this.turn(nowMs)
    return this.total
  }

  /** Milliseconds until the sum is at most `most`, if nothing is added. */
  msUntil(most: number, nowMs: number): number {
    let left = this.sum(nowMs)
    if (left <= most || this.slots === undefined) return 0
    for (let second = this.second - SLOT_COUNT + 1; second <= this.second; second++) {
      left -= this.slots[second % SLOT_COUNT] ?? 0
      if (left <= most) return (second + SLOT_COUNT) * SLOT_MS - nowMs
    }
    return WINDOW_MS
  }

  private start(nowMs: number): Float64Array {
    this.second = Math.floor(nowMs / SLOT_MS)
    return new Float64Array(SLOT_COUNT)
  }

  /** Empties the slots of seconds that have left the window. */
  private turn(nowMs: number): void {
    const now = Math.floor(nowMs / SLOT_MS)
    const passed = now - this.second
    if (passed <= 0 || this.slots === undefined) return
    this.second = now
    if (passed >= SLOT_COUNT || this.total === 0) {
      this.slots.fill(0)
      this.total = 0
      return
    }
    for (let second = now - passed + 1; second <= now; second++) {
      const place = second % SLOT_COUNT
      this.total -= this.slots[place] ?? 0
      this.slots[place] = 0
    }
  }
}
