/** What was spent, oldest first; days without spending are left out. */
export interface SpentDay {
  /** Campus day as YYYY-MM-DD. */
  date: string
  nanos: bigint
}

export interface BurnForecast {
  /** Nanos spent a day, on average of the days looked at. */
  perDayNanos: bigint
  /** How many days that is an average of, today included. */
  basedOnDays: number
  /** Whole days for which what is available lasts at this pace; capped at {@link MOST_DAYS}. */
  daysLeft: number
  /** The campus day on which it is used up; null: beyond the cap. */
  emptyOn: string | null
}

const DAY_MS = 86_400_000
/** On fewer days with calls than this a pace is chance. */
const LEAST_ACTIVE_DAYS = 3
const MOST_DAYS = 365

/**
 * How long money lasts if it goes on like this: plain average since the first day of the window that had calls.
 * @param days of the window only, none of it later than `today`
 * @returns `undefined`: not enough data, or nothing to spend
 */
export function forecastBurn(
  days: readonly SpentDay[],
  { availableNanos, today }: { availableNanos: bigint; today: string },
): BurnForecast | undefined {
  const active = days.filter(({ nanos }) => nanos > 0n)
  const [first] = active
  if (first === undefined || active.length < LEAST_ACTIVE_DAYS || availableNanos <= 0n) return undefined
  const basedOnDays = daysBetween(first.date, today) + 1
  const spentNanos = active.reduce((sum, { nanos }) => sum + nanos, 0n)
  const perDayNanos = spentNanos / BigInt(basedOnDays)
  if (perDayNanos === 0n) return undefined
  const daysLeft = availableNanos / perDayNanos
  if (daysLeft > BigInt(MOST_DAYS)) return { perDayNanos, basedOnDays, daysLeft: MOST_DAYS, emptyOn: null }
  return { perDayNanos, basedOnDays, daysLeft: Number(daysLeft), emptyOn: dayAfter(today, Number(daysLeft)) }
}

const daysBetween = (from: string, to: string): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS)
const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
