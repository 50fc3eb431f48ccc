import { randomFillSync } from 'node:crypto'

const ID_RANDOM_BYTES = 10
const POOLED_IDS = 256
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const VERSION_7 = 0x70
const VARIANT = 0x80

/**
 * Makes UUIDv7s: 48 bits of milliseconds, then 74 random bits. The gateway alone mints request and lease ids; neither a
 * client's nor an upstream's id ever takes their place.
 * @param now milliseconds since the epoch
 */
export function createUuidV7(now: () => number = Date.now): () => string {
  const pool = Buffer.alloc(ID_RANDOM_BYTES * POOLED_IDS)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const at = used
    used += ID_RANDOM_BYTES
    const byte = (index: number): number => pool[at + index] ?? 0
    const time = now().toString(16).padStart(12, '0')
    const version = HEX[VERSION_7 | (byte(0) & 0x0f)]
    const variant = HEX[VARIANT | (byte(2) & 0x3f)]
    return (
      `${time.slice(0, 8)}-${time.slice(8)}-${version}${HEX[byte(1)]}-${variant}${HEX[byte(3)]}-` +
      `${HEX[byte(4)]}${HEX[byte(5)]}${HEX[byte(6)]}${HEX[byte(7)]}${HEX[byte(8)]}${HEX[byte(9)]}`
    )
  }
}
