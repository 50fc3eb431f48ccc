import { dayOf } from './format'
import { type SearchParameters, textOf } from './table-address'
import { monthBefore } from './traffic-period'

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/
const MONTHS_OFFERED = 24

/** The month that an address asks for; without one, or with one that cannot be, the last one that is over. */
export function statementPeriodOf(parameters: SearchParameters, timeZone: string, nowMs: number): string {
  const text = textOf(parameters, 'period')
  return MONTH.test(text) ? text : monthBefore(dayOf(nowMs, timeZone).slice(0, 7), 1)
}

/** The running month and those before it, latest first. */
export const offeredPeriods = (timeZone: string, nowMs: number): readonly string[] =>
  Array.from({ length: MONTHS_OFFERED }, (_, count) => monthBefore(dayOf(nowMs, timeZone).slice(0, 7), count))
