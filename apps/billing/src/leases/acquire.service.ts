import { Inject, Injectable } from '@nestjs/common'
import { type AcquireLease, acquireLeaseSchema, RECALL_WAIT_MS } from '@tollgate/protocols/events'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { UnderWay } from '../database/under-way.js'
import { type BillingEnv, ENV } from '../env.js'
import { AllocationsService } from '../limits/allocations.service.js'
import { WindowsRepository } from '../limits/windows.repository.js'
import { Metrics } from '../metrics.js'
import { type AcquireAsk, AcquireRepository, type AcquireRow } from './acquire.repository.js'
import { type AcquireReplyMessage, answerKnown, granted, refusal, replyBase } from './lease-replies.js'
import { LeasesRepository } from './leases.repository.js'
import { PayerLanes } from './payer-lanes.js'
import { RecallService } from './recall.service.js'
import { fitBigint, slabCap } from './slab.js'

/** Of the time that whoever asks still waits this much is kept for a recall, the last statement and the way back. */
const KEPT_MS = RECALL_WAIT_MS + 300
const MAX_REFILLS = 32

/**
 * Opens leases. Where a row has too little, first the budget above it is asked for a chunk, then the gateways for money
 * that nobody uses, and only then it is a refusal.
 */
@Injectable()
export class AcquireService {
  /** A gateway asks again with the same id while it waits: its question joins the one that is being answered. */
  readonly #underWay = new UnderWay<AcquireReplyMessage>()

  constructor(
    private readonly acquires: AcquireRepository,
    private readonly leases: LeasesRepository,
    private readonly windows: WindowsRepository,
    private readonly allocations: AllocationsService,
    private readonly recalls: RecallService,
    private readonly lanes: PayerLanes,
    private readonly moneyChanged: MoneyChangedPublisher,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: BillingEnv,
  ) {}

  async acquire(body: unknown): Promise<AcquireReplyMessage> {
    const ask = acquireLeaseSchema.parse(body)
    const stop = this.metrics.leaseSeconds.startTimer()
    try {
      const reply = await this.#once(ask)
      this.metrics.leaseAnswers.inc({ type: reply.type, code: 'code' in reply ? reply.code : '' })
      if (reply.type === 'refused' && reply.code === 'insufficient_quota') this.moneyChanged.remember(ask.payerId)
      return reply
    } finally {
      stop()
    }
  }

  #once(ask: AcquireLease): Promise<AcquireReplyMessage> {
    const key = `${ask.leaseId}|${ask.nodeId}|${ask.incarnation}|${ask.payerId}|${ask.keyId}`
    return this.#underWay.run(key, () => this.#answer(ask))
  }

  async #answer(ask: AcquireLease): Promise<AcquireReplyMessage> {
    const row = await this.#acquire(this.#statementOf(ask))
    if (row.granted !== null) return granted(ask.leaseId, row)
    if (!row.is_current) return { type: 'fenced', ...replyBase(row), reason: 'incarnation' }
    if (row.is_recovering) return { type: 'recovering', ...replyBase(row) }
    const known = await this.leases.findLease(ask.leaseId)
    if (known !== undefined) return answerKnown(ask, known)
    if (row.is_late) return { type: 'fenced', ...replyBase(row), reason: 'deadline' }
    return refusal(row)
  }

  /** The statement, and again after each thing that may have helped. */
  async #acquire(ask: AcquireAsk): Promise<AcquireRow> {
    const row = await this.#refilled(ask, await this.#runComplete(ask))
    if (!isShort(row) || (await this.#isKnown(ask))) return row
    const patienceMs = ask.deadlineMs - Number(row.now_ms) - KEPT_MS
    if (!(await this.recalls.recall(row.short, patienceMs))) return row
    return this.#refilled(ask, await this.#run(ask))
  }

  /** Rows that are missing are made; twice, because a period may end in between. */
  async #runComplete(ask: AcquireAsk): Promise<AcquireRow> {
    let row = await this.#run(ask)
    for (let tries = 0; tries < 2 && mayBeMadeComplete(row); tries++) {
      await this.acquires.ensureWallet(ask.payerId)
      await this.windows.ensureOfKey(ask.keyId)
      row = await this.#run(ask)
    }
    return row
  }

  /**
   * Another acquire may take what a chunk brought before this one comes to it: as long as the budget above gives, and
   * whoever asks has the time, that is no refusal.
   * @throws Error where others were always first: nothing is known
   */
  async #refilled(ask: AcquireAsk, first: AcquireRow): Promise<AcquireRow> {
    let row = first
    for (let tries = 0; tries < MAX_REFILLS; tries++) {
      if (!isShort(row) || (tries > 0 && (await this.#isKnown(ask)))) return row
      if (!(await this.#refill(ask, row))) return row
      row = await this.#run(ask)
    }
    if (isShort(row)) throw new Error('others took every chunk of the budget first')
    return row
  }

  #run(ask: AcquireAsk): Promise<AcquireRow> {
    return this.lanes.run(ask.payerId, () => this.acquires.acquire(ask))
  }

  /** An id that was granted before is not short of anything. */
  async #isKnown({ leaseId }: AcquireAsk): Promise<boolean> {
    return (await this.leases.findLease(leaseId)) !== undefined
  }

  /** Chunks for the rows that have a budget above; none where another row refuses all the same. */
  async #refill({ neededNanos, leastNanos }: AcquireAsk, { short }: AcquireRow): Promise<boolean> {
    if (short.some(({ parentId }) => parentId === null)) return false
    for (const { id: windowId, parentId } of short) {
      if (parentId === null) return false
      const isEnough = await this.allocations.refill({ windowId, parentLimitId: parentId, neededNanos, leastNanos })
      if (!isEnough) return false
    }
    return true
  }

  #statementOf(ask: AcquireLease): AcquireAsk {
    const neededNanos = fitBigint(ask.neededNanos)
    return {
      ...ask,
      neededNanos,
      leastNanos: ask.leastNanos < neededNanos ? ask.leastNanos : neededNanos,
      slabCapNanos: slabCap({ ...ask, neededNanos, slabMaxNanos: this.env.LEASE_SLAB_MAX }),
      ttlMs: this.env.LEASE_TTL_MS,
    }
  }
}

/** A payer that has not spent yet has no row, nor has a window that nobody has spent in. */
const mayBeMadeComplete = (row: AcquireRow): boolean =>
  row.granted === null && row.is_current && !row.is_complete && row.is_key_active === true

/** Refused for want of money and for nothing else. */
const isShort = (row: AcquireRow): boolean =>
  row.granted === null &&
  row.is_current &&
  row.is_complete &&
  row.is_key_active === true &&
  row.is_user_active === true &&
  !row.is_late &&
  !row.is_recovering &&
  row.short.length > 0
