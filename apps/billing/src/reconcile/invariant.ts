/** One invariant of RELIABILITY 5 as a query. */
export interface Invariant {
  /** `L1` …, with a suffix where one id has several checks. */
  id: string
  says: string
  /** Each row breaks it; column `id` names whose. At most {@link MAX_ROWS}. */
  sql: string
}

export const MAX_ROWS = 100
