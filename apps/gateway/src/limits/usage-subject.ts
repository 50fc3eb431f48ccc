import type { KnownUse } from './share-rule.js'
import { SlidingSum } from './sliding-sum.js'

export const MEASURES = ['requests', 'tokens', 'places'] as const
/** What is limited: requests and tokens in any minute, calls at the same time. */
export type Measure = (typeof MEASURES)[number]

export type Cost = Readonly<Record<Measure, number>>

/** What a gateway says of its use: sums since it started, of which only the differences count, and calls under way. */
export type Report = Cost

/**
 * Whatever has limits or whose use is compared: an API key, a user, a channel, a channel's key. What this gateway used,
 * what others told of theirs, and how much of the former every other one knows.
 */
export class UsageSubject {
  private readonly requests = new SlidingSum()
  private readonly tokens = new SlidingSum()
  /** Of other gateways; absent until one is heard of, which spares most installations half of the work. */
  private others: { requests: SlidingSum; tokens: SlidingSum } | undefined
  private readonly sums = { requests: 0, tokens: 0, places: 0 }
  private confirmed: Report = { requests: 0, tokens: 0, places: 0 }
  private readonly told = new Map<string, Report>()
  usedAtMs = Number.NEGATIVE_INFINITY

  constructor(readonly id: string) {}

  take(cost: Cost, nowMs: number): void {
    this.correct(cost, nowMs, nowMs)
  }

  /** What was taken at `takenAtMs` turns out to be more or less. */
  correct({ requests, tokens, places }: Cost, takenAtMs: number, nowMs: number): void {
    this.usedAtMs = nowMs
    this.requests.add(requests, nowMs, takenAtMs)
    this.tokens.add(tokens, nowMs, takenAtMs)
    this.sums.requests += requests
    this.sums.tokens += tokens
    this.sums.places += places
  }

  total(measure: Measure, nowMs: number): number {
    switch (measure) {
      case 'requests':
        return this.requests.sum(nowMs) + (this.others === undefined ? 0 : this.others.requests.sum(nowMs))
      case 'tokens':
        return this.tokens.sum(nowMs) + (this.others === undefined ? 0 : this.others.tokens.sum(nowMs))
      case 'places':
        return this.sums.places + this.placesOfOthers()
    }
  }

  use(measure: Measure, nowMs: number): KnownUse {
    const since = this.sums[measure] - this.confirmed[measure]
    // news of more than a minute ago matter to nobody, confirmed or not
    const most = measure === 'places' ? this.sums.places : this.own(measure, nowMs)
    return { total: this.total(measure, nowMs), unconfirmed: Math.max(0, Math.min(since, most)) }
  }

  /** What this gateway used in the last minute. */
  own(measure: 'requests' | 'tokens', nowMs: number): number {
    return this[measure].sum(nowMs)
  }

  ownPlaces(): number {
    return this.sums.places
  }

  /** Milliseconds until at most `most` is used, if nothing is added; a place may come free at any time. */
  msUntil(measure: Measure, most: number, nowMs: number): number {
    if (measure === 'places') return this.total('places', nowMs) <= most ? 0 : 1_000
    if (this.total(measure, nowMs) <= most) return 0
    const mine = this[measure]
    const theirs = this.others?.[measure]
    if (theirs === undefined) return mine.msUntil(most, nowMs)
    // an upper bound of the time at which both together have lost enough
    return Math.min(
      Math.max(mine.msUntil(0, nowMs), theirs.msUntil(most, nowMs)),
      Math.max(theirs.msUntil(0, nowMs), mine.msUntil(most, nowMs)),
    )
  }

  report(): Report {
    return { ...this.sums }
  }

  /** Every other gateway knows this much. */
  confirm(report: Report): void {
    this.confirmed = report
  }

  /**
   * Another gateway's report. Of one that is heard of for the first time only what `recent` says counts: the rest is older
   * than a minute.
   */
  hear(nodeId: string, report: Report, { recent, nowMs }: { recent: Omit<Report, 'places'>; nowMs: number }): void {
    const before = this.told.get(nodeId)
    const isKnown = before !== undefined && before.requests <= report.requests
    const since = isKnown
      ? before
      : { requests: report.requests - recent.requests, tokens: report.tokens - recent.tokens }
    this.others ??= { requests: new SlidingSum(), tokens: new SlidingSum() }
    this.others.requests.add(report.requests - since.requests, nowMs)
    this.others.tokens.add(report.tokens - since.tokens, nowMs)
    this.told.set(nodeId, report)
    this.usedAtMs = nowMs
  }

  /** Its calls are over, or nobody knows; what it used in the last minute still counts. */
  forget(nodeId: string): void {
    this.told.delete(nodeId)
  }

  private placesOfOthers(): number {
    if (this.told.size === 0) return 0
    let places = 0
    for (const report of this.told.values()) places += report.places
    return places
  }
}
