/** A name for a turn. `crypto.randomUUID` is missing on plain http, this is not. */
export function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
