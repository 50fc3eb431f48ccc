const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** FNV-1a of 64 bits in base 36: tells apart names that look alike once their odd letters are gone. No secret. */
export function shortHash(text: string): string {
  let hash = OFFSET
  for (const byte of Buffer.from(text, 'utf8')) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK
  return hash.toString(36)
}
