import type { RateLimits } from '@tollgate/protocols/events'
import type { ChannelPool, TargetSlot } from '../routing/channel-pool.js'
import { FairQueue } from './fair-queue.js'
import type { LimitBook, LimitRow } from './limit-book.js'
import type { Cost, UsageSubject } from './usage-subject.js'

/** Waits for a place where a channel has a queue and does not say how long. */
export const DEFAULT_QUEUE_MS = 10_000

/** Whoever wants to call a target. */
export interface Applicant {
  slot: TargetSlot
  /** Expected; see `expectedTokens`. */
  tokens: number
  /** In whose turn it waits: its API key. */
  owner: string
  areLimitsEnabled: boolean
  /** Calls back once when nobody waits for the answer any more. @returns ends it */
  onGone: (listener: () => void) => () => void
}

/** A call that may be made: its requests and tokens are counted, its place is taken. */
export interface AttemptPass {
  type: 'pass'
  /** Exactly once; further calls do nothing. @param tokens what it used; 0: nothing came of it */
  leave: (tokens: number) => void
}

export type Entrance = AttemptPass | { type: 'full'; retryMs: number }

interface Waiter {
  pool: ChannelPool
  applicant: Applicant
  enter: (entrance: Entrance) => void
}

/** Counts every upstream call, and keeps the limits of channel keys and channels; who finds no place may wait for one. */
export class AttemptGate {
  private readonly queues = new Map<string, FairQueue<Waiter>>()

  constructor(
    private readonly book: LimitBook,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Resolves at once unless the channel has a queue and no place. */
  enter(applicant: Applicant): Entrance | Promise<Entrance> {
    const { slot } = applicant
    const { pool } = slot
    const found = this.findFull(applicant)
    const queueLength = pool.channel.record.settings.queueLength ?? 0
    const hasOthers = pool.waiting > 0 && pool.use !== undefined
    if (found === undefined && !hasOthers) return this.pass(slot, applicant.tokens)
    const isPlace = found === undefined || found.measure === 'places'
    if (!isPlace || pool.waiting >= queueLength) return { type: 'full', retryMs: found?.retryMs ?? 0 }
    return this.wait(applicant)
  }

  /** Places may have come free elsewhere: called by gossip, and now and then. */
  admitWaiting(): void {
    for (const [channelId, queue] of this.queues) this.admitNext(channelId, queue)
  }

  waitingCount(): number {
    let count = 0
    for (const queue of this.queues.values()) count += queue.length
    return count
  }

  private findFull({ slot, tokens, areLimitsEnabled }: Applicant) {
    if (!areLimitsEnabled) return undefined
    const rows = rowsOf(slot)
    return rows.length === 0 ? undefined : this.book.findFull(rows, { requests: 1, tokens, places: 1 }, this.nowMs())
  }

  private pass({ use, pool }: TargetSlot, tokens: number): AttemptPass {
    const takenAtMs = this.nowMs()
    const cost: Cost = { requests: 1, tokens, places: 1 }
    const subjects: UsageSubject[] = pool.use === undefined ? [use] : [use, pool.use]
    for (const subject of subjects) this.book.take(subject, cost, takenAtMs)
    let isInside = true
    return {
      type: 'pass',
      leave: (used) => {
        if (!isInside) return
        isInside = false
        const change = { requests: 0, tokens: used - tokens, places: -1 }
        for (const subject of subjects) this.book.correct(subject, change, { takenAtMs, nowMs: this.nowMs() })
        const { channelId } = pool.channel.record
        const queue = this.queues.get(channelId)
        if (queue !== undefined) this.admitNext(channelId, queue)
      },
    }
  }

  private wait(applicant: Applicant): Promise<Entrance> {
    const { slot, owner, onGone } = applicant
    const { pool } = slot
    const { channelId, settings } = pool.channel.record
    const queue = this.queues.get(channelId) ?? new FairQueue<Waiter>()
    this.queues.set(channelId, queue)
    return new Promise((resolve) => {
      const enter = (entrance: Entrance): void => {
        clearTimeout(timer)
        stopWatching()
        resolve(entrance)
      }
      const giveUp = (): void => {
        if (!queue.remove(owner, waiter)) return
        pool.waiting--
        if (queue.length === 0) this.queues.delete(channelId)
        enter({ type: 'full', retryMs: 0 })
      }
      const waiter: Waiter = { pool, applicant, enter }
      const timer = setTimeout(giveUp, settings.queueTimeoutMs ?? DEFAULT_QUEUE_MS)
      let stopWatching = (): void => {}
      queue.add(owner, waiter)
      pool.waiting++
      stopWatching = onGone(giveUp)
    })
  }

  private admitNext(channelId: string, queue: FairQueue<Waiter>): void {
    for (let waiter = queue.peek(); waiter !== undefined; waiter = queue.peek()) {
      const found = this.findFull(waiter.applicant)
      if (found?.measure === 'places') return
      queue.next()
      waiter.pool.waiting--
      if (queue.length === 0) this.queues.delete(channelId)
      const { slot, tokens } = waiter.applicant
      // what is used up beside places is not waited for
      waiter.enter(found === undefined ? this.pass(slot, tokens) : { type: 'full', retryMs: found.retryMs })
    }
  }
}

const NO_ROWS: readonly LimitRow[] = []

/** The limits that one call of a target meets. */
function rowsOf({ target, use, pool }: TargetSlot): readonly LimitRow[] {
  const { rpm, tpm } = target
  const ofChannel = pool.channel.record.settings.limits
  const hasOwn = rpm !== undefined || tpm !== undefined
  if (!hasOwn && (pool.use === undefined || ofChannel == null)) return NO_ROWS
  const own: RateLimits = { rpm, tpm }
  return [
    ...(hasOwn ? [{ subject: use, limits: own }] : []),
    ...(pool.use !== undefined && ofChannel != null ? [{ subject: pool.use, limits: ofChannel }] : []),
  ]
}
