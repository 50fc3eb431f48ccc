import { NO_RANK, type RankTable } from './rank-table.js'

/** Longer than any piece that is counted at once; a rank and a place make one number, ordered by rank first. */
const PLACES = 2 ** 20
const GONE = 0xffffffff

/**
 * How many tokens byte pair encoding makes of one piece: begins with single bytes, and merges the pair of the lowest rank,
 * the leftmost of equals, until no pair is a token. The pairs wait in a heap, so that an endless word takes little more time
 * for each byte than a short one.
 * @param bytes at most {@link PLACES} of them
 */
export function countMerges(bytes: Uint8Array, table: RankTable): number {
  const { length } = bytes
  if (length <= 1 || table.rankOf(bytes, 0, length) !== NO_RANK) return Math.min(1, length)
  // parts begin where `next` is not GONE; each ends where the next one begins
  const next = new Uint32Array(length + 1)
  const previous = new Uint32Array(length + 1)
  const heap = new MinHeap()
  const rankAt = (start: number): number => {
    const middle = next[start] ?? length
    return middle >= length ? NO_RANK : table.rankOf(bytes, start, next[middle] ?? length)
  }
  const offer = (start: number): void => {
    const rank = rankAt(start)
    if (rank !== NO_RANK) heap.push(rank * PLACES + start)
  }
  for (let start = 0; start <= length; start++) {
    next[start] = start + 1
    previous[start] = start === 0 ? GONE : start - 1
  }
  for (let start = 0; start < length - 1; start++) offer(start)

  let parts = length
  for (let lowest = heap.pop(); lowest !== undefined; lowest = heap.pop()) {
    const start = lowest % PLACES
    // one of the two was merged with another since
    if (next[start] === GONE || rankAt(start) !== Math.floor(lowest / PLACES)) continue
    const middle = next[start] ?? length
    const end = next[middle] ?? length
    next[start] = end
    next[middle] = GONE
    previous[end] = start
    parts--
    offer(start)
    const before = previous[start] ?? GONE
    if (before !== GONE) offer(before)
  }
  return parts
}

/** The smallest of many numbers, again and again. */
class MinHeap {
  private readonly items: number[] = []

  push(item: number): void {
    const { items } = this
    let index = items.length
    items.push(item)
    while (index > 0) {
      const above = (index - 1) >> 1
      const other = items[above] ?? item
      if (other <= item) break
      items[index] = other
      index = above
    }
    items[index] = item
  }

  pop(): number | undefined {
    const { items } = this
    const [lowest] = items
    const last = items.pop()
    if (last === undefined || items.length === 0) return lowest
    let index = 0
    for (;;) {
      let below = 2 * index + 1
      const right = items[below + 1]
      if (right !== undefined && right < (items[below] ?? right)) below++
      const other = items[below]
      if (other === undefined || other >= last) break
      items[index] = other
      index = below
    }
    items[index] = last
    return lowest
  }
}
