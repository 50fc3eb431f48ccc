import { parseNanos } from './money'

/** How much of a limit is used, in whole percent from 0 to 100; a limit of 0 is used up. */
export function usedShareOf(amount: string, parts: readonly string[]): number {
  const whole = parseNanos(amount) ?? 0n
  if (whole <= 0n) return 100
  const used = parts.reduce((sum, part) => sum + (parseNanos(part) ?? 0n), 0n)
  return Math.max(0, Math.min(100, Number((used * 100n) / whole)))
}
