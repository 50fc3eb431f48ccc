import { type CallBounds, parseRatio, rateUsage, upperBound } from '@tollgate/pricing'
import type { Usage } from '@tollgate/protocols/canonical'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { believedUsage, billedIfInterrupted, billedSoFar, type Ending, needsEstimate, settleUsage } from './settle.js'

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
    expect(believedUsage(report(10, 150), BOUNDS)).toEqual(report(10, 150)) // M11: an overrun is debited
    expect(believedUsage(report(10, 900_000_000), BOUNDS)).toEqual({ input: { total: 10 }, output: {} })
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

describe('the reason of a bill', () => {
  const completed = { status: 'completed', isBillable: true } as const
  const aborted = { status: 'aborted', isBillable: true } as const
  const estimate = { inputTokens: 1, outputTokens: 1 }
  const none = { usage: undefined, estimate: undefined }
  const odd = { input: {}, output: {}, raw: { completion_tokens: -5 } }
  it.each([
    ['reported', completed, { usage: report(1, 1), estimate: undefined }],
    ['no_usage', completed, { usage: undefined, estimate }],
    ['odd_usage', completed, { usage: odd, estimate }],
    ['drained', { ...aborted, isDrained: true }, { usage: report(1, 1), estimate: undefined }],
    ['no_usage', { ...aborted, isDrained: true }, { usage: undefined, estimate }],
    ['client_left', aborted, { usage: undefined, estimate }],
    ['drain_bound', { ...aborted, isDrainBound: true }, { usage: odd, estimate }],
    ['cut', { ...completed, status: 'failed' }, { usage: undefined, estimate }],
    ['cut', { ...completed, status: 'interrupted' }, { usage: undefined, estimate }],
    ['no_answer', { status: 'failed', isBillable: false }, none],
    ['client_left', { status: 'aborted', isBillable: false }, none],
    ['drain_bound', { status: 'aborted', isBillable: false, isDrainBound: true }, none],
  ] as const)('%s', (reason, ending, measured) => {
    expect(settleUsage(ending, measured, terms).reason).toBe(reason)
  })
})

describe('properties of a bill', () => {
  const anyCount = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 1_000_000_000 }))
  const anyPart = fc.option(anyCount, { nil: undefined })
  const known = (fields: Record<string, number | undefined>) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const anyUsage: fc.Arbitrary<Usage | undefined> = fc.option(
    fc
      .record({ in: anyPart, read: anyPart, write: anyPart, out: anyPart, thought: anyPart })
      .map(({ in: total, read, write, out, thought }) => ({
        input: known({ total, cacheRead: read, cacheWrite: write }),
        output: known({ total: out, reasoning: thought }),
        raw: {},
      })),
    { nil: undefined },
  )
  const anyEstimate = fc.record({ inputTokens: anyCount, outputTokens: anyCount })
  const anyEnding: fc.Arbitrary<Ending> = fc.record({
    status: fc.constantFrom('completed' as const, 'aborted' as const, 'failed' as const, 'interrupted' as const),
    isBillable: fc.boolean(),
    isDrained: fc.boolean(),
    isDrainBound: fc.boolean(),
  })
  const bound = upperBound(BOUNDS, price, terms.ratio)

  it('M17: nobody is ever credited, the cost is that of the quantities, and a void is 0', () =>
    fc.assert(
      fc.property(anyEnding, anyUsage, anyEstimate, (ending, told, estimate) => {
        const usage = believedUsage(told, BOUNDS)
        const measured = { usage, estimate: needsEstimate(ending, usage, 10) ? estimate : undefined }
        const settled = settleUsage(ending, measured, terms)
        for (const count of Object.values(settled.quantities))
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
        expect(settled.costNanos).toBe(rateUsage(settled.quantities, price, terms.ratio).totalNanos)
        if (settled.provenance === 'void') expect(settled.costNanos).toBe(0n)
        if (usage === undefined) expect(settled.costNanos).toBeLessThanOrEqual(bound)
      }),
    ))

  it('L4: what is billed if the gateway dies never exceeds the reservation, and never falls while an answer grows', () =>
    fc.assert(
      fc.property(anyUsage, anyEstimate, anyCount, (told, estimate, more) => {
        const now = billedIfInterrupted(told, estimate, terms).costNanos
        expect(now).toBeLessThanOrEqual(bound)
        const grown = { ...estimate, outputTokens: estimate.outputTokens + more }
        expect(billedIfInterrupted(undefined, grown, terms).costNanos).toBeGreaterThanOrEqual(
          billedIfInterrupted(undefined, estimate, terms).costNanos,
        )
      }),
    ))

  it('4.7: where the whole report is known, a cut answer costs no more than it', () =>
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), fc.nat({ max: 100 }), fc.nat({ max: 100 }), (input, output, forwarded) => {
        const seen = Math.min(output, forwarded)
        const usage = report(input, output)
        const cut = settleUsage(
          { status: 'aborted', isBillable: true },
          { usage, estimate: { inputTokens: input, outputTokens: seen } },
          terms,
        )
        const whole = settleUsage({ status: 'completed', isBillable: true }, { usage, estimate: undefined }, terms)
        expect(cut.costNanos).toBeLessThanOrEqual(whole.costNanos)
      }),
    ))
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
