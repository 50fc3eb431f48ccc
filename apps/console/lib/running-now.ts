/** What a gateway tells of itself, as far as the dashboard adds it up. */
export interface GatewayFacts {
  state: string
  inflightCalls: number
  streams: number
  queuedCalls: number
  journalPending: number
  journalUnsettled: number
  projectionStaleSeconds?: number | null
}

export interface RunningNow {
  gatewayCount: number
  /** They hold money and do not answer: what runs and waits there is in none of the figures. */
  silentCount: number
  calls: number
  streams: number
  queued: number
  /** Events in journals that the bus does not have yet. */
  pending: number
  /** Events that billing has not confirmed, those among them. */
  unsettled: number
  /** Of the gateway that is furthest behind; `undefined`: none tells. */
  projectionSeconds: number | undefined
}

/** All gateways together. @returns `undefined` where none answers: nothing is known then, which is not zero */
export function runningNowOf(gateways: readonly GatewayFacts[]): RunningNow | undefined {
  const heard = gateways.filter(({ state }) => state !== 'SILENT')
  if (heard.length === 0) return undefined
  const sum = (of: (gateway: GatewayFacts) => number): number => heard.reduce((total, one) => total + of(one), 0)
  const ages = heard.flatMap(({ projectionStaleSeconds }) => projectionStaleSeconds ?? [])
  return {
    gatewayCount: heard.length,
    silentCount: gateways.length - heard.length,
    calls: sum(({ inflightCalls }) => inflightCalls),
    streams: sum(({ streams }) => streams),
    queued: sum(({ queuedCalls }) => queuedCalls),
    pending: sum(({ journalPending }) => journalPending),
    unsettled: sum(({ journalUnsettled }) => journalUnsettled),
    projectionSeconds: ages.length === 0 ? undefined : Math.max(...ages),
  }
}
