import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayError } from '@tollgate/protocols/canonical'
import type { AcquireLeaseReply } from '@tollgate/protocols/events'
import type { LeaseQuestions } from './lease.client.js'
import type { GrantedLease, LeasePath } from './lease-book.js'
import type { LeaseCloser } from './lease-closer.js'
import { billingUnavailable, type MoneyWords, refusalError } from './lease-errors.js'

/** Another billing may answer: one that does not answer in this time is not waited for. */
const ASK_AGAIN_MS = 400
/**
 * NATS picks one billing for each copy, a frozen one among them until it is dropped. After silence several copies are
 * asked at once: they are one lease, by its id.
 */
const COPIES_AFTER_SILENCE = 3
const USABLE_SHARE = 0.8

/** Money for the call at the head of a path's queue. */
export interface AcquireNeed {
  path: LeasePath
  neededNanos: bigint
  leastNanos: bigint
  recentSpendNanos: bigint
  /** Of the monotonic clock. */
  deadlineMs: number
}

export type Acquired =
  | { type: 'granted'; lease: GrantedLease }
  /** @param affordableNanos what would have been granted, where the rows' figures were told */
  | { type: 'refused'; error: GatewayError; affordableNanos?: bigint }
  /** Nothing is known: 503. */
  | { type: 'unknown'; error: GatewayError }

export interface LeaseAcquirerOptions {
  newId: () => string
  /** False while the outbox is AMBER. */
  mayGrantSlab: () => boolean
  words: () => MoneyWords
  /** Milliseconds of a monotonic clock. */
  nowMs: () => number
}

/** Asks billing for one lease at a time. */
export class LeaseAcquirer {
  constructor(
    private readonly client: Pick<LeaseQuestions, 'acquire'>,
    private readonly closer: LeaseCloser,
    private readonly options: LeaseAcquirerOptions,
  ) {}

  /**
   * Asks with one id until an answer comes or the time is up. An id of which a copy stayed without an answer is closed until
   * billing says so, unless it was granted: a billing that died leaves its statement to the database, which may grant it
   * after another billing has refused.
   */
  async acquire(need: AcquireNeed): Promise<Acquired> {
    const { nowMs, newId } = this.options
    let leaseId = newId()
    let copies = 1
    let firstAskedAtMs: number | undefined
    for (let leftMs = need.deadlineMs - nowMs(); leftMs > 0; leftMs = need.deadlineMs - nowMs()) {
      const askedAtMs = nowMs()
      const database = this.closer.databaseNowMs()
      if (database === undefined) {
        await this.closer.whenOpen(leftMs)
        continue
      }
      firstAskedAtMs ??= askedAtMs
      try {
        const reply = await this.ask(leaseId, need, { leftMs, databaseNowMs: database, copies })
        const acquired = this.read(reply, need, firstAskedAtMs)
        if (copies > 1 && acquired?.type !== 'granted') this.disown(leaseId, need.path)
        if (acquired !== undefined) return acquired
        leaseId = newId() // a fenced id stays closed for ever
        firstAskedAtMs = undefined
      } catch {
        copies = COPIES_AFTER_SILENCE
        const restMs = Math.min(ASK_AGAIN_MS - (nowMs() - askedAtMs), need.deadlineMs - nowMs())
        if (restMs > 0) await sleep(restMs)
      }
    }
    if (firstAskedAtMs !== undefined) this.disown(leaseId, need.path)
    return { type: 'unknown', error: billingUnavailable() }
  }

  private disown(leaseId: string, path: LeasePath): void {
    void this.closer.close({ leaseId, path, spentNanos: 0n })
  }

  private async ask(
    leaseId: string,
    { path, neededNanos, leastNanos, recentSpendNanos }: AcquireNeed,
    { leftMs, databaseNowMs, copies }: { leftMs: number; databaseNowMs: number; copies: number },
  ): Promise<AcquireLeaseReply> {
    const mayGrantSlab = this.options.mayGrantSlab()
    const deadlineMs = Math.ceil(databaseNowMs + leftMs)
    const question = { leaseId, path, neededNanos, leastNanos, recentSpendNanos, mayGrantSlab, deadlineMs }
    const timeoutMs = Math.min(ASK_AGAIN_MS, leftMs)
    const asked = Array.from({ length: copies }, () => this.client.acquire(question, timeoutMs))
    const reply = await Promise.any(asked)
    this.closer.noteReply(reply)
    return reply
  }

  /** @returns `undefined`: to be asked again, with another id */
  private read(reply: AcquireLeaseReply, need: AcquireNeed, askedAtMs: number): Acquired | undefined {
    switch (reply.type) {
      case 'granted':
        return { type: 'granted', lease: this.leaseOf(reply, need, askedAtMs) }
      case 'refused': {
        const error = refusalError(reply, need.neededNanos, this.options.words())
        const { balanceNanos, heldNanos } = reply
        const isTold = balanceNanos != null && heldNanos != null
        return { type: 'refused', error, ...(isTold && { affordableNanos: balanceNanos - heldNanos }) }
      }
      case 'recovering':
        return { type: 'unknown', error: billingUnavailable('Billing is recovering. Try again later.') }
      case 'fenced':
        if (reply.reason === 'incarnation') this.closer.reopen()
        return undefined
    }
  }

  private leaseOf(
    reply: Extract<AcquireLeaseReply, { type: 'granted' }>,
    { path, neededNanos }: AcquireNeed,
    askedAtMs: number,
  ): GrantedLease {
    return {
      leaseId: reply.leaseId,
      path,
      grantedNanos: reply.grantedNanos,
      neededNanos,
      usableUntilMs: askedAtMs + USABLE_SHARE * reply.ttlMs,
      receivedAtMs: this.options.nowMs(),
      acquiredAtMs: reply.acquiredAtMs,
      ledgerEpoch: reply.ledgerEpoch,
      headroomNanos: reply.headroomNanos,
    }
  }
}
