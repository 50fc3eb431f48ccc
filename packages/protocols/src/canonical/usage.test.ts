import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addKnown, isTokenCount, mergeUsage, toBillableQuantities, type Usage } from './usage.js'

const count = fc.option(fc.nat(1_000_000), { nil: undefined })
const counts = (names: readonly string[]) =>
  fc
    .record(Object.fromEntries(names.map((name) => [name, count])))
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
const anyUsage: fc.Arbitrary<Usage> = fc.record({
  input: counts(['total', 'fresh', 'cacheRead', 'cacheWrite', 'cacheWrite1h']),
  output: counts(['total', 'reasoning']),
})

describe('toBillableQuantities', () => {
  it('puts every token of the totals into exactly one class, whatever the parts claim', () => {
    fc.assert(
      fc.property(anyUsage, (usage) => {
        const billable = toBillableQuantities(usage)
        if (usage.input.total === undefined || usage.output.total === undefined) {
          expect(billable).toBeUndefined()
          return
        }
        const {
          inputTokens = -1,
          cacheReadTokens = -1,
          cacheWriteTokens = -1,
          cacheWrite1hTokens = -1,
        } = billable ?? {}
        const { outputTokens = -1, reasoningTokens = -1 } = billable ?? {}
        expect(inputTokens + cacheReadTokens + cacheWriteTokens + cacheWrite1hTokens).toBe(usage.input.total)
        expect(outputTokens + reasoningTokens).toBe(usage.output.total)
        expect(Object.values(billable ?? {}).every(isTokenCount)).toBe(true)
      }),
    )
  })

  it('cuts parts that exceed their total, caches before reasoning', () => {
    const usage = {
      input: { total: 10, cacheRead: 8, cacheWrite: 5, cacheWrite1h: 5 },
      output: { total: 3, reasoning: 9 },
    }
    expect(toBillableQuantities(usage)).toEqual({
      inputTokens: 0,
      cacheReadTokens: 8,
      cacheWriteTokens: 2,
      cacheWrite1hTokens: 0,
      outputTokens: 0,
      reasoningTokens: 3,
    })
  })

  it('knows nothing of no usage', () => expect(toBillableQuantities(undefined)).toBeUndefined())
})

describe('mergeUsage', () => {
  it('gives the same for any order and for repeats, and never less than either', () => {
    fc.assert(
      fc.property(anyUsage, anyUsage, (a, b) => {
        const merged = mergeUsage(mergeUsage(undefined, a), b)
        expect(merged).toEqual(mergeUsage(mergeUsage(undefined, b), a))
        expect(mergeUsage(merged, b)).toEqual(merged)
        for (const part of ['input', 'output'] as const) {
          for (const [name, value] of Object.entries(a[part])) {
            expect(Reflect.get(merged[part], name)).toBeGreaterThanOrEqual(value)
          }
        }
      }),
    )
  })

  it('adds no field that nobody told, and keeps what the vendor said last', () => {
    const merged = mergeUsage({ input: { total: 1 }, output: {}, raw: 'first' }, { input: {}, output: { total: 0 } })
    expect(merged).toEqual({ input: { total: 1 }, output: { total: 0 }, raw: 'first' })
    expect(mergeUsage(merged, { input: {}, output: {}, raw: 'last' }).raw).toBe('last')
  })
})

describe('isTokenCount', () => {
  it.each([0, 1, 1_000_000_000])('takes %d', (value) => expect(isTokenCount(value)).toBe(true))
  it.each([-1, 0.5, 1_000_000_001, 2 ** 63, Number.NaN, Number.POSITIVE_INFINITY, '5', null, undefined, [1], {}])(
    'M17: refuses %s',
    (value) => expect(isTokenCount(value)).toBe(false),
  )
})

describe('addKnown', () => {
  it('unknown poisons the sum, zero does not', () => {
    expect(addKnown(1, undefined)).toBeUndefined()
    expect(addKnown(undefined, 0)).toBeUndefined()
    expect(addKnown(0, 0)).toBe(0)
  })
})
