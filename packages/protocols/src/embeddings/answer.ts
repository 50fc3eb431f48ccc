import { GatewayError } from '../canonical/error.js'
import type { Usage } from '../canonical/usage.js'
import { isTokenCount } from '../canonical/usage.js'
import type { EmbeddingFormat } from './request.js'

export type EmbeddingVector = readonly number[] | Float32Array

/** What an upstream answered, checked: one vector for each input, in the order of the inputs, all of one length. */
export interface EmbeddingAnswer {
  vectors: readonly EmbeddingVector[]
  /** How all of them were written; `mixed`: not all alike. */
  format: EmbeddingFormat | 'mixed'
  /** `undefined`: the upstream told none. */
  usage: Usage | undefined
}

/** @throws GatewayError `upstream_error` unless there is one vector of the same length, above 0, for each input */
export function assertWhole(vectors: readonly EmbeddingVector[], inputCount: number): void {
  const length = vectors[0]?.length ?? 0
  if (vectors.length !== inputCount) throw unusableAnswer('sent another number of vectors than it was asked for')
  if (length === 0) throw unusableAnswer('sent an empty vector')
  if (vectors.some((vector) => vector.length !== length)) throw unusableAnswer('sent vectors of different lengths')
}

/**
 * Numbers that a float32 can hold.
 * @throws GatewayError `upstream_error` for anything else
 */
export function readNumbers(value: unknown): readonly number[] {
  if (!Array.isArray(value) || !value.every(isFloat32)) throw unusableAnswer('sent a vector that is none')
  return value
}

const isFloat32 = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(Math.fround(value))

/**
 * Tokens that were read → ours; an embedding writes none.
 * @returns no counts, `raw` alone, for a figure that cannot be: it is estimated then
 */
export function usageOf(tokens: unknown, raw: unknown): Usage {
  // texts take tokens: a zero is a server that does not count
  return isTokenCount(tokens) && tokens > 0
    ? { input: { total: tokens }, output: { total: 0 }, raw }
    : { input: {}, output: {}, raw }
}

/** @param what the upstream did, in the past tense */
export const unusableAnswer = (what: string): GatewayError =>
  new GatewayError('upstream_error', { message: `The upstream ${what}.` })
