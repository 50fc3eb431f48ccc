/** Rows of `usage_key_sum` to add up, or to take off again; days as YYYY-MM-DD, both included, months by their first day. */
export interface KeySpan {
  span: 'day' | 'month'
  from: string
  to: string
  sign: 1 | -1
}

const DAY_MS = 86_400_000
/** How many days' rows a month has: who calls in a month does so on some of its days. */
const DAYS_A_MONTH_COSTS = 6

/**
 * Days → the fewest rows that come to them: whole months, and at either end days, or a month less the days that are too many.
 * @param today days after it have hardly any rows; which day it is changes what is read, never the sum
 */
export function keySpansOf({ from, to }: { from: string; to: string }, today: string): KeySpan[] {
  const months: KeySpan[] = []
  const days: KeySpan[] = []
  for (let first = `${from.slice(0, 7)}-01`; first <= to; first = monthAfter(first)) {
    const last = dayBefore(monthAfter(first))
    const [begin, end] = [from > first ? from : first, to < last ? to : last]
    const beyond = [
      ...(begin > first ? [{ from: first, to: dayBefore(begin) }] : []),
      ...(end < last ? [{ from: dayAfter(end), to: last }] : []),
    ]
    const costOfMonth = DAYS_A_MONTH_COSTS + beyond.reduce((sum, part) => sum + daysWithRows(part, today), 0)
    if (daysWithRows({ from: begin, to: end }, today) <= costOfMonth && beyond.length > 0) {
      days.push({ span: 'day', from: begin, to: end, sign: 1 })
    } else {
      months.push({ span: 'month', from: first, to: first, sign: 1 })
      days.push(...beyond.map((part): KeySpan => ({ span: 'day', ...part, sign: -1 })))
    }
  }
  const [start, end] = [months[0], months.at(-1)]
  return start === undefined || end === undefined ? days : [{ ...start, to: end.to }, ...days]
}

function daysWithRows({ from, to }: { from: string; to: string }, today: string): number {
  const end = to < today ? to : today
  return Math.max(0, (Date.parse(end) - Date.parse(from)) / DAY_MS + 1)
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const dayBefore = (day: string): string => toDay(Date.parse(day) - DAY_MS)
const dayAfter = (day: string): string => toDay(Date.parse(day) + DAY_MS)

function monthAfter(first: string): string {
  const [year = 0, month = 1] = first.split('-').map(Number)
  return toDay(Date.UTC(year, month, 1))
}
