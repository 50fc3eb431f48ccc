import type { TrafficInterval } from '@/gql/graphql'

/** What a point of a series is called: `11-21 14:00`, `2026-11-21`, `2026-11`. */
export function pointLabel(
  { startsAt, date }: { startsAt: string; date: string },
  { interval, timeZone }: { interval: TrafficInterval; timeZone: string },
): string {
  switch (interval) {
    case 'HOUR': {
      const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
        new Date(startsAt),
      )
      return `${date.slice(5)} ${time}`
    }
    case 'DAY':
    case 'WEEK':
      return date
    case 'MONTH':
      return date.slice(0, 7)
    default:
      throw new Error(`unknown interval ${interval satisfies never}`)
  }
}
