const NANOS_PER_UNIT = 1_000_000_000n
const MONEY = /^(-?)(\d+)(?:\.(\d{1,9}))?$/

/** Decimal text of currency units → nanos (1e-9). @returns `undefined` for anything but a decimal with ≤ 9 places */
export function parseNanos(text: string): bigint | undefined {
  const match = MONEY.exec(text.trim())
  if (match === null) return undefined
  const [, sign, units = '0', fraction = ''] = match
  const nanos = BigInt(units) * NANOS_PER_UNIT + BigInt(fraction.padEnd(9, '0'))
  return sign === '-' ? -nanos : nanos
}

export interface MoneyFormat {
  currency: string
  locale: string
  /** `exact`: all decimals there are, at least 2. `balance`: 2, rounded down, so that it never promises too much. */
  precision: 'exact' | 'balance'
}

/** Decimal text as people read it: `¥8.42`. What is no amount is shown as it came. */
export function formatMoney(text: string, { currency, locale, precision }: MoneyFormat): string {
  if (parseNanos(text) === undefined) return text
  const digits =
    precision === 'exact'
      ? ({ minimumFractionDigits: 2, maximumFractionDigits: 9 } as const)
      : ({ minimumFractionDigits: 2, maximumFractionDigits: 2, roundingMode: 'floor' } as const)
  const amount = text.trim() as Intl.StringNumericLiteral // a string keeps digits that a float loses
  try {
    const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    return new Intl.NumberFormat(locale, { ...style, ...digits } as Intl.NumberFormatOptions).format(amount)
  } catch {
    // a unit that is no ISO 4217 code, such as "credits"
    return `${new Intl.NumberFormat(locale, digits as Intl.NumberFormatOptions).format(amount)} ${currency}`
  }
}

export const isNegative = (text: string): boolean => (parseNanos(text) ?? 0n) < 0n
export const isZero = (text: string): boolean => parseNanos(text) === 0n

/** Nanos → decimal text without trailing zeros: `-0.25`. */
export function formatNanos(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : ''
  const absolute = nanos < 0n ? -nanos : nanos
  const fraction = String(absolute % NANOS_PER_UNIT)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${sign}${absolute / NANOS_PER_UNIT}${fraction === '' ? '' : `.${fraction}`}`
}
