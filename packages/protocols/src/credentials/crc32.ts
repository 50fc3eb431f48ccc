const POLYNOMIAL = 0xedb88320
const BITS = 8

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < BITS; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1
  return value >>> 0
})

/** CRC-32 (IEEE 802.3), unsigned; Node 20's zlib has none. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> BITS)
  return (value ^ 0xffffffff) >>> 0
}
