import { describe, expect, it } from 'vitest'
import { parseRatio } from './ratio.js'

describe('parseRatio', () => {
  it.each([
    ['1', 1n, 1n],
    ['1.5', 15n, 10n],
    ['0', 0n, 1n],
    ['0.000001', 1n, 1_000_000n],
    ['999999.999999', 999_999_999_999n, 1_000_000n],
  ])('reads %s exactly', (text, numerator, denominator) => expect(parseRatio(text)).toEqual({ numerator, denominator }))

  it.each(['-1', '1e6', '', '1.', '.5', '1234567', '0.0000001'])('refuses %j', (text) =>
    expect(() => parseRatio(text)).toThrow(RangeError),
  )
})
