/**
 * Work that is asked for again while it is done is done once, and all who ask get its outcome. Without it those who repeat
 * what was not answered in time would add to the queue that made it late.
 */
export class UnderWay<Value> {
  readonly #byKey = new Map<string, Promise<Value>>()

  run(key: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const begun = work().finally(() => this.#byKey.delete(key))
    this.#byKey.set(key, begun)
    return begun
  }
}
