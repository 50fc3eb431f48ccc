import { dayOf } from './format'
import { type SearchParameters, textOf } from './table-address'
import { monthBefore } from './traffic-period'

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/
const MONTHS_OFFERED = 24

/** The month that an address asks for, where it names one that can be. */
export function askedPeriodOf(parameters: SearchParameters): string | undefined {
  const text = textOf(parameters, 'period')
  return MONTH.test(text) ? text : undefined
}

/** The month that is running. */
export const runningPeriod = (timeZone: string, nowMs: number): string => dayOf(nowMs, timeZone).slice(0, 7)

/** The running month and those before it, latest first. */
export const offeredPeriods = (timeZone: string, nowMs: number): readonly string[] =>
  Array.from({ length: MONTHS_OFFERED }, (_, count) => monthBefore(runningPeriod(timeZone, nowMs), count))
