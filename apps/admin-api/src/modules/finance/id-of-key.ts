import { createHash } from 'node:crypto'

/**
 * The id that an idempotency key of somebody stands for: asking twice names the same thing. A UUID of version 8, whose
 * bits are ours to choose.
 */
export function idOfKey(scope: string, userId: string, idempotencyKey: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([scope, userId, idempotencyKey]))
    .digest()
    .subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
