import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayError } from '@tollgate/protocols/canonical'
import type { AcquireLeaseReply } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { LeaseQuestions } from './lease.client.js'
import { type ClosableLease, LeaseBook, type LeasePath, pathId, type Reservation } from './lease-book.js'
import { LeaseCloser } from './lease-closer.js'
import { billingUnavailable, refusalError } from './lease-errors.js'
import { Refusals } from './refusals.js'
import { createSpendWindow } from './spend-window.js'

const ASK_AGAIN_MS = 400
const USABLE_SHARE = 0.8
const IDLE_MS = 60_000
const SWEEP_MS = 500

export interface LeaseServiceOptions {
  waitMs: number
  slabSeconds: number
  newId: () => string
  /** Whether billing can be asked at all. */
  isBusThere: () => boolean
  /** False while the outbox is AMBER. */
  mayGrantSlab: () => boolean
  currency: () => string
  /** Whether the record of a key still says active. */
  isKeyActive: (recordName: string) => boolean
  /** The database is another one than before: everything that is kept is asked about again. */
  onEpochChange: () => void
  /** Milliseconds of a monotonic clock. */
  nowMs?: () => number
}

export interface LeaseNeed {
  path: LeasePath
  recordName: string
  neededNanos: bigint
  /** Below `neededNanos` only where the output limit may be lowered. */
  leastNanos: bigint
}

interface Waiter extends LeaseNeed {
  deadlineMs: number
  resolve: (reservation: Reservation) => void
  reject: (error: GatewayError) => void
}

/** One path with its queue: one acquire at a time, for the need at the head of the queue, never for the sum. */
interface PathState {
  recordName: string
  waiters: Waiter[]
  isAsking: boolean
  spend: ReturnType<typeof createSpendWindow>
}

/** Reserves money for calls: from a lease in memory, else from billing (RELIABILITY 4.1). */
export class LeaseService {
  private readonly book = new LeaseBook()
  private readonly refusals = new Refusals()
  private readonly paths = new Map<string, PathState>()
  private readonly closer: LeaseCloser
  private readonly nowMs: () => number
  private sweeper: NodeJS.Timeout | undefined
  private ledgerEpoch: number | undefined

  constructor(
    private readonly client: LeaseQuestions,
    private readonly options: LeaseServiceOptions,
    logger: Logger,
  ) {
    this.nowMs = options.nowMs ?? (() => performance.now())
    this.closer = new LeaseCloser(client, logger, {
      nowMs: this.nowMs,
      onReply: (reply) => this.noteEpoch(reply.ledgerEpoch),
    })
  }

  /** @param spentByLease what the journal shows of the leases of earlier incarnations */
  start(spentByLease: ReadonlyMap<string, bigint>): void {
    this.closer.start(spentByLease)
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref()
  }

  /**
   * Money for one call; less than `neededNanos`, but not less than `leastNanos`, where the headroom is short.
   * @throws GatewayError `insufficient_quota`, `key_disabled`, `billing_unavailable`
   */
  async reserve(need: LeaseNeed): Promise<Reservation> {
    const nowMs = this.nowMs()
    const state = this.stateOf(need)
    if (state.waiters.length === 0) {
      const reservation = this.book.reserve(need.path, need.neededNanos, nowMs)
      if (reservation !== undefined) {
        if (!state.isAsking && this.book.isRunningLow(reservation.leaseId, nowMs)) void this.fetchAhead(need, state)
        return reservation
      }
      const refusal = this.refusals.find(need.path, need.leastNanos, nowMs)
      if (refusal !== undefined) throw refusal
    }
    return new Promise((resolve, reject) => {
      state.waiters.push({ ...need, deadlineMs: nowMs + this.options.waitMs, resolve, reject })
      if (!state.isAsking) void this.serve(state)
    })
  }

  /** Ends a reservation, once: `costNanos` was spent. */
  settle(reservation: Reservation, costNanos: bigint): void {
    const nowMs = this.nowMs()
    this.book.settle(reservation, costNanos, nowMs)
    this.paths.get(pathId(reservation.path))?.spend.add(costNanos, nowMs)
    this.refusals.forgetPayer(reservation.path.payerId)
    const done = this.book.takeIfDone(reservation.leaseId, nowMs)
    if (done !== undefined) this.closer.close(done)
  }

  /** `gateway.money.changed` */
  onMoneyChanged(accountIds: readonly string[]): void {
    for (const id of accountIds) this.refusals.forgetPayer(id)
  }

  totals(): { leases: number; reservedNanos: bigint; doubtful: number } {
    return { ...this.book.totals(), doubtful: this.closer.pendingCount() }
  }

  /** Closes every lease on which nothing is in flight and waits for the answers, at most `timeoutMs`. */
  async closeAll(timeoutMs: number): Promise<void> {
    clearInterval(this.sweeper)
    for (const lease of this.book.takeClosable(this.nowMs(), { idleMs: 0 })) this.closer.close(lease)
    await this.closer.settleAll(timeoutMs)
  }

  private stateOf({ path, recordName }: LeaseNeed): PathState {
    const id = pathId(path)
    const known = this.paths.get(id)
    if (known !== undefined) return known
    const spend = createSpendWindow(this.options.slabSeconds)
    const state: PathState = { recordName, waiters: [], isAsking: false, spend }
    this.paths.set(id, state)
    return state
  }

  private async serve(state: PathState): Promise<void> {
    state.isAsking = true
    try {
      for (let head = state.waiters[0]; head !== undefined; head = state.waiters[0]) {
        const outcome = await this.acquireOrFold(head, state)
        state.waiters.shift()
        if (outcome === 'granted') this.serveFrom(head, state)
        else this.refuse(head, outcome, state)
      }
    } finally {
      state.isAsking = false
    }
  }

  /** The head takes what it needs, or what there is; those behind it try the rest. */
  private serveFrom(head: Waiter, state: PathState): void {
    const nowMs = this.nowMs()
    const whole = this.book.reserve(head.path, head.neededNanos, nowMs)
    const left = whole === undefined ? this.book.leftNanos(head.path, nowMs) : 0n
    const reservation = whole ?? (left >= head.leastNanos ? this.book.reserve(head.path, left, nowMs) : undefined)
    if (reservation === undefined) head.reject(billingUnavailable())
    else head.resolve(reservation)
    state.waiters = state.waiters.filter((waiter) => {
      const served = this.book.reserve(waiter.path, waiter.neededNanos, nowMs)
      if (served !== undefined) waiter.resolve(served)
      return served === undefined
    })
  }

  private refuse(head: Waiter, error: GatewayError, state: PathState): void {
    head.reject(error)
    if (error.code === 'billing_unavailable') return
    this.refusals.remember(head.path, head.leastNanos, error, this.nowMs())
    state.waiters = state.waiters.filter((waiter) => {
      if (waiter.leastNanos < head.leastNanos) return true
      waiter.reject(error)
      return false
    })
  }

  /**
   * A refusal is final only when this gateway itself holds nothing of the same payer that no call needs, and only then is
   * less than the whole need of any use.
   */
  private async acquireOrFold(waiter: Waiter, state: PathState): Promise<'granted' | GatewayError> {
    const whole = { ...waiter, leastNanos: waiter.neededNanos }
    let outcome = await this.acquire(whole, state)
    if (isShort(outcome) && (await this.freePayer(waiter))) outcome = await this.acquire(whole, state)
    if (isShort(outcome) && waiter.leastNanos < waiter.neededNanos) outcome = await this.acquire(waiter, state)
    return outcome
  }

  /** Gives back the payer's idle leases and what its busy ones do not need. @returns whether there was any */
  private async freePayer({ path: { payerId }, deadlineMs }: Waiter): Promise<boolean> {
    const idle = this.book.takeClosable(this.nowMs(), {
      idleMs: IDLE_MS,
      isUnwanted: (path) => path.payerId === payerId,
    })
    const trimmed = this.book.trimBusy(payerId)
    for (const lease of idle) this.closer.close(lease)
    const leftMs = Math.max(0, deadlineMs - this.nowMs())
    await Promise.all([this.closer.settleAll(leftMs), this.closer.trim(trimmed, leftMs)])
    return idle.length + trimmed.length > 0
  }

  private async fetchAhead(need: LeaseNeed, state: PathState): Promise<void> {
    state.isAsking = true
    try {
      const deadlineMs = this.nowMs() + this.options.waitMs
      await this.acquire({ ...need, leastNanos: need.neededNanos, deadlineMs }, state)
    } finally {
      state.isAsking = false
    }
    if (state.waiters.length > 0) await this.serve(state)
  }

  /** Asks with one id until an answer comes or the time is up; without an answer the id is closed until billing says so. */
  private async acquire(need: LeaseNeed & { deadlineMs: number }, state: PathState): Promise<'granted' | GatewayError> {
    let leaseId = this.options.newId()
    let firstAskedAtMs: number | undefined
    for (let leftMs = need.deadlineMs - this.nowMs(); leftMs > 0; leftMs = need.deadlineMs - this.nowMs()) {
      const askedAtMs = this.nowMs()
      const database = this.closer.databaseNowMs()
      if (database === undefined) {
        await this.closer.whenOpen(leftMs)
        continue
      }
      firstAskedAtMs ??= askedAtMs
      try {
        const reply = await this.client.acquire(
          {
            leaseId,
            path: need.path,
            neededNanos: need.neededNanos,
            leastNanos: need.leastNanos,
            recentSpendNanos: state.spend.sumNanos(askedAtMs),
            mayGrantSlab: this.options.mayGrantSlab(),
            deadlineMs: Math.ceil(database + leftMs),
          },
          Math.min(ASK_AGAIN_MS, leftMs),
        )
        this.closer.noteReply(reply)
        const outcome = this.read(reply, need, firstAskedAtMs)
        if (outcome !== 'again') return outcome
        leaseId = this.options.newId() // a fenced id stays closed for ever
        firstAskedAtMs = undefined
      } catch {
        const restMs = Math.min(ASK_AGAIN_MS - (this.nowMs() - askedAtMs), need.deadlineMs - this.nowMs())
        if (restMs > 0) await sleep(restMs)
      }
    }
    if (firstAskedAtMs !== undefined) this.closer.close({ leaseId, path: need.path, spentNanos: 0n })
    return billingUnavailable()
  }

  private read(reply: AcquireLeaseReply, need: LeaseNeed, askedAtMs: number): 'granted' | 'again' | GatewayError {
    switch (reply.type) {
      case 'granted':
        this.book.add({
          leaseId: reply.leaseId,
          path: need.path,
          grantedNanos: reply.grantedNanos,
          neededNanos: need.neededNanos,
          usableUntilMs: askedAtMs + USABLE_SHARE * reply.ttlMs,
          receivedAtMs: this.nowMs(),
          acquiredAtMs: reply.acquiredAtMs,
          ledgerEpoch: reply.ledgerEpoch,
          headroomNanos: reply.headroomNanos,
        })
        return 'granted'
      case 'refused':
        return refusalError(reply, need.neededNanos, this.options.currency())
      case 'recovering':
        return billingUnavailable('Billing is recovering. Try again later.')
      case 'fenced':
        if (reply.reason === 'incarnation') this.closer.reopen()
        return 'again'
    }
  }

  private noteEpoch(ledgerEpoch: number): void {
    if (ledgerEpoch === this.ledgerEpoch) return
    const isChange = this.ledgerEpoch !== undefined
    this.ledgerEpoch = ledgerEpoch
    if (!isChange) return
    this.book.dropOtherEpochs(ledgerEpoch)
    this.options.onEpochChange()
  }

  private sweep(): void {
    const isUnwanted = (path: LeasePath): boolean => {
      const recordName = this.paths.get(pathId(path))?.recordName
      return recordName !== undefined && !this.options.isKeyActive(recordName)
    }
    // while billing is away what is held serves its owner, and giving it back would help nobody
    const idleMs = this.options.isBusThere() ? IDLE_MS : Number.POSITIVE_INFINITY
    for (const lease of this.book.takeClosable(this.nowMs(), { idleMs, isUnwanted })) this.close(lease)
    this.forgetQuietPaths()
    this.closer.retry()
  }

  private close(lease: ClosableLease): void {
    this.refusals.forgetPayer(lease.path.payerId)
    this.closer.close(lease)
  }

  private forgetQuietPaths(): void {
    const held = new Set(this.book.paths().map(pathId))
    const nowMs = this.nowMs()
    for (const [id, state] of this.paths) {
      if (!state.isAsking && !held.has(id) && state.spend.sumNanos(nowMs) === 0n) this.paths.delete(id)
    }
  }
}

const isShort = (outcome: 'granted' | GatewayError): boolean =>
  outcome !== 'granted' && outcome.code === 'insufficient_quota'
