import { describe, expect, it } from 'vitest'
import { BigIntScalar, DateScalar, DateTime, Money } from './scalars.js'

describe('scalars', () => {
  it('Money is text outside and nanos inside', () => {
    expect(Money.parseValue('0.000000001')).toBe(1n)
    expect(Money.serialize(12_500_000_000n)).toBe('12.5')
    for (const bad of [1.5, '1e3', '+1', '0.0000000001', '', null]) expect(() => Money.parseValue(bad)).toThrow(/Money/)
    expect(() => Money.serialize(1.5)).toThrow()
  })

  it('DateTime wants an instant, Date a day that exists', () => {
    expect(DateTime.parseValue('2026-09-01T08:00:00+08:00')).toEqual(new Date('2026-09-01T00:00:00Z'))
    for (const bad of [
      '2026-09-01',
      '2026-13-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '1969-12-31T23:59:59Z',
      '9999-12-31T23:59:59-14:00',
      'now',
      5,
    ])
      expect(() => DateTime.parseValue(bad)).toThrow()
    expect(DateScalar.parseValue('2028-02-29')).toBe('2028-02-29')
    for (const bad of ['2026-02-29', '2026-9-1', '20260901', '0000-01-01'])
      expect(() => DateScalar.parseValue(bad)).toThrow()
  })

  it('BigInt is text', () => {
    expect(BigIntScalar.serialize(2n ** 60n)).toBe('1152921504606846976')
    expect(BigIntScalar.serialize(7)).toBe('7')
    expect(() => BigIntScalar.parseValue('1.5')).toThrow()
  })
})
