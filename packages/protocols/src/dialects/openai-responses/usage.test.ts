import { describe, expect, it } from 'vitest'
import { toBillableQuantities } from '../../canonical/usage.js'
import { decodeUsage, encodeUsage } from './usage.js'

describe('decodeUsage', () => {
  it.each([-1, 1.5, '5', 2 ** 63, 1e300, Number.NaN, [], {}, true])(
    'M17: a count of %j is no usage at all, wherever it stands',
    (count) => {
      const hostile = [
        { input_tokens: count, output_tokens: 1 },
        { input_tokens: 1, output_tokens: count },
        { input_tokens: 1, output_tokens: 1, input_tokens_details: { cached_tokens: count } },
        { input_tokens: 1, output_tokens: 1, input_tokens_details: { cache_write_tokens: count } },
        { input_tokens: 1, output_tokens: 1, output_tokens_details: { reasoning_tokens: count } },
      ]
      for (const raw of hostile) {
        const usage = decodeUsage(raw)
        expect(usage).toEqual({ input: {}, output: {}, raw })
        expect(toBillableQuantities(usage)).toBeUndefined()
      }
    },
  )

  it('keeps unknown apart from zero', () => {
    expect(decodeUsage({ input_tokens: 0 })).toMatchObject({ input: { total: 0 }, output: {} })
    expect(decodeUsage({ input_tokens: 1, output_tokens: null, input_tokens_details: null }).output).toEqual({})
  })
})

describe('encodeUsage', () => {
  it('adds up what was written to caches of different lives, and tells every field', () => {
    const usage = { input: { total: 10, cacheWrite: 2, cacheWrite1h: 3 }, output: { total: 4 } }
    expect(encodeUsage(usage)).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 5 },
      output_tokens: 4,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 14,
    })
  })

  it('is null where a total is unknown', () => {
    expect(encodeUsage(undefined)).toBeNull()
    expect(encodeUsage({ input: { total: 1 }, output: {} })).toBeNull()
  })
})
