export type SpanName = 'day' | 'month' | 'year'

/** Rows of `usage_person_sum`, or of days and `usage_monthly`, to add up, or to take off again: spans by their first day as YYYY-MM-DD, both included. */
export interface SumSpan {
  span: SpanName
  from: string
  to: string
  sign: 1 | -1
}

/** Campus days, YYYY-MM-DD, both included. */
export interface Days {
  from: string
  to: string
}
/** Days, and months by their first day: what there is of each. */
export interface DaysByMonths {
  before?: Days
  months?: Days
  /** Of a month that begins in them but does not end. */
  rest?: Days
}
interface Cover {
  spans: SumSpan[]
  cost: number
}

const DAY_MS = 86_400_000
const FINER: Record<SpanName, SpanName | undefined> = { year: 'month', month: 'day', day: undefined }
/** How many days' rows one has: who calls in a year does so in some of its months, and on some of their days. */
const COSTS: Record<SpanName, number> = { year: 5, month: 4, day: 1 }

/**
 * Days → the fewest rows that come to them: whole years and months, and at either end what is left over, added, or what is too
 * much, taken off.
 * @param today spans after it have hardly any rows; which day it is changes what is read, never the sum
 * @param largest of the spans that are kept
 */
export const sumSpansOf = (days: Days, today: string, largest: SpanName = 'year'): SumSpan[] =>
  merged(cover(days, largest, today).spans)

function cover({ from, to }: Days, span: SpanName, today: string): Cover {
  const whole: Cover = { spans: [], cost: 0 }
  for (let first = firstOf(from, span); first <= to; first = after(first, span)) {
    const last = dayBeside(after(first, span), -1)
    const part = { from: from > first ? from : first, to: to < last ? to : last }
    const { spans, cost } = cheapest(part, { first, last, span }, today)
    whole.spans.push(...spans)
    whole.cost += cost
  }
  return whole
}

function cheapest(part: Days, unit: { first: string; last: string; span: SpanName }, today: string): Cover {
  const { first, last, span } = unit
  const all: Cover = { spans: [{ span, from: first, to: first, sign: 1 }], cost: first > today ? 0 : COSTS[span] }
  const finer = FINER[span]
  if (finer === undefined || (part.from === first && part.to === last)) return all
  const beyond = [
    ...(part.from > first ? [cover({ from: first, to: dayBeside(part.from, -1) }, finer, today)] : []),
    ...(part.to < last ? [cover({ from: dayBeside(part.to, 1), to: last }, finer, today)] : []),
  ]
  const spans = [...all.spans, ...beyond.flatMap((cover) => cover.spans.map(negated))]
  const less: Cover = { spans, cost: beyond.reduce((sum, { cost }) => sum + cost, all.cost) }
  const added = cover(part, finer, today)
  return added.cost <= less.cost ? added : less
}

/** Days → the whole months among them, and the days beside these. */
export function splitByMonths({ from, to }: Days): DaysByMonths {
  const first = firstOf(from, 'month') === from ? from : after(firstOf(from, 'month'), 'month')
  if (first > to) return { before: { from, to } }
  const last = firstOf(to, 'month')
  const isWhole = dayBeside(after(last, 'month'), -1) === to
  const lastWhole = isWhole ? last : firstOf(dayBeside(last, -1), 'month')
  return {
    ...(from < first && { before: { from, to: dayBeside(first, -1) } }),
    ...(first <= lastWhole && { months: { from: first, to: lastWhole } }),
    ...(!isWhole && { rest: { from: last, to } }),
  }
}

const negated = (span: SumSpan): SumSpan => ({ ...span, sign: span.sign === 1 ? -1 : 1 })

/** Neighbours of one kind are one range. */
function merged(spans: readonly SumSpan[]): SumSpan[] {
  const ranges: SumSpan[] = []
  for (const span of spans) {
    const before = ranges.find(
      (range) => range.span === span.span && range.sign === span.sign && after(range.to, span.span) === span.from,
    )
    if (before === undefined) ranges.push({ ...span })
    else before.to = span.to
  }
  return ranges
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const dayBeside = (day: string, days: number): string => toDay(Date.parse(day) + days * DAY_MS)
const firstOf = (day: string, span: SpanName): string =>
  ({ year: `${day.slice(0, 4)}-01-01`, month: `${day.slice(0, 7)}-01`, day })[span]

function after(first: string, span: SpanName): string {
  const [year = 0, month = 1] = first.split('-').map(Number)
  if (span === 'day') return dayBeside(first, 1)
  return toDay(span === 'month' ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1))
}
