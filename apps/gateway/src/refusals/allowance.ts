export interface AllowanceSize {
  /** At once. */
  burst: number
  /** Milliseconds until there is one more. */
  refillMs: number
}

/** So many at once, and then one now and then. */
export class Allowance {
  private left: number
  private countedAtMs: number

  constructor(
    private readonly size: AllowanceSize,
    nowMs: number,
  ) {
    this.left = size.burst
    this.countedAtMs = nowMs
  }

  hasRoom(nowMs: number): boolean {
    const refilled = Math.floor((nowMs - this.countedAtMs) / this.size.refillMs)
    if (refilled > 0) {
      this.left = Math.min(this.size.burst, this.left + refilled)
      this.countedAtMs += refilled * this.size.refillMs
    }
    return this.left > 0
  }

  /** After {@link hasRoom}. */
  take(): void {
    this.left--
  }
}
