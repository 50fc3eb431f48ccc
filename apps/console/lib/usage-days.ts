import { parseNanos } from './money'

export interface DayUsage {
  date: string
  amountNanos: bigint
  calls: bigint
  /** By model, as {@link DaysByModel.names} has them; what is beyond is in the last one. */
  partsNanos: readonly bigint[]
}

export interface DaysByModel {
  /** What cost most first; the last may be several models together. */
  names: readonly string[]
  /** The last name stands for all other models. */
  hasOthers: boolean
  days: readonly DayUsage[]
}

interface DayOfModel {
  date: string
  modelName: string
  amount: string
  calls: string
}

/** So many colours can be told apart. */
const MOST_PARTS = 5

/** The rows of a summary (one a day and model) summed by day, for every day of the period, in parts by model. */
export function sumByDay(rows: readonly DayOfModel[], days: readonly string[]): DaysByModel {
  const totals = new Map<string, bigint>()
  for (const { modelName, amount } of rows)
    totals.set(modelName, (totals.get(modelName) ?? 0n) + (parseNanos(amount) ?? 0n))
  const ranked = [...totals].sort(([, a], [, b]) => (a === b ? 0 : a < b ? 1 : -1)).map(([name]) => name)
  const hasOthers = ranked.length > MOST_PARTS
  const names = ranked.slice(0, MOST_PARTS)
  const partOf = new Map(ranked.map((name, i) => [name, Math.min(i, MOST_PARTS - 1)]))
  const sums = new Map(
    days.map((date) => [date, { date, amountNanos: 0n, calls: 0n, partsNanos: names.map(() => 0n) }]),
  )
  for (const { date, modelName, amount, calls } of rows) {
    const sum = sums.get(date)
    const part = partOf.get(modelName) ?? 0
    const nanos = parseNanos(amount) ?? 0n
    if (sum === undefined) continue
    sum.amountNanos += nanos
    sum.calls += BigInt(calls)
    sum.partsNanos[part] = (sum.partsNanos[part] ?? 0n) + nanos
  }
  return { names, hasOthers, days: [...sums.values()] }
}

/** How tall a bar is, in percent of the tallest. */
export function heightOf(amountNanos: bigint, largestNanos: bigint): number {
  return largestNanos <= 0n || amountNanos <= 0n ? 0 : Number((amountNanos * 1_000n) / largestNanos) / 10
}
