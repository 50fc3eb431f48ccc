import type { GatewayError } from '@tollgate/protocols/canonical'
import type { Acquired } from './lease-acquirer.js'
import type { GrantedLease, LeaseBook, LeasePath, Reservation } from './lease-book.js'
import { billingUnavailable } from './lease-errors.js'

export interface LeaseNeed {
  path: LeasePath
  /** Of the key, in the projection. */
  recordName: string
  neededNanos: bigint
  /** Below `neededNanos` only where the output limit may be lowered. */
  leastNanos: bigint
}

/** What may be asked for at once: the smaller amount only where the larger one is refused. */
export type PathAsk = Pick<LeaseNeed, 'path' | 'neededNanos' | 'leastNanos'> & { deadlineMs: number }

export interface PathTools {
  book: LeaseBook
  acquire: (ask: PathAsk) => Promise<Acquired>
  /** Gives back what this gateway holds for others on the same rows and no call needs. @returns whether there was any */
  fold: (ask: PathAsk) => Promise<boolean>
  onGranted: (lease: GrantedLease) => void
  /** A lease that nobody waited for. */
  onFetched: (lease: GrantedLease) => void
  onRefused: (need: LeaseNeed, error: GatewayError) => void
  waitMs: number
  nowMs: () => number
}

interface Waiter extends LeaseNeed {
  deadlineMs: number
  resolve: (reservation: Reservation) => void
  reject: (error: GatewayError) => void
}

/** The calls of one path that wait for money: one acquire at a time, for the need at the head, never for the sum. */
export class PathQueue {
  private waiters: Waiter[] = []
  private isAsking = false

  constructor(private readonly tools: PathTools) {}

  isQuiet(): boolean {
    return !this.isAsking && this.waiters.length === 0
  }

  hasWaiters(): boolean {
    return this.waiters.length > 0
  }

  /** @throws GatewayError where billing refuses, or says nothing in time */
  wait(need: LeaseNeed): Promise<Reservation> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ ...need, deadlineMs: this.tools.nowMs() + this.tools.waitMs, resolve, reject })
      if (!this.isAsking) void this.serve()
    })
  }

  /** The next slab, while calls are served from the last one; whatever comes of it, nobody is told. */
  async fetchAhead({ path, neededNanos }: LeaseNeed): Promise<void> {
    if (this.isAsking) return
    this.isAsking = true
    try {
      const deadlineMs = this.tools.nowMs() + this.tools.waitMs
      const acquired = await this.tools.acquire({ path, neededNanos, leastNanos: neededNanos, deadlineMs })
      if (acquired.type === 'granted') {
        this.tools.onGranted(acquired.lease)
        this.serveFetched(acquired.lease)
      }
    } finally {
      this.isAsking = false
    }
    if (this.waiters.length > 0) await this.serve()
  }

  /** A call of the path has ended: what it gave back may be enough for who waits, whatever billing will say. */
  serveFreed(): void {
    if (this.waiters.length > 0) this.serveWaiters()
  }

  private async serve(): Promise<void> {
    this.isAsking = true
    try {
      for (let head = this.waiters[0]; head !== undefined; head = this.waiters[0]) {
        const acquired = await this.acquireOrFold(head)
        const isWaiting = this.waiters.includes(head) // or was served meanwhile
        this.waiters = this.waiters.filter((waiter) => waiter !== head)
        if (acquired.type !== 'granted') this.refuse(head, acquired)
        else {
          this.tools.onGranted(acquired.lease)
          if (isWaiting) this.serveFrom(head)
          else this.serveFetched(acquired.lease)
        }
      }
    } finally {
      this.isAsking = false
    }
  }

  /**
   * A refusal is final only when this gateway itself holds nothing on the same rows that no call needs, and only then is
   * less than the whole need of any use.
   */
  private async acquireOrFold(waiter: Waiter): Promise<Acquired> {
    const whole = { ...waiter, leastNanos: waiter.neededNanos }
    let acquired = await this.tools.acquire(whole)
    if (isShort(acquired) && (await this.tools.fold(whole))) acquired = await this.tools.acquire(whole)
    const mayAffordLeast =
      acquired.type === 'refused' && (acquired.affordableNanos ?? waiter.leastNanos) >= waiter.leastNanos
    if (isShort(acquired) && waiter.leastNanos < waiter.neededNanos && mayAffordLeast) {
      acquired = await this.tools.acquire(waiter)
    }
    return acquired
  }

  /** The head takes what it needs, or what there is; those behind it try the rest. */
  private serveFrom(head: Waiter): void {
    const { book } = this.tools
    const nowMs = this.tools.nowMs()
    const whole = book.reserve(head.path, head.neededNanos, nowMs)
    const left = whole === undefined ? book.leftNanos(head.path, nowMs) : 0n
    const reservation = whole ?? (left >= head.leastNanos ? book.reserve(head.path, left, nowMs) : undefined)
    if (reservation === undefined) head.reject(billingUnavailable())
    else head.resolve(reservation)
    this.serveWaiters()
  }

  private serveFetched(lease: GrantedLease): void {
    this.serveWaiters()
    this.tools.onFetched(lease)
  }

  private serveWaiters(): void {
    const { book } = this.tools
    const nowMs = this.tools.nowMs()
    this.waiters = this.waiters.filter((waiter) => {
      const served = book.reserve(waiter.path, waiter.neededNanos, nowMs)
      if (served !== undefined) waiter.resolve(served)
      return served === undefined
    })
  }

  /** A refusal answers everybody who needs as much; of silence the others make their own experience. */
  private refuse(head: Waiter, { type, error }: Exclude<Acquired, { type: 'granted' }>): void {
    head.reject(error)
    if (type === 'unknown') return
    this.tools.onRefused(head, error)
    this.waiters = this.waiters.filter((waiter) => {
      if (waiter.leastNanos < head.leastNanos) return true
      waiter.reject(error)
      return false
    })
  }
}

const isShort = (acquired: Acquired): boolean =>
  acquired.type === 'refused' && acquired.error.code === 'insufficient_quota'
