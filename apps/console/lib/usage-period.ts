import { dayOf, startOfDay } from './format'

export const PERIODS = ['today', '7d', '30d', '90d'] as const
export type Period = (typeof PERIODS)[number]

const DAYS: Record<Period, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90 }
const DAY_MS = 86_400_000

/** The first day of a period that ends today, both in the campus zone. */
export function startOfPeriod(period: Period, timeZone: string, nowMs: number): string {
  return startOfDay(dayOf(nowMs - (DAYS[period] - 1) * DAY_MS, timeZone), timeZone)
}

/** Every day of the period, oldest first: a day without calls is a day of the chart, too. */
export function daysOf(period: Period, timeZone: string, nowMs: number): readonly string[] {
  const count = DAYS[period]
  return Array.from({ length: count }, (_, index) => dayOf(nowMs - (count - 1 - index) * DAY_MS, timeZone))
}
