import { describe, expect, it } from 'vitest'
import { toBillableQuantities } from '../../canonical/usage.js'
import { decodeUsage, encodeUsage } from './usage.js'

const decode = (raw: Record<string, unknown>, hasContent = true) => decodeUsage(raw, { hasContent })

describe('decodeUsage', () => {
  it('adds up what the vendor keeps apart', () => {
    const usage = decode({
      input_tokens: 10,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 30,
      output_tokens: 5,
    })
    expect(usage.input).toEqual({ total: 60, fresh: 10, cacheRead: 20, cacheWrite: 30 })
    expect(usage.output).toEqual({ total: 5 })
  })

  it.each([
    [
      {
        cache_creation_input_tokens: 30,
        cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      },
    ],
    [{ cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 } }],
  ])('tells apart how long a cache lives: %j', (written) => {
    const quantities = toBillableQuantities(decode({ input_tokens: 1, output_tokens: 1, ...written }))
    expect(quantities).toMatchObject({ inputTokens: 1, cacheWriteTokens: 10, cacheWrite1hTokens: 20 })
  })

  it.each([-1, 1.5, 2 ** 53, '12', {}, Number.NaN])('M17: takes %j for no usage at all', (value) => {
    for (const name of ['input_tokens', 'output_tokens', 'cache_read_input_tokens']) {
      const raw = { input_tokens: 5, output_tokens: 5, [name]: value }
      expect(decode(raw)).toEqual({ input: {}, output: {}, raw })
    }
  })

  it('takes null for absence, and nothing for unknown', () => {
    expect(decode({ input_tokens: 5, output_tokens: null, cache_read_input_tokens: null }).output).toEqual({})
    expect(decode({ input_tokens: 0, output_tokens: 4 }).input).toEqual({})
    expect(decode({ input_tokens: 5, output_tokens: 0 }).output).toEqual({})
    expect(decode({ input_tokens: 5, output_tokens: 0 }, false).output).toEqual({ total: 0 })
    expect(decode({ input_tokens: 0, cache_read_input_tokens: 9, output_tokens: 1 }).input).toMatchObject({
      total: 9,
      fresh: 0,
    })
  })
})

describe('encodeUsage', () => {
  it('takes what was cached out of the input again', () => {
    const usage = {
      input: { total: 100, cacheRead: 60, cacheWrite: 10, cacheWrite1h: 5 },
      output: { total: 9, reasoning: 4 },
    }
    expect(encodeUsage(usage)).toEqual({
      input_tokens: 25,
      cache_creation_input_tokens: 15,
      cache_read_input_tokens: 60,
      output_tokens: 9,
      output_tokens_details: { thinking_tokens: 4 },
    })
  })

  it('is never negative, and has the two figures that clients read without asking', () => {
    expect(encodeUsage({ input: { total: 5, cacheRead: 9 }, output: {} })).toMatchObject({ input_tokens: 0 })
    expect(encodeUsage(undefined)).toEqual({ input_tokens: 0, output_tokens: 0 })
  })
})
