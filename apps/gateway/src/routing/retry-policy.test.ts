import { describe, expect, it } from 'vitest'
import { countRequest, decideRetry, EMPTY_BUDGET, type RetryBudget, takeRetry } from './retry-policy.js'

describe('decideRetry', () => {
  it('U02: never asks again where the work may have been done', () => {
    expect(decideRetry({ kind: 'timeout', mayHaveBeenBilled: true })).toBe('stop')
    expect(decideRetry({ kind: 'failed', mayHaveBeenBilled: true })).toBe('stop')
  })

  it('fails over after 401 and 429 outside the budget, after 5xx within it', () => {
    expect(decideRetry({ kind: 'key', mayHaveBeenBilled: false })).toBe('next')
    expect(decideRetry({ kind: 'rate-limit', mayHaveBeenBilled: false })).toBe('next')
    expect(decideRetry({ kind: 'failed', mayHaveBeenBilled: false })).toBe('budgeted')
    expect(decideRetry({ kind: 'request', mayHaveBeenBilled: false })).toBe('stop')
  })
})

describe('retry budget', () => {
  const spend = (budget: RetryBudget, nowMs: number): number => {
    let count = 0
    for (let next = takeRetry(budget, nowMs); next !== undefined; next = takeRetry(next, nowMs)) count++
    return count
  }

  it('allows three, and a fifth of the requests of the window', () => {
    expect(spend(EMPTY_BUDGET, 0)).toBe(3)
    const busy = Array.from({ length: 100 }).reduce<RetryBudget>((budget) => countRequest(budget, 1), EMPTY_BUDGET)
    expect(spend(busy, 2)).toBe(23)
    expect(spend(busy, 20_000)).toBe(3)
  })
})
