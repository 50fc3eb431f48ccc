import { describe, expect, it } from 'vitest'
import { toBillableQuantities } from '../../canonical/usage.js'
import { decodeUsage, encodeUsage } from './usage.js'

describe('decodeUsage', () => {
  it.each([-1, 1.5, '5', 2 ** 63, 1e300, Number.NaN, [], {}, true])(
    'M17: a count of %j is no usage at all, wherever it stands',
    (count) => {
      const hostile = [
        { prompt_tokens: count, completion_tokens: 1 },
        { prompt_tokens: 1, completion_tokens: count },
        { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cached_tokens: count } },
        { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cache_write_tokens: count } },
        { prompt_tokens: 1, completion_tokens: 1, completion_tokens_details: { reasoning_tokens: count } },
        { prompt_tokens: 1, completion_tokens: 1, prompt_cache_hit_tokens: count },
      ]
      for (const raw of hostile) {
        const usage = decodeUsage(raw)
        expect(usage).toEqual({ input: {}, output: {}, raw })
        expect(toBillableQuantities(usage)).toBeUndefined()
      }
    },
  )

  it('keeps unknown apart from zero', () => {
    expect(decodeUsage({ prompt_tokens: 0 })).toMatchObject({ input: { total: 0 }, output: {} })
    expect(decodeUsage({ prompt_tokens: 1, completion_tokens: null, prompt_tokens_details: null }).output).toEqual({})
  })

  it('M23: knows both names of what was read from a cache, and prefers the vendor’s', () => {
    expect(decodeUsage({ prompt_tokens: 9, completion_tokens: 1, prompt_cache_hit_tokens: 8 }).input.cacheRead).toBe(8)
    const both = { prompt_tokens: 9, prompt_tokens_details: { cached_tokens: 7 }, prompt_cache_hit_tokens: 8 }
    expect(decodeUsage(both).input.cacheRead).toBe(7)
  })
})

describe('encodeUsage', () => {
  it('adds up what was written to caches of different lives', () => {
    const usage = { input: { total: 10, cacheWrite: 2, cacheWrite1h: 3 }, output: { total: 4, reasoning: 1 } }
    expect(encodeUsage(usage)).toEqual({
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 14,
      prompt_tokens_details: { cache_write_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 1 },
    })
  })

  it('is nothing where a total is unknown', () => {
    expect(encodeUsage(undefined)).toBeUndefined()
    expect(encodeUsage({ input: { total: 1 }, output: {} })).toBeUndefined()
  })
})
