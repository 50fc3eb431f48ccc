import type { EmbeddingVector } from './answer.js'

const FLOAT32_BYTES = 4
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Float32 in little endian, as OpenAI's clients read it. */
export function toBase64(vector: EmbeddingVector): string {
  const bytes = Buffer.allocUnsafe(vector.length * FLOAT32_BYTES)
  for (let index = 0; index < vector.length; index++) bytes.writeFloatLE(vector[index] ?? 0, index * FLOAT32_BYTES)
  return bytes.toString('base64')
}

/** @returns `undefined` for what is no base64 of whole, finite numbers */
export function fromBase64(text: string): Float32Array | undefined {
  if (!BASE64.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length % FLOAT32_BYTES !== 0) return undefined
  const vector = new Float32Array(bytes.length / FLOAT32_BYTES)
  for (let index = 0; index < vector.length; index++) {
    const value = bytes.readFloatLE(index * FLOAT32_BYTES)
    if (!Number.isFinite(value)) return undefined
    vector[index] = value
  }
  return vector
}
