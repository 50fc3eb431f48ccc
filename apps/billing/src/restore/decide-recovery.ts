/** Row of `ledger_state`: how far this database is. */
export interface StoredPosition {
  epoch: bigint
  /** Identity of stream USAGE: when it was created; null: none was seen yet. */
  streamCreated: string | null
  /** Everything up to here is in the ledger or put aside. */
  settledSeq: number
  /** Set while the gap to the bus is settled again. */
  recoveringUntilSeq: number | null
}

/** What the bus says at the same time, read after {@link StoredPosition}. */
export interface BusPosition {
  created: string
  firstSeq: number
  lastSeq: number
  /** Everything up to here was acked by some billing, on this database or on another one. */
  ackFloorSeq: number
  /** Nothing waits and nothing is in hand. */
  isDrained: boolean
  /** The consumer was made for this epoch of the ledger. */
  isRebuilt: boolean
}

export type RecoveryStep =
  | { type: 'none' }
  /** Others acked up to here on this database. */
  | { type: 'adopt'; settledSeq: number }
  /** Acked, but not stored as settled: whether this database has them must be looked up, then `adopt` or `recover`. */
  | { type: 'verify'; fromSeq: number; toSeq: number }
  /** This database is older than the bus: raise the epoch, grant nothing, settle from here to the tail. */
  | { type: 'recover'; fromSeq: number }
  /** The stream was replaced meanwhile: settle what the new one has. */
  | { type: 'move' }
  | { type: 'rebuild'; fromSeq: number }
  | { type: 'wait' }
  | { type: 'end' }

/**
 * RELIABILITY 4.13 as a decision.
 * @param before what this process last saw stored; `undefined`: it has just started and trusts nothing
 */
export function decideRecovery(
  stored: StoredPosition,
  bus: BusPosition,
  before: StoredPosition | undefined,
): RecoveryStep {
  if (stored.recoveringUntilSeq !== null) return decideInRecovery(stored, stored.recoveringUntilSeq, bus)
  const isSameStream = stored.streamCreated === bus.created
  if (before !== undefined && isOlderThan(stored, before, bus.created)) {
    return { type: 'recover', fromSeq: isSameStream ? stored.settledSeq + 1 : Math.max(bus.firstSeq, 1) }
  }
  const settledSeq = isSameStream ? stored.settledSeq : 0
  if (bus.ackFloorSeq <= settledSeq) return isSameStream ? { type: 'none' } : { type: 'adopt', settledSeq }
  // what was acked since the last look was acked on the database that is here
  if (before !== undefined && isSameStream && before.streamCreated === bus.created) {
    return { type: 'adopt', settledSeq: bus.ackFloorSeq }
  }
  return { type: 'verify', fromSeq: Math.max(settledSeq + 1, 1), toSeq: bus.ackFloorSeq }
}

/** Whether a database that said `before` cannot be the one that says `now`. Everything in it only ever rises. */
export function isOlderThan(
  now: Pick<StoredPosition, 'epoch' | 'streamCreated' | 'settledSeq'>,
  before: Pick<StoredPosition, 'epoch' | 'streamCreated' | 'settledSeq'>,
  presentStream?: string,
): boolean {
  if (now.epoch < before.epoch) return true
  if (now.streamCreated === before.streamCreated) return now.settledSeq < before.settledSeq
  // another identity is right if it is the present stream's: some billing adopted it
  return before.streamCreated !== null && presentStream !== undefined && now.streamCreated !== presentStream
}

function decideInRecovery(stored: StoredPosition, untilSeq: number, bus: BusPosition): RecoveryStep {
  if (stored.streamCreated !== bus.created) return { type: 'move' }
  if (!bus.isRebuilt) return { type: 'rebuild', fromSeq: stored.settledSeq + 1 }
  return bus.ackFloorSeq >= untilSeq || bus.isDrained ? { type: 'end' } : { type: 'wait' }
}
