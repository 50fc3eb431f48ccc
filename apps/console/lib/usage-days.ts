import { parseNanos } from './money'

export interface DayUsage {
  date: string
  amountNanos: bigint
  calls: bigint
}

/** The rows of a summary (one a day and model) summed by day, for every day of the period. */
export function sumByDay(
  rows: readonly { date: string; amount: string; calls: string }[],
  days: readonly string[],
): readonly DayUsage[] {
  const sums = new Map(days.map((date) => [date, { date, amountNanos: 0n, calls: 0n }]))
  for (const { date, amount, calls } of rows) {
    const sum = sums.get(date)
    if (sum === undefined) continue
    sum.amountNanos += parseNanos(amount) ?? 0n
    sum.calls += BigInt(calls)
  }
  return [...sums.values()]
}

/** How tall a bar is, in percent of the tallest. */
export function heightOf(amountNanos: bigint, largestNanos: bigint): number {
  return largestNanos <= 0n ? 0 : Number((amountNanos * 1_000n) / largestNanos) / 10
}
