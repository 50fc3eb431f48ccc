import { describe, expect, it } from 'vitest'
import { summarizeLetter } from './summarize-letter.js'

const ID = '00000000-0000-7000-8000-000000000001'
const LETTER = {
  userId: ID,
  keyId: ID,
  payerId: ID,
  modelName: 'a/model',
  admittedAtMs: 1_700_000_000_000,
  quantities: { inputTokens: 10, cacheReadTokens: 5, outputTokens: 7, reasoningTokens: 3 },
}

describe('what a letter says', () => {
  it('is told in sums', () => {
    expect(summarizeLetter(JSON.stringify(LETTER))).toEqual({
      userId: ID,
      keyId: ID,
      payerId: ID,
      modelName: 'a/model',
      admittedAt: new Date(1_700_000_000_000),
      inputTokens: 15,
      outputTokens: 10,
    })
  })

  it('is told as far as it can be read: unknown is not 0', () => {
    const broken = { ...LETTER, userId: 'x', admittedAtMs: 9e99, quantities: { inputTokens: -1, outputTokens: 1.5 } }
    expect(summarizeLetter(JSON.stringify(broken))).toEqual({
      userId: undefined,
      keyId: ID,
      payerId: ID,
      modelName: 'a/model',
      admittedAt: undefined,
      inputTokens: undefined,
      outputTokens: undefined,
    })
  })

  it.each(['', 'no json', '[]', '5', '"text"', 'null', '{}'])('%j is no event', (text) => {
    expect(summarizeLetter(text)).toBeUndefined()
  })
})
