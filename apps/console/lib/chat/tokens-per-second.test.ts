import { describe, expect, it } from 'vitest'
import { tokensPerSecond } from './tokens-per-second'

describe('tokensPerSecond', () => {
  it('counts from the first word on', () => {
    expect(tokensPerSecond({ usage: { outputTokens: 100 }, firstTokenMs: 1_000, durationMs: 3_000 })).toBe(50)
  })

  it('knows nothing where something was not told, or nothing took time', () => {
    expect(tokensPerSecond({ usage: {}, firstTokenMs: 1, durationMs: 3_000 })).toBeUndefined()
    expect(tokensPerSecond({ usage: { outputTokens: 5 }, firstTokenMs: 1, durationMs: 2 })).toBeUndefined()
  })
})
