import { Injectable } from '@nestjs/common'
import { createSettledSequences } from '../usage/settled-sequences.js'
import type { StoredPosition } from './decide-recovery.js'
import type { SettledMark } from './ledger-state.repository.js'

/** How long a question of a gateway waits for the first look at database and bus: its own patience is 2 s. */
const FIRST_LOOK_MS = 1_000

/**
 * What this process knows of how far the database is, and by that whether it is still the same one: nothing is granted on
 * a database that turns out to be older than what was seen before.
 */
@Injectable()
export class LedgerPosition {
  readonly #settled = createSettledSequences()
  readonly #waiters = new Set<(stored: StoredPosition) => void>()
  #stored: StoredPosition | undefined

  /** What was stored at the last look; `undefined`: no look succeeded yet. */
  get stored(): StoredPosition | undefined {
    return this.#stored
  }

  /** A look at the database that found it in order, or in recovery. */
  observe(stored: StoredPosition): void {
    const isSame = this.#stored?.epoch === stored.epoch && this.#stored.streamCreated === stored.streamCreated
    if (isSame) this.#settled.raise(stored.settledSeq)
    else this.#settled.reset(stored.settledSeq)
    this.#stored = stored
    for (const known of this.#waiters) known(stored)
    this.#waiters.clear()
  }

  /** These sequences of stream `created` are in the ledger or put aside. */
  settled(created: string, sequences: Iterable<number>): void {
    if (this.#stored?.streamCreated === created) this.#settled.add(sequences)
  }

  /** What a settlement may write; `undefined` where it says nothing new. */
  mark(created: string): SettledMark | undefined {
    const stored = this.#stored
    const settledSeq = this.#settled.upTo()
    if (stored === undefined || stored.streamCreated !== created || settledSeq <= stored.settledSeq) return undefined
    return { epoch: stored.epoch, streamCreated: created, settledSeq, storedSeq: stored.settledSeq }
  }

  /**
   * What was stored at the last look, for a grant to name: a database that says less is an older one.
   * @throws Error where no look succeeds in time: nothing may be granted on a database that nobody compared
   */
  async whenKnown(): Promise<StoredPosition> {
    if (this.#stored !== undefined) return this.#stored
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(known)
        reject(new Error('the database was not compared with the bus yet'))
      }, FIRST_LOOK_MS)
      const known = (stored: StoredPosition) => {
        clearTimeout(timer)
        resolve(stored)
      }
      this.#waiters.add(known)
    })
  }
}
