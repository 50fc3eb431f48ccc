/** No two bytes that become one token. */
export const NO_RANK = -1

const EMPTY = 0
/** A slot for each of 200,000 tokens, and as many again: few of them collide. */
const SLOTS_PER_TOKEN = 2

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * Which bytes are a token, and how early it was made: 4 bytes of address, the bytes themselves and 8 bytes of slots for each
 * token, where objects and strings take ten times that.
 */
export class RankTable {
  private readonly slots: Uint32Array
  private readonly mask: number

  /**
   * @param bytes of all tokens, one after the other, in the order of their ranks
   * @param ends where each ends
   */
  private constructor(
    private readonly bytes: Uint8Array,
    private readonly ends: Uint32Array,
  ) {
    const size = 2 ** Math.ceil(Math.log2(ends.length * SLOTS_PER_TOKEN))
    this.mask = size - 1
    this.slots = new Uint32Array(size)
    for (let rank = 0; rank < ends.length; rank++) {
      let slot = hash(bytes, this.startOf(rank), this.endOf(rank)) & this.mask
      while (this.slots[slot] !== EMPTY) slot = (slot + 1) & this.mask
      this.slots[slot] = rank + 1
    }
  }

  /**
   * A vocabulary as tiktoken writes it: a line for each token, its bytes in base64, a space, and its rank, which is the number
   * of the line (of o200k's as well: ranks that are left out stand at its end, and are no text).
   * @throws Error where a rank is not the line's
   */
  static read(file: Buffer): RankTable {
    const bytes = Buffer.allocUnsafe(file.length)
    const ends: number[] = []
    let length = 0
    for (let from = 0; from < file.length; ) {
      const space = file.indexOf(' ', from)
      const found = file.indexOf('\n', space)
      const end = found === -1 ? file.length : found
      if (Number(file.toString('latin1', space + 1, end)) !== ends.length) throw new Error('a rank is missing')
      length += bytes.write(file.toString('latin1', from, space), length, 'base64')
      ends.push(length)
      from = end + 1
    }
    return new RankTable(new Uint8Array(bytes.subarray(0, length)), Uint32Array.from(ends))
  }

  /** @returns {@link NO_RANK} where these bytes are no token */
  rankOf(text: Uint8Array, start: number, end: number): number {
    for (let slot = hash(text, start, end) & this.mask; ; slot = (slot + 1) & this.mask) {
      const rank = (this.slots[slot] ?? EMPTY) - 1
      if (rank === NO_RANK || this.isToken(rank, text, start, end)) return rank
    }
  }

  private isToken(rank: number, text: Uint8Array, start: number, end: number): boolean {
    const from = this.startOf(rank)
    if (this.endOf(rank) - from !== end - start) return false
    for (let index = start; index < end; index++) if (text[index] !== this.bytes[from + index - start]) return false
    return true
  }

  private startOf(rank: number): number {
    return rank === 0 ? 0 : this.endOf(rank - 1)
  }

  private endOf(rank: number): number {
    return this.ends[rank] ?? 0
  }
}

/** FNV-1a, and its upper bits into the lower ones. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = FNV_OFFSET
  for (let index = start; index < end; index++) value = Math.imul(value ^ (bytes[index] ?? 0), FNV_PRIME)
  return value ^ (value >>> 15)
}
