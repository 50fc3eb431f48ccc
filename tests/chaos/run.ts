import type { Books } from './audit-evidence.js'
import type { JournalWatch } from './journal-watch.js'
import type { LedgerActs } from './ledger-acts.js'
import type { Observation } from './observation.js'
import type { Payers } from './payers.js'
import type { Rig } from './rig.js'
import type { FaultRecord } from './run-faults.js'
import type { Sabotage } from './sabotage.js'
import type { TruthBook } from './truth-book.js'

export interface ChaosOptions {
  seed: number
  /** Faults go on at least so long, and until so many calls were made and processes killed. */
  durationMs: number
  calls?: number
  kills?: number
  /** Even without them it ends after this; default twice `durationMs`. */
  maxMs?: number
  callsPerSecond: number
  /** Between two looks at everything, for which the calls stop. */
  roundMs: number
  maxGapMs: number
  /** Kinds of faults; absent: all. */
  only?: readonly string[]
  /** Never two faults at once. */
  isOneAtATime?: boolean
  /** No fault before every key of the rich has a lease at every gateway; default false. */
  isWarmFirst?: boolean
  /** Default: the rig's. */
  leaseTtlMs?: number
  /** In the end a gateway is killed and does not come back: the other one has to finish its journal. Default true. */
  endsWithDeath?: boolean
  /**
   * Books that are complete later than this after the last fault are late, and so is money that is free later than its leases
   * allow; default 30 s.
   */
  lateAfterMs?: number
  sabotage?: Sabotage
  /** After each round. */
  onRound?(soFar: { calls: number; faults: number; kills: number; broken: number }): void
}

/** Something that must never be, whoever saw it. */
export interface Broken {
  invariant: string
  kind: string
  detail: string
}

/** What a run knows so far. */
export interface Run {
  options: ChaosOptions
  rig: Rig
  payers: Payers
  books: Books
  truths: TruthBook
  acts: LedgerActs
  journals: JournalWatch
  /** The sampler saw something. */
  stop: AbortSignal
  observations: Observation[]
  records: FaultRecord[]
  broken: Broken[]
  /** Request ids that were seen in the books. */
  booked: Set<string>
  /** The longest so far. */
  drainedMs: number
  startedAt: number
}
