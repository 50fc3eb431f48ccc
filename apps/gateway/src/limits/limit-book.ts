import type { RateLimits } from '@tollgate/protocols/events'
import { ALONE, type Crowd, isPressing, type Room, roomFor } from './share-rule.js'
import { type Cost, MEASURES, type Measure, UsageSubject } from './usage-subject.js'

/** Nothing older than a minute counts; a new entry of the same id begins at 0, which `hear` understands. */
const IDLE_MS = 300_000

const LIMIT_OF: Record<Measure, keyof RateLimits> = { requests: 'rpm', tokens: 'tpm', places: 'concurrency' }

export const limitOf = (limits: RateLimits, measure: Measure): number | undefined =>
  limits[LIMIT_OF[measure]] ?? undefined

/** A subject with its limits, as one call meets them. */
export interface LimitRow {
  subject: UsageSubject
  limits: RateLimits
}

/** Which row had no room, of what, and when it will have. */
export interface NoRoom<Row extends LimitRow = LimitRow> {
  row: Row
  measure: Measure
  limit: number
  room: Exclude<Room, 'yes'>
  retryMs: number
}

/** News that wait for others: how long a refusal for their sake holds at most. */
const SOON_MS = 1_000

/** All that is counted here, by id; what was idle for long is forgotten. */
export class LimitBook {
  private readonly subjects = new Map<string, UsageSubject>()
  private readonly pinned = new Set<UsageSubject>()
  private readonly listeners = new Set<() => void>()
  /** Set by gossip: with whom the limits are shared. */
  crowd: () => Crowd = () => ALONE
  /** Told of each use, for gossip. */
  onUse: (subject: UsageSubject, isHurried: boolean) => void = () => {}

  /** Resolves when another gateway was heard, after `mostMs` at the latest. */
  whenNews(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.listeners.delete(done)
        resolve()
      }
      const timer = setTimeout(done, mostMs)
      this.listeners.add(done)
    })
  }

  /** Another gateway was heard. */
  tellNews(): void {
    for (const listener of [...this.listeners]) listener()
  }

  subject(id: string): UsageSubject {
    const found = this.subjects.get(id)
    if (found !== undefined) return found
    const made = new UsageSubject(id)
    this.subjects.set(id, made)
    return made
  }

  find(id: string): UsageSubject | undefined {
    return this.subjects.get(id)
  }

  /** Kept however idle it is: somebody holds it. */
  pin(subject: UsageSubject): void {
    this.pinned.add(subject)
  }

  unpin(subject: UsageSubject): void {
    this.pinned.delete(subject)
  }

  /**
   * Is there room for this cost in every row? Nothing is counted yet.
   * @returns the row that will have room last
   */
  findFull<Row extends LimitRow>(rows: readonly Row[], cost: Cost, nowMs: number): NoRoom<Row> | undefined {
    const crowd = this.crowd()
    let worst: NoRoom<Row> | undefined
    for (const row of rows) {
      for (const measure of MEASURES) {
        const found = this.fullness(row, measure, { cost: cost[measure], crowd, nowMs })
        if (found !== undefined && (worst === undefined || found.retryMs > worst.retryMs)) worst = found
      }
    }
    return worst
  }

  take(subject: UsageSubject, cost: Cost, nowMs: number): void {
    subject.take(cost, nowMs)
    this.onUse(subject, false)
  }

  correct(subject: UsageSubject, change: Cost, { takenAtMs, nowMs }: { takenAtMs: number; nowMs: number }): void {
    subject.correct(change, takenAtMs, nowMs)
    this.onUse(subject, false)
  }

  sweep(nowMs: number): void {
    for (const [id, subject] of this.subjects) {
      // made for a call that still waits: the one that it will count in must be the one that others find
      if (subject.usedAtMs === Number.NEGATIVE_INFINITY) subject.usedAtMs = nowMs
      const isIdle = subject.usedAtMs < nowMs - IDLE_MS && subject.ownPlaces() === 0
      if (isIdle && !this.pinned.has(subject)) this.subjects.delete(id)
    }
  }

  /** Those that were used since then. */
  *usedSince(atMs: number): Generator<UsageSubject> {
    for (const subject of this.subjects.values()) if (subject.usedAtMs >= atMs) yield subject
  }

  /** A gateway is gone: its calls are over, or nobody knows. */
  forgetNode(nodeId: string): void {
    for (const subject of this.subjects.values()) subject.forget(nodeId)
  }

  size(): number {
    return this.subjects.size
  }

  private fullness<Row extends LimitRow>(
    row: Row,
    measure: Measure,
    { cost, crowd, nowMs }: { cost: number; crowd: Crowd; nowMs: number },
  ): NoRoom<Row> | undefined {
    const limit = limitOf(row.limits, measure)
    if (limit === undefined || cost === 0) return undefined
    // a call that is larger than the whole limit is let in when there is nothing else
    const needed = Math.min(cost, Math.max(1, limit))
    const world = { use: row.subject.use(measure, nowMs), crowd }
    const room = roomFor(needed, limit, world)
    if (room === 'soon' || isPressing(limit, world)) this.onUse(row.subject, true)
    if (room === 'yes') return undefined
    const retryMs = room === 'soon' ? SOON_MS : row.subject.msUntil(measure, limit - needed, nowMs)
    return { row, measure, limit, room, retryMs }
  }
}
