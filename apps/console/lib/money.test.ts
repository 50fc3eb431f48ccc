import { describe, expect, it } from 'vitest'
import { formatMoney, formatNanos, isNegative, isZero, parseNanos } from './money'

const yuan = { currency: 'CNY', locale: 'en', precision: 'exact' } as const

describe('parseNanos', () => {
  it.each([
    ['0', 0n],
    ['8.42', 8_420_000_000n],
    ['-0.000000001', -1n],
    ['123456789012.5', 123_456_789_012_500_000_000n],
  ])('%s', (text, nanos) => expect(parseNanos(text)).toBe(nanos))

  it.each(['', '.5', '1.', '1e3', '0x1', '1.0000000001', '1,5', 'NaN', '--1'])('refuses "%s"', (text) =>
    expect(parseNanos(text)).toBeUndefined(),
  )

  it('comes back from text without loss', () => {
    for (const text of ['0', '0.25', '-0.25', '12', '0.000000001'])
      expect(formatNanos(parseNanos(text) ?? 7n)).toBe(text)
  })
})

describe('formatMoney', () => {
  it('shows every decimal there is, and two at least', () => {
    expect(formatMoney('0.000836', yuan)).toBe('¥0.000836')
    expect(formatMoney('2', yuan)).toBe('¥2.00')
    expect(formatMoney('9007199254740993.000000001', yuan)).toBe('¥9,007,199,254,740,993.000000001')
  })

  it('never promises more balance than there is', () => {
    expect(formatMoney('8.429', { ...yuan, precision: 'balance' })).toBe('¥8.42')
    expect(formatMoney('-0.001', { ...yuan, precision: 'balance' })).toBe('-¥0.01')
  })

  it('takes a unit that is no currency, and shows what is no amount as it came', () => {
    expect(formatMoney('1.5', { ...yuan, currency: 'credits' })).toBe('1.50 credits')
    expect(formatMoney('much', yuan)).toBe('much')
  })
})

it('knows zero and less', () => {
  expect([isZero('0.00'), isZero('0.1'), isNegative('-0.1'), isNegative('0')]).toEqual([true, false, true, false])
})
