import { Injectable } from '@nestjs/common'
import { createSettledSequences } from '../usage/settled-sequences.js'
import { isOlderThan, type StoredPosition } from './decide-recovery.js'
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
  readonly #waiters = new Set<() => void>()
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
    for (const resolve of this.#waiters) resolve()
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

  /** Whether a statement was answered by an older database than the one of the last look. */
  isBehind(now: Pick<StoredPosition, 'epoch' | 'streamCreated' | 'settledSeq'>): boolean {
    return this.#stored !== undefined && isOlderThan(now, this.#stored)
  }

  /** @throws Error where no look has succeeded yet: nothing may be granted on a database that nobody compared */
  async untilKnown(): Promise<void> {
    if (this.#stored !== undefined) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(known)
        reject(new Error('the database was not compared with the bus yet'))
      }, FIRST_LOOK_MS)
      const known = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiters.add(known)
    })
  }
}
