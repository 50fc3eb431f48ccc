import type { TrafficInterval } from '@/gql/graphql'
import { dayOf } from './format'
import { choiceOf, type SearchParameters, textOf } from './table-address'

export const TRAFFIC_PRESETS = ['today', '7d', '30d', '12w', '12m'] as const
export type TrafficPreset = (typeof TRAFFIC_PRESETS)[number]
export const TRAFFIC_INTERVALS: readonly TrafficInterval[] = ['HOUR', 'DAY', 'WEEK', 'MONTH']

/** Campus days, both included, and what one point of a chart stands for. */
export interface TrafficPeriod {
  from: string
  to: string
  interval: TrafficInterval
  /** `undefined`: days that somebody chose. */
  preset: TrafficPreset | undefined
}

const DAY_MS = 86_400_000
const INTERVAL: Record<TrafficPreset, TrafficInterval> = {
  today: 'HOUR',
  '7d': 'DAY',
  '30d': 'DAY',
  '12w': 'WEEK',
  '12m': 'MONTH',
}
/** What the API allows. */
const MOST_DAYS: Record<TrafficInterval, number> = { HOUR: 14, DAY: 400, WEEK: 400, MONTH: 400 }
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** The period that an address asks for; without any, or with one that cannot be, the last seven days. */
export function trafficPeriodOf(parameters: SearchParameters, timeZone: string, nowMs: number): TrafficPeriod {
  const today = dayOf(nowMs, timeZone)
  const chosen = chosenDays(parameters, today)
  if (chosen === undefined) {
    const preset = choiceOf(parameters, 'period', TRAFFIC_PRESETS) ?? '7d'
    return { from: firstDayOf(preset, today), to: today, interval: INTERVAL[preset], preset }
  }
  const days = daysBetween(chosen.from, chosen.to) + 1
  const wanted = choiceOf(parameters, 'interval', TRAFFIC_INTERVALS)
  const interval = wanted !== undefined && days <= MOST_DAYS[wanted] ? wanted : intervalFor(days)
  return { ...chosen, interval, preset: undefined }
}

/** As many days, just before. */
export function periodBefore({ from, to }: Pick<TrafficPeriod, 'from' | 'to'>): {
  from: string
  to: string
  days: number
} {
  const days = daysBetween(from, to) + 1
  return { from: addDays(from, -days), to: addDays(from, -1), days }
}

function chosenDays(parameters: SearchParameters, today: string): { from: string; to: string } | undefined {
  const [from, to] = [textOf(parameters, 'from'), textOf(parameters, 'to') || today]
  if (!isDate(from) || !isDate(to) || from > to) return undefined
  const earliest = addDays(to, 1 - MOST_DAYS.DAY)
  return { from: from < earliest ? earliest : from, to }
}

const isDate = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

function intervalFor(days: number): TrafficInterval {
  if (days <= 2) return 'HOUR'
  if (days <= 62) return 'DAY'
  return days <= 200 ? 'WEEK' : 'MONTH'
}

function firstDayOf(preset: TrafficPreset, today: string): string {
  switch (preset) {
    case 'today':
      return today
    case '7d':
      return addDays(today, -6)
    case '30d':
      return addDays(today, -29)
    case '12w':
      return addDays(today, -77 - ((new Date(today).getUTCDay() + 6) % 7)) // weeks begin on Monday
    case '12m':
      return monthBefore(today.slice(0, 7), 11).concat('-01')
    default:
      throw new Error(`unknown period ${preset satisfies never}`)
  }
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** `2026-11` and so many months earlier. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7)
}
