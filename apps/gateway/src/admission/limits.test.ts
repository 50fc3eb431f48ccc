import { describe, expect, it } from 'vitest'
import { createConcurrencyLimits } from './limits.js'

describe('createConcurrencyLimits', () => {
  it('refuses above the bound of a key and lets others in; a place is freed once', () => {
    const limits = createConcurrencyLimits({ total: 3, perKey: 2 })
    const leave = limits.enter('a', true)
    limits.enter('a', true)
    expect(() => limits.enter('a', true)).toThrow(
      expect.objectContaining({ code: 'rate_limit_exceeded', retryAfterSeconds: 1 }),
    )
    limits.enter('b', true)
    expect(() => limits.enter('c', true)).toThrow()
    leave()
    leave()
    expect(limits.inflight()).toBe(2)
    limits.enter('a', true)
  })

  it('the switch for limits does not open the bound of the process', () => {
    const limits = createConcurrencyLimits({ total: 3, perKey: 1 })
    for (let n = 0; n < 3; n++) limits.enter('a', false)
    expect(() => limits.enter('a', false)).toThrow()
  })
})
