const POLYNOMIAL = 0x82f63b78
const STRIDE = 4

/** Row k: a byte that k more bytes follow. Four bytes are taken at once. */
const TABLES = createTables()

/** CRC-32C (Castagnoli) of a part of the bytes, unsigned. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  const [first, second, third, fourth] = TABLES
  let value = -1
  let index = start
  for (const last = end - STRIDE; index <= last; index += STRIDE) {
    value ^=
      at(bytes, index) | (at(bytes, index + 1) << 8) | (at(bytes, index + 2) << 16) | (at(bytes, index + 3) << 24)
    value =
      at(fourth, value & 0xff) ^
      at(third, (value >>> 8) & 0xff) ^
      at(second, (value >>> 16) & 0xff) ^
      at(first, value >>> 24)
  }
  for (; index < end; index++) value = (value >>> 8) ^ at(first, (value ^ at(bytes, index)) & 0xff)
  return ~value >>> 0
}

/** The loops keep to the bounds: nothing is ever missing. */
function at(array: Uint8Array | Int32Array, index: number): number {
  return array[index] as number
}

function createTables(): [Int32Array, Int32Array, Int32Array, Int32Array] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1
    return value
  })
  const next = (table: Int32Array): Int32Array => table.map((value) => (value >>> 8) ^ at(first, value & 0xff))
  const second = next(first)
  const third = next(second)
  return [first, second, third, next(third)]
}
