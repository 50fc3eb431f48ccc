import { expect, it } from 'vitest'
import { explainCost } from './explain-cost.js'

const price = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 1n,
  outputPerMillionNanos: 1n,
  perRequestNanos: 5n,
}
const quantities = {
  inputTokens: 1,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

it('rounds up once, at the end', () => {
  const { lines, formula } = explainCost(quantities, price, '1')
  expect(lines).toEqual([
    { tokenClass: 'input', tokens: 1, perMillionNanos: 1n, amountNanos: 0n },
    { tokenClass: 'request', tokens: 1, perMillionNanos: 5n, amountNanos: 5n },
  ])
  expect(formula).toBe('(1 × 0.000000001 ÷ 1000000 + 0.000000005) × 1 → 0.000000006')
})
