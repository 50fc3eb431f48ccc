const POLYNOMIAL = 0x82f63b78

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1
  return value
})

/** CRC-32C (Castagnoli) of a part of the bytes, unsigned. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let value = -1
  for (let index = start; index < end; index++) {
    value = (value >>> 8) ^ (TABLE[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0)
  }
  return ~value >>> 0
}
