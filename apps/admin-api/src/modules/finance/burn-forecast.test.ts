import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastBurn } from './burn-forecast.js'

const TODAY = '2026-11-21'
const day = (date: string, nanos: bigint) => ({ date: `2026-11-${date}`, nanos })

describe('forecastBurn', () => {
  it('averages since the first day with calls, quiet days included', () => {
    const days = [day('12', 30n), day('15', 20n), day('21', 50n)]
    expect(forecastBurn(days, { availableNanos: 45n, today: TODAY })).toEqual({
      perDayNanos: 10n,
      basedOnDays: 10,
      daysLeft: 4,
      emptyOn: '2026-11-25',
    })
  })

  it('says nothing on fewer than three days with calls, without money, and where a day costs less than a nano', () => {
    const three = [day('19', 5n), day('20', 5n), day('21', 5n)]
    const of = (days: typeof three, availableNanos = 100n) => forecastBurn(days, { availableNanos, today: TODAY })
    expect([of([]), of(three.slice(1)), of([...three.slice(1), day('18', 0n)]), of(three, 0n)]).toEqual(
      Array(4).fill(undefined),
    )
    expect(of([day('01', 1n), day('02', 1n), day('03', 1n)])).toBeUndefined()
    expect(of(three)).toMatchObject({ daysLeft: 20 })
  })

  it('names no day beyond a year', () => {
    const days = [day('19', 5n), day('20', 5n), day('21', 5n)]
    expect(forecastBurn(days, { availableNanos: 1_000_000n, today: TODAY })).toMatchObject({
      daysLeft: 365,
      emptyOn: null,
    })
  })

  it('never promises more than there is, and is never a whole day short', () => {
    const spent = fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 3, maxLength: 20 })
    fc.assert(
      fc.property(spent, fc.bigInt(1n, 10n ** 14n), (amounts, availableNanos) => {
        const days = amounts.map((nanos, i) => day(String(i + 1).padStart(2, '0'), nanos))
        const forecast = forecastBurn(days, { availableNanos, today: TODAY })
        if (forecast === undefined || forecast.emptyOn === null) return
        const { perDayNanos, daysLeft } = forecast
        expect(perDayNanos * BigInt(daysLeft) <= availableNanos).toBe(true)
        expect(perDayNanos * BigInt(daysLeft + 1) > availableNanos).toBe(true)
      }),
    )
  })
})
