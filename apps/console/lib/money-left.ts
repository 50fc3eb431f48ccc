import { formatNanos, parseNanos } from './money'

/** What of an amount is not given back yet, both decimal texts; never below 0. */
export function leftOf(amount: string, refunded: string): string {
  const left = (parseNanos(amount) ?? 0n) - (parseNanos(refunded) ?? 0n)
  return formatNanos(left > 0n ? left : 0n)
}
