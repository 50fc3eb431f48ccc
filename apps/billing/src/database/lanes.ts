/**
 * Runs at most `width` works of one name at a time, the others in the order in which they came. Many that wait for one row
 * would otherwise occupy every connection while others have work that could go on.
 */
export class Lanes {
  readonly #lanes = new Map<string, { running: number; waiting: (() => void)[] }>()

  constructor(
    private readonly width: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws Error where too many wait already; and what `work` throws */
  async run<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    await this.#enter(name)
    try {
      return await work()
    } finally {
      this.#leave(name)
    }
  }

  async #enter(name: string): Promise<void> {
    const lane = this.#lanes.get(name) ?? { running: 0, waiting: [] }
    this.#lanes.set(name, lane)
    if (lane.running < this.width) {
      lane.running++
      return
    }
    if (lane.waiting.length >= this.maxWaiting) throw new Error('too many wait for this row')
    await new Promise<void>((resolve) => lane.waiting.push(resolve)) // whoever leaves hands its place over
  }

  #leave(name: string): void {
    const lane = this.#lanes.get(name)
    if (lane === undefined) return
    const next = lane.waiting.shift()
    if (next !== undefined) next()
    else if (--lane.running === 0) this.#lanes.delete(name)
  }
}
