/** An exact factor, such as a group's price ratio: 1.5 is 15/10. */
export interface Ratio {
  numerator: bigint
  /** Above 0. */
  denominator: bigint
}

const RATIO_TEXT = /^(\d{1,6})(?:\.(\d{1,6}))?$/

/**
 * Decimal text of zero or more, at most six digits on either side of the point, as `ratioText` of the events → ratio.
 * @throws RangeError for anything else: records are checked before they are priced
 */
export function parseRatio(text: string): Ratio {
  const match = RATIO_TEXT.exec(text)
  if (match === null) throw new RangeError('a ratio is a decimal such as 1.5')
  const [, units = '', decimals = ''] = match
  return { numerator: BigInt(units + decimals), denominator: 10n ** BigInt(decimals.length) }
}
