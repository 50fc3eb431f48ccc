import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideRoundingUp, formatNanos, parseNanos } from './nanos.js'

describe('parseNanos and formatNanos', () => {
  it.each([
    ['0', 0n],
    ['2', 2_000_000_000n],
    ['0.000000001', 1n],
    ['-0.1', -100_000_000n],
    ['1.50', 1_500_000_000n],
    ['9999999999.999999999', 9_999_999_999_999_999_999n],
  ])('reads %s exactly', (text, nanos) => expect(parseNanos(text)).toBe(nanos))

  it.each([
    '',
    '-',
    '.5',
    '5.',
    '1e3',
    '+1',
    ' 1',
    '1 ',
    '1,5',
    '0.0000000001',
    'NaN',
    '0x10',
    '١',
    '12345678901',
    '1\n',
  ])('refuses %j', (text) => expect(parseNanos(text)).toBeUndefined())

  it('writes no trailing zeros and keeps the sign of amounts below one', () => {
    expect(formatNanos(1_500_000_000n)).toBe('1.5')
    expect(formatNanos(-1n)).toBe('-0.000000001')
    expect(formatNanos(0n)).toBe('0')
  })

  it('reads back what it wrote', () => {
    const limit = 9_999_999_999_999_999_999n
    fc.assert(fc.property(fc.bigInt({ min: -limit, max: limit }), (nanos) => parseNanos(formatNanos(nanos)) === nanos))
  })
})

describe('divideRoundingUp', () => {
  it('gives the smallest whole number that is not less', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 40n })
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 20n }), (numerator, denominator) => {
        const result = divideRoundingUp(numerator, denominator)
        expect(result * denominator >= numerator && (result - 1n) * denominator < numerator).toBe(true)
      }),
    )
  })

  it('never makes a credit', () => {
    expect(() => divideRoundingUp(-1n, 2n)).toThrow(RangeError)
    expect(() => divideRoundingUp(1n, 0n)).toThrow(RangeError)
  })
})
