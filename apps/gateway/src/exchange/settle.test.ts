import { type CallBounds, parseRatio, upperBound } from '@tollgate/pricing'
import type { Usage } from '@tollgate/protocols/canonical'
import { describe, expect, it } from 'vitest'
import { believedUsage, billedSoFar, needsEstimate, settleUsage } from './settle.js'

const BOUNDS: CallBounds = {
  textBytes: 1_000,
  messageCount: 1,
  toolCount: 0,
  imageCount: 0,
  audioCount: 0,
  documentCount: 0,
  contextTokens: 2_000,
  outputLimitTokens: 100,
  choiceCount: 1,
}
const price = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 1_000_000n,
  outputPerMillionNanos: 2_000_000n,
  perRequestNanos: 0n,
}
const terms = { bounds: BOUNDS, price, ratio: parseRatio('1') }
const report = (input: number, output: number): Usage => ({ input: { total: input }, output: { total: output } })

describe('believedUsage', () => {
  it('takes what a template may add, and no input that the request cannot have made', () => {
    expect(believedUsage(report(2_000, 5), BOUNDS)).toEqual(report(2_000, 5))
    const absurd = believedUsage(report(900_000_000, 5), BOUNDS)
    expect(absurd).toEqual({ input: {}, output: { total: 5 } })
    expect(needsEstimate({ status: 'completed', isBillable: true }, absurd, 9)).toBe(true)
    const estimate = { inputTokens: 7, outputTokens: 5 }
    expect(settleUsage({ status: 'completed', isBillable: true }, { usage: absurd, estimate }, terms)).toMatchObject({
      provenance: 'estimated',
      costNanos: 17n,
    })
  })
})

describe('needsEstimate', () => {
  it.each([
    ['completed', report(10, 5), 40, false],
    ['completed', report(10, 0), 40, true],
    ['completed', report(10, 0), 0, false],
    ['completed', undefined, 40, true],
    ['aborted', report(10, 5), 40, true],
    ['failed', report(10, 5), 40, true],
    ['interrupted', report(10, 5), 40, true],
  ] as const)('%s after %o and %d characters: %s', (status, usage, outputLength, expected) => {
    expect(needsEstimate({ status, isBillable: true }, usage, outputLength)).toBe(expected)
  })

  it('a drained answer was read to its end, and what is void needs nothing', () => {
    expect(needsEstimate({ status: 'aborted', isBillable: true, isDrained: true }, report(1, 1), 9)).toBe(false)
    expect(needsEstimate({ status: 'failed', isBillable: false }, undefined, 9)).toBe(false)
  })
})

describe('settleUsage of a cut answer', () => {
  const aborted = { status: 'aborted', isBillable: true } as const

  it('bills what was forwarded where the report is older than it', () => {
    const settled = settleUsage(
      aborted,
      { usage: report(30, 1), estimate: { inputTokens: 50, outputTokens: 60 } },
      terms,
    )
    expect(settled).toMatchObject({
      provenance: 'estimated',
      quantities: { inputTokens: 30, outputTokens: 60 },
      costNanos: 30n + 120n,
    })
  })

  it('never bills less than the report, and keeps its classes', () => {
    const usage = { input: { total: 30, cacheRead: 20 }, output: { total: 70, reasoning: 65 } }
    expect(settleUsage(aborted, { usage, estimate: { inputTokens: 1, outputTokens: 69 } }, terms).quantities).toEqual({
      inputTokens: 10,
      cacheReadTokens: 20,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 5,
      reasoningTokens: 65,
    })
  })
})

describe('billedSoFar', () => {
  it('takes the estimate of an input that was told as 0', () => {
    const { quantities } = billedSoFar(
      {
        inputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        cacheWrite1hTokens: 0,
        outputTokens: 3,
        reasoningTokens: 0,
      },
      { inputTokens: 40, outputTokens: 2 },
      terms,
    )
    expect(quantities).toMatchObject({ inputTokens: 40, outputTokens: 3 })
  })

  it('an estimate alone or on top never costs more than was reserved', () => {
    const bound = upperBound(BOUNDS, price, terms.ratio)
    const huge = { inputTokens: 1e9, outputTokens: 1e9 }
    expect(billedSoFar(undefined, huge, terms).costNanos).toBeLessThanOrEqual(bound)
    const beyond = { inputTokens: 5_000, outputTokens: 1, cacheReadTokens: 0 }
    const reported = { ...beyond, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 }
    expect(billedSoFar(reported, huge, terms)).toEqual({ quantities: reported, costNanos: 5_002n })
  })
})
