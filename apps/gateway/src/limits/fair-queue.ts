/**
 * First come, first served among the entries of one owner; among owners in turns, so that nobody's hundred calls make
 * another one's single call wait for all of them.
 */
export class FairQueue<Entry> {
  /** By owner, in the order in which it is their turn. */
  private readonly lines = new Map<string, Set<Entry>>()
  private count = 0

  get length(): number {
    return this.count
  }

  add(owner: string, entry: Entry): void {
    const line = this.lines.get(owner)
    if (line === undefined) this.lines.set(owner, new Set([entry]))
    else line.add(entry)
    this.count++
  }

  /** Whose turn it is. */
  peek(): Entry | undefined {
    for (const line of this.lines.values()) for (const entry of line) return entry
    return undefined
  }

  /** Takes out whose turn it is; its owner stands behind all others then. */
  next(): Entry | undefined {
    for (const [owner, line] of this.lines) {
      for (const entry of line) {
        this.lines.delete(owner)
        line.delete(entry)
        if (line.size > 0) this.lines.set(owner, line)
        this.count--
        return entry
      }
    }
    return undefined
  }

  /** @returns whether it was there */
  remove(owner: string, entry: Entry): boolean {
    const line = this.lines.get(owner)
    if (line?.delete(entry) !== true) return false
    if (line.size === 0) this.lines.delete(owner)
    this.count--
    return true
  }
}
