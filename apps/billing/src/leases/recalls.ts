interface Recall {
  rowIds: readonly string[]
  leaseIds: ReadonlySet<string>
  startedAtMs: number
  done: Promise<void>
}

export interface RecallAsk {
  /** Accounts and windows that have too little. */
  rowIds: readonly string[]
  /** Open leases that hold money on them, at least one. */
  leaseIds: readonly string[]
}

export type RecallDecision =
  /** Asked for a moment ago, for all of these leases: that one's result counts. */
  | { type: 'share'; done: Promise<void> }
  /** One of the rows was asked for within the last second, but not for all of these leases. */
  | { type: 'wait'; ms: number }
  | { type: 'ask' }

/** Gateways are asked at most once in this time for one row. */
const EVERY_MS = 1_000

/**
 * Which recall an acquire is to wait for: at most one an account or window and second, its result shared. Leases that were
 * opened since do not have to be lost for it: whoever needs them waits until the second is over.
 */
export class Recalls {
  #recent: Recall[] = []

  decide({ rowIds, leaseIds }: RecallAsk, nowMs: number): RecallDecision {
    this.#recent = this.#recent.filter(({ startedAtMs }) => startedAtMs + EVERY_MS > nowMs)
    const touching = this.#recent.filter((recall) => recall.rowIds.some((id) => rowIds.includes(id)))
    const last = touching.at(-1)
    if (last === undefined) return { type: 'ask' }
    if (leaseIds.every((id) => touching.some((recall) => recall.leaseIds.has(id)))) {
      return { type: 'share', done: Promise.all(touching.map(({ done }) => done)).then(() => undefined) }
    }
    return { type: 'wait', ms: Math.max(1, last.startedAtMs + EVERY_MS - nowMs) }
  }

  note({ rowIds, leaseIds }: RecallAsk, startedAtMs: number, done: Promise<void>): void {
    this.#recent.push({ rowIds, leaseIds: new Set(leaseIds), startedAtMs, done })
  }
}
