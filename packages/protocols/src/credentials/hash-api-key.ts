import { hash, randomBytes } from 'node:crypto'
import { crc32 } from './crc32.js'

const PREFIX = 'sk-'
/** Letters after `sk-`, so that a leaked key says what it opens: `u` user key, `a` personal access token (admin). */
export type ApiKeyType = 'u' | 'a'
const SECRET_BYTES = 20 // 160 random bits: no pepper, no slow hash needed
const SECRET_CHARACTERS = 27 // base64url of 20 bytes
const CHECKSUM_CHARACTERS = 6 // base64url of 4 bytes
const MINTED = new RegExp(`^sk-([ua])([A-Za-z0-9_-]{${SECRET_CHARACTERS}})([A-Za-z0-9_-]{${CHECKSUM_CHARACTERS}})$`)

/** A new key: `sk-` + type + 27 characters (160 random bits) + 6 characters of checksum. Shown once, never stored. */
export function mintApiKey(type: ApiKeyType): string {
  const body = `${PREFIX}${type}${randomBytes(SECRET_BYTES).toString('base64url')}`
  return body + checksumOf(body)
}

/** SHA-256 in lower-case hex: what the database stores and the name in bucket `keys`. */
export const hashApiKey = (key: string): string => hash('sha256', key, 'hex')

/**
 * Tells junk from keys without a look-up. `minted`: ours, checksum right. `given`: a value that an administrator chose
 * (`apply --dev`), which has no checksum. `junk`: cannot be a key; a mistyped minted key is `junk` as well.
 */
export function classifyApiKey(key: string): 'minted' | 'given' | 'junk' {
  const match = MINTED.exec(key)
  if (match) return checksumOf(key.slice(0, -CHECKSUM_CHARACTERS)) === match[3] ? 'minted' : 'junk'
  return /^sk-[\x21-\x7e]{20,200}$/.test(key) ? 'given' : 'junk'
}

/** First characters and last four: all of a key that is ever shown again. */
export const describeApiKey = (key: string): { prefix: string; lastFour: string } => ({
  prefix: key.slice(0, PREFIX.length + 5),
  lastFour: key.slice(-4),
})

function checksumOf(body: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(Buffer.from(body, 'utf8')))
  return bytes.toString('base64url')
}
