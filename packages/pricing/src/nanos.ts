/** Nanos in one unit of the currency. */
export const NANOS_PER_UNIT = 1_000_000_000n
const DECIMALS = 9
const MONEY_TEXT = new RegExp(`^(-?)(\\d{1,10})(?:\\.(\\d{1,${DECIMALS}}))?$`)

/**
 * Currency units as decimal text (`2`, `-0.000000001`) → nanos, exactly.
 * @returns `undefined` for anything else: exponents, signs of plus, more than nine decimals or ten digits before them
 */
export function parseNanos(text: string): bigint | undefined {
  const match = MONEY_TEXT.exec(text)
  if (match === null) return undefined
  const [, sign, units = '', decimals = ''] = match
  const nanos = BigInt(units) * NANOS_PER_UNIT + BigInt(decimals.padEnd(DECIMALS, '0'))
  return sign === '-' ? -nanos : nanos
}

/** Nanos → currency units as decimal text without trailing zeros; {@link parseNanos} reads it back. */
export function formatNanos(nanos: bigint): string {
  const absolute = nanos < 0n ? -nanos : nanos
  const decimals = (absolute % NANOS_PER_UNIT).toString().padStart(DECIMALS, '0').replace(/0+$/, '')
  const units = (absolute / NANOS_PER_UNIT).toString()
  return `${nanos < 0n ? '-' : ''}${units}${decimals === '' ? '' : `.${decimals}`}`
}

/**
 * ⌈numerator / denominator⌉ for amounts that are never negative: whoever rounds a charge rounds it up.
 * @throws RangeError for a negative numerator or a denominator that is not positive
 */
export function divideRoundingUp(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n) throw new RangeError('only amounts of zero or more are divided')
  return (numerator + denominator - 1n) / denominator
}
