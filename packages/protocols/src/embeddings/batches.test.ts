import { describe, expect, it } from 'vitest'
import type { EmbeddingAnswer } from './answer.js'
import { joinAnswers, toBatches } from './batches.js'
import { openaiEmbeddings } from './openai.js'

describe('toBatches', () => {
  const request = openaiEmbeddings.decodeRequest({ model: 'm', input: ['a', 'b', 'c', 'd', 'e'] })

  it('cuts where the vendor takes fewer, and keeps the order', () => {
    expect(toBatches(request, 2).map(({ inputs }) => inputs)).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect(toBatches(request, 2).every(({ isBatch }) => isBatch)).toBe(true)
  })

  it.each([undefined, 5, 100])('leaves what fits into %s as it is', (maxInputs) => {
    expect(toBatches(request, maxInputs)).toEqual([request])
  })
})

describe('joinAnswers', () => {
  const answer = (vectors: number[][], total?: number): EmbeddingAnswer => ({
    vectors,
    format: 'float',
    usage: total === undefined ? undefined : { input: { total }, output: { total: 0 }, raw: { total } },
  })

  it('adds the vectors and what they took', () => {
    expect(joinAnswers([answer([[1]], 3), answer([[2]], 4), answer([[5]], 5)])).toEqual({
      vectors: [[1], [2], [5]],
      format: 'float',
      usage: { input: { total: 12 }, output: { total: 0 }, raw: [{ total: 3 }, { total: 4 }, { total: 5 }] },
    })
  })

  it('knows no usage where one call told none, and of one call what it told', () => {
    expect(joinAnswers([answer([[1]], 3), answer([[2]])]).usage).toBeUndefined()
    expect(joinAnswers([answer([[1]], 3)]).usage).toEqual({
      input: { total: 3 },
      output: { total: 0 },
      raw: { total: 3 },
    })
  })

  it('refuses vectors of different lengths', () => {
    expect(() => joinAnswers([answer([[1]]), answer([[1, 2]])])).toThrow(
      expect.objectContaining({ code: 'upstream_error' }),
    )
  })
})
