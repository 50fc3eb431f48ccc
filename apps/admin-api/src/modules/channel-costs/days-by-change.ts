export interface Days {
  from: string
  to: string
}

/** Days of a question as YYYY-MM-DD: runs through which no cost changed, and single days on which one did. */
export interface DaysByChange {
  unchanged: Days[]
  changed: string[]
}

const DAY_MS = 86_400_000
const beside = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** Campus days, both included, cut where costs changed. @param changes days of changes, in any order, others too */
export function daysByChange({ from, to }: Days, changes: readonly string[]): DaysByChange {
  const changed = [...new Set(changes)].filter((day) => day >= from && day <= to).toSorted()
  const starts = [from, ...changed.map((day) => beside(day, 1))]
  const ends = [...changed.map((day) => beside(day, -1)), to]
  const unchanged = starts.map((start, i) => ({ from: start, to: ends[i] ?? to })).filter((run) => run.from <= run.to)
  return { unchanged, changed }
}
