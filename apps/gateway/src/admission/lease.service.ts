import type { GatewayError } from '@tollgate/protocols/canonical'
import type { Logger } from 'pino'
import type { LeaseQuestions } from './lease.client.js'
import { LeaseAcquirer } from './lease-acquirer.js'
import { type ClosableLease, isSharing, LeaseBook, type LeasePath, pathId, type Reservation } from './lease-book.js'
import { LeaseCloser } from './lease-closer.js'
import type { MoneyWords } from './lease-errors.js'
import { type LeaseNeed, type PathAsk, PathQueue, type PathTools } from './path-queue.js'
import { Refusals } from './refusals.js'
import { createSpendWindow } from './spend-window.js'

export type { LeaseNeed } from './path-queue.js'

const IDLE_MS = 60_000
const SWEEP_MS = 500
/** Billing waits about a third of this for the answer to a recall. */
const RECALL_TIMEOUT_MS = 1_000

export interface LeaseServiceOptions {
  waitMs: number
  slabSeconds: number
  newId: () => string
  /** Whether billing can be asked at all. */
  isBusThere: () => boolean
  /** False while the outbox is AMBER. */
  mayGrantSlab: () => boolean
  words: () => MoneyWords
  /** Whether the record of a key still says active. */
  isKeyActive: (recordName: string) => boolean
  /** The database is another one than before: everything that is kept is asked about again. */
  onEpochChange: () => void
  /** Milliseconds of a monotonic clock. */
  nowMs?: () => number
}

interface PathState {
  recordName: string
  queue: PathQueue
  spend: ReturnType<typeof createSpendWindow>
}

/** Reserves money for calls: from a lease in memory, else from billing (RELIABILITY 4.1). */
export class LeaseService {
  private readonly book = new LeaseBook()
  private readonly refusals = new Refusals()
  private readonly paths = new Map<string, PathState>()
  private readonly closer: LeaseCloser
  private readonly acquirer: LeaseAcquirer
  private readonly nowMs: () => number
  private sweeper: NodeJS.Timeout | undefined
  private ledgerEpoch: number | undefined

  constructor(
    client: LeaseQuestions,
    private readonly options: LeaseServiceOptions,
    logger: Logger,
  ) {
    const nowMs = options.nowMs ?? (() => performance.now())
    this.nowMs = nowMs
    this.closer = new LeaseCloser(client, logger, { nowMs, onReply: (reply) => this.noteEpoch(reply.ledgerEpoch) })
    const { newId, mayGrantSlab, words } = options
    this.acquirer = new LeaseAcquirer(client, this.closer, { newId, mayGrantSlab, words, nowMs })
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
    const { queue } = this.stateOf(need)
    if (!queue.hasWaiters()) {
      const reservation = this.book.reserve(need.path, need.neededNanos, nowMs)
      if (reservation !== undefined) {
        if (this.book.isRunningLow(need.path, nowMs)) void queue.fetchAhead(need)
        return reservation
      }
      const refusal = this.refusals.find(need.path, need.leastNanos, nowMs)
      if (refusal !== undefined) throw refusal
    }
    return queue.wait(need)
  }

  /** Ends a reservation, once: `costNanos` was spent. */
  settle(reservation: Reservation, costNanos: bigint): void {
    const nowMs = this.nowMs()
    this.book.settle(reservation, costNanos, nowMs)
    const state = this.paths.get(pathId(reservation.path))
    state?.spend.add(costNanos, nowMs)
    this.refusals.forgetSharing(reservation.path)
    state?.queue.serveFreed() // before its lease is given back
    this.closeIfDone(reservation.leaseId)
  }

  /** `gateway.money.changed` */
  onMoneyChanged(accountIds: readonly string[]): void {
    for (const id of accountIds) this.refusals.forgetPayer(id)
  }

  /**
   * `gateway.lease.recall`: what no call needs of these leases is given back; calls under way keep theirs.
   * @returns whether this gateway holds any of them
   */
  async recall(leaseIds: readonly string[]): Promise<boolean> {
    const asked = new Set(leaseIds.filter((id) => this.book.has(id)))
    if (asked.size === 0) return false
    await this.closer.giveBack(
      this.book.giveBack(({ leaseId }) => asked.has(leaseId)),
      RECALL_TIMEOUT_MS,
    )
    return true
  }

  /** Milliseconds since the epoch by the database's clock; by this machine's until billing has said anything. */
  databaseNowMs(): number {
    return this.closer.clockMs() ?? Date.now()
  }

  totals(): { leases: number; reservedNanos: bigint; doubtful: number } {
    return { ...this.book.totals(), doubtful: this.closer.pendingCount() }
  }

  /** Closes every lease on which nothing is in flight and waits for the answers, at most `timeoutMs`. */
  async closeAll(timeoutMs: number): Promise<void> {
    clearInterval(this.sweeper)
    for (const lease of this.book.takeClosable(this.nowMs(), { idleMs: 0 })) void this.closer.close(lease)
    await this.closer.settleAll(timeoutMs)
  }

  private stateOf({ path, recordName }: LeaseNeed): PathState {
    const id = pathId(path)
    const known = this.paths.get(id)
    if (known !== undefined) return known
    const spend = createSpendWindow(this.options.slabSeconds)
    const state: PathState = { recordName, queue: new PathQueue(this.toolsOf(spend)), spend }
    this.paths.set(id, state)
    return state
  }

  private toolsOf(spend: PathState['spend']): PathTools {
    const { book, nowMs } = this
    return {
      book,
      nowMs,
      waitMs: this.options.waitMs,
      acquire: (ask) => this.acquirer.acquire({ ...ask, recentSpendNanos: spend.sumNanos(nowMs()) }),
      fold: (ask) => this.fold(ask),
      onGranted: (lease) => book.add(lease),
      onFetched: ({ leaseId }) => this.closeIfDone(leaseId), // one of exactly r cannot warm anybody
      onRefused: (need, error) => this.remember(need, error),
    }
  }

  private remember({ path, leastNanos }: LeaseNeed, error: GatewayError): void {
    this.refusals.remember(path, leastNanos, error, this.nowMs())
  }

  /** Money of the same payer, key or course that no call of this gateway needs. */
  private async fold({ path, deadlineMs }: PathAsk): Promise<boolean> {
    const given = this.book.giveBack((lease) => isSharing(lease.path, path))
    await this.closer.giveBack(given, Math.max(0, deadlineMs - this.nowMs()))
    return given.closed.length + given.trimmed.length > 0
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

  private closeIfDone(leaseId: string): void {
    const done = this.book.takeIfDone(leaseId, this.nowMs())
    if (done !== undefined) void this.closer.close(done)
  }

  private close(lease: ClosableLease): void {
    this.refusals.forgetSharing(lease.path)
    void this.closer.close(lease)
  }

  private forgetQuietPaths(): void {
    const held = new Set(this.book.paths().map(pathId))
    const nowMs = this.nowMs()
    for (const [id, { queue, spend }] of this.paths) {
      if (queue.isQuiet() && !held.has(id) && spend.sumNanos(nowMs) === 0n) this.paths.delete(id)
    }
  }
}
