import { describe, expect, it } from 'vitest'
import { decodeUsage, encodeUsage } from './usage.js'

describe('decodeUsage', () => {
  it('M23: thoughts are added to the answer, tool prompts to the prompt, cached tokens are part of it', () => {
    const raw = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      toolUsePromptTokenCount: 20,
      candidatesTokenCount: 10,
      thoughtsTokenCount: 5,
      totalTokenCount: 135,
    }
    expect(decodeUsage(raw, true)).toEqual({
      input: { total: 120, cacheRead: 60 },
      output: { total: 15, reasoning: 5 },
      raw,
    })
  })

  it.each([
    [{ promptTokenCount: 5, totalTokenCount: 5 }, false, { total: 5 }, {}],
    [{ promptTokenCount: 5, totalTokenCount: 5 }, true, { total: 5 }, { total: 0 }],
    [
      { promptTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 12 },
      true,
      { total: 5 },
      { total: 7, reasoning: 7 },
    ],
    [{ promptTokenCount: 5, totalTokenCount: 9 }, true, { total: 5 }, { total: 4 }],
    [{ promptTokenCount: 5, totalTokenCount: 3 }, true, { total: 5 }, { total: 0 }],
    [{ candidatesTokenCount: 5 }, true, {}, { total: 5 }],
    [{ totalTokenCount: 5 }, true, {}, {}],
    [{}, true, {}, {}],
  ])('%j, final: %s', (raw, isFinal, input, output) => {
    expect(decodeUsage(raw, isFinal)).toEqual({ input, output, raw })
  })

  it.each([
    { promptTokenCount: -1, candidatesTokenCount: 1 },
    { promptTokenCount: 1, candidatesTokenCount: 0.5 },
    { promptTokenCount: 1, candidatesTokenCount: 2 ** 63 },
    { promptTokenCount: '1', candidatesTokenCount: 1 },
    { promptTokenCount: 1, candidatesTokenCount: 1, thoughtsTokenCount: [1] },
    { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: -3 },
  ])('M17: %j is no usage', (raw) => expect(decodeUsage(raw, true)).toEqual({ input: {}, output: {}, raw }))
})

describe('encodeUsage', () => {
  it('takes the thoughts out of the answer', () => {
    expect(
      encodeUsage({ input: { total: 9, cacheRead: 2, cacheWrite: 3 }, output: { total: 7, reasoning: 4 } }),
    ).toEqual({
      promptTokenCount: 9,
      cachedContentTokenCount: 2,
      candidatesTokenCount: 3,
      thoughtsTokenCount: 4,
      totalTokenCount: 16,
    })
  })

  it.each([undefined, { input: {}, output: {} }, { input: { total: 1 }, output: {} }])('%j is not told', (usage) =>
    expect(encodeUsage(usage)).toBeUndefined(),
  )
})
