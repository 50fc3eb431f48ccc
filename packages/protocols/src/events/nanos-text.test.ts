import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nanosText, nonNegativeNanosText, toNanosText } from './nanos-text.js'

describe('nanosText', () => {
  it('reads what toNanosText writes, over all that fits the column', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), (nanos) => {
        expect(nanosText.parse(toNanosText(nanos))).toBe(nanos)
      }),
    )
  })

  it.each([
    '',
    '-',
    '1.5',
    '1e3',
    '+1',
    ' 1',
    '0x1',
    '1_000',
    '99999999999999999999',
    '9223372036854775808',
    '-9223372036854775808',
    'NaN',
    '١',
    5,
    5n,
    null,
    '1\n',
  ])('refuses %s', (value) => expect(nanosText.safeParse(value).success).toBe(false))

  it('holds and prices are never negative', () => {
    expect(nonNegativeNanosText.parse('0')).toBe(0n)
    expect(nonNegativeNanosText.safeParse('-1').success).toBe(false)
  })
})
