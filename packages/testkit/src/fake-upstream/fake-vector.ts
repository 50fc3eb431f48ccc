import { createHash } from 'node:crypto'

export const DEFAULT_DIMENSIONS = 8
const BYTES_PER_NUMBER = 2
const SCALE = 32_768

/**
 * The vector of a text or of its tokens: always the same one, another for each input, between -1 and 1, and of numbers
 * that a float32 holds exactly.
 */
export function fakeVector(input: string | readonly number[], dimensions = DEFAULT_DIMENSIONS): number[] {
  const text = typeof input === 'string' ? `text ${input}` : `tokens ${input.join(' ')}`
  const vector: number[] = []
  for (let block = 0; vector.length < dimensions; block++) {
    const digest = createHash('sha256').update(`${block} ${text}`).digest()
    for (let at = 0; at < digest.length && vector.length < dimensions; at += BYTES_PER_NUMBER) {
      vector.push(digest.readInt16LE(at) / SCALE)
    }
  }
  return vector
}
