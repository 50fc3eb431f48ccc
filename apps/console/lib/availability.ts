export type Availability = 'good' | 'fair' | 'poor' | 'unknown'

const GOOD = 99
const FAIR = 95

/** @param share of the calls that were answered to the end, in per cent; `undefined`: there were none */
export function availabilityOf(share: number | undefined): Availability {
  if (share === undefined) return 'unknown'
  if (share >= GOOD) return 'good'
  return share >= FAIR ? 'fair' : 'poor'
}
