import { Inject, Injectable } from '@nestjs/common'
import {
  type AcquireLease,
  type acquireLeaseReplySchema,
  acquireLeaseSchema,
  type CloseLease,
  closeLeaseSchema,
  closeNodeSchema,
  LEASE_MESSAGE_VERSION,
  type leaseAckSchema,
  type RefusedBy,
  settledQuestionSchema,
  trimLeaseSchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { type BillingEnv, ENV } from '../env.js'
import { LedgerRepository } from '../ledger/ledger.repository.js'
import { Metrics } from '../metrics.js'
import { type AcquireRow, type ChangeRow, type Clock, type LeaseRow, LeasesRepository } from './leases.repository.js'
import { fitBigint, slabCap } from './slab.js'

/** As it is written: amounts as text. */
export type AcquireReplyMessage = z.input<typeof acquireLeaseReplySchema>
export type LeaseAckMessage = z.input<typeof leaseAckSchema>

const CLOSE_CHUNK = 500
const LOWEST_UUID = '00000000-0000-0000-0000-000000000000'

/** Answers what gateways ask about leases. Refusals are values; a throw means that nothing is known (4.9: 503). */
@Injectable()
export class LeasesService {
  constructor(
    private readonly leases: LeasesRepository,
    private readonly ledger: LedgerRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: BillingEnv,
  ) {}

  async acquire(body: unknown): Promise<AcquireReplyMessage> {
    const ask = acquireLeaseSchema.parse(body)
    const stop = this.metrics.leaseSeconds.startTimer()
    try {
      const reply = await this.#acquire(ask)
      this.metrics.leaseAnswers.inc({ type: reply.type, code: 'code' in reply ? reply.code : '' })
      if (reply.type === 'refused' && reply.code === 'insufficient_quota') this.moneyChanged.remember(ask.payerId)
      return reply
    } finally {
      stop()
    }
  }

  async trim(body: unknown): Promise<LeaseAckMessage> {
    const ask = trimLeaseSchema.parse(body)
    return this.#lower('trim', { ...ask, capNanos: ask.grantedNanos })
  }

  async close(body: unknown): Promise<LeaseAckMessage> {
    const ask = closeLeaseSchema.parse(body)
    if ((await this.leases.findLease(ask.leaseId)) === undefined) await this.leases.insertClosed(closedRowOf(ask))
    return this.#lower('close', { ...ask, capNanos: ask.spentNanos })
  }

  /** Idempotent: a repeat with the same incarnation finds its leases closed or draining by the same sums. */
  async closeNode(body: unknown): Promise<LeaseAckMessage> {
    const { nodeId, incarnation, spentByLease } = closeNodeSchema.parse(body)
    if (!(await this.leases.raiseIncarnation(nodeId, incarnation))) return ack('fenced', await this.leases.readClock())
    const spentById = new Map(spentByLease.map((spent) => [spent.leaseId, fitBigint(spent.spentNanos)]))
    for (let afterId = LOWEST_UUID; ; ) {
      const leases = await this.leases.listOlderIncarnations({ nodeId, incarnation, afterId, limit: CLOSE_CHUNK })
      const last = leases.at(-1)
      if (last === undefined) return ack('done', await this.leases.readClock())
      const capNanosById = new Map(leases.map(({ id }) => [id, spentById.get(id) ?? 0n]))
      this.#announce(await this.leases.change({ leases, capNanosById, kind: 'close', fence: { nodeId, incarnation } }))
      afterId = last.id
    }
  }

  /** Which of these request ids are neither in the ledger nor given up on. */
  async settled(body: unknown) {
    const { requestIds } = settledQuestionSchema.parse(body)
    const unknownIds = await this.ledger.findUnknown(requestIds)
    return { ...replyBase(await this.leases.readClock()), unknownIds }
  }

  async #acquire(ask: AcquireLease): Promise<AcquireReplyMessage> {
    const row = await this.#tryAcquire(ask)
    if (row.granted !== null) return granted(ask.leaseId, row)
    if (!row.is_current) return { type: 'fenced', ...replyBase(row), reason: 'incarnation' }
    const known = await this.leases.findLease(ask.leaseId)
    if (known !== undefined) return answerKnown(ask, known)
    if (row.is_late) return { type: 'fenced', ...replyBase(row), reason: 'deadline' }
    return refusal(row)
  }

  /** A payer that has not spent yet has no row: it is made, and the statement runs again. */
  async #tryAcquire(ask: AcquireLease): Promise<AcquireRow> {
    const neededNanos = fitBigint(ask.neededNanos)
    const statement = {
      ...ask,
      neededNanos,
      leastNanos: ask.leastNanos < neededNanos ? ask.leastNanos : neededNanos,
      slabCapNanos: slabCap({ ...ask, neededNanos, slabMaxNanos: this.env.LEASE_SLAB_MAX }),
      windowIds: [],
      ttlMs: this.env.LEASE_TTL_MS,
    }
    const row = await this.leases.acquire(statement)
    if (row.granted !== null || !row.is_current || row.balance !== null) return row
    await this.leases.ensureWallet(ask.payerId)
    return this.leases.acquire(statement)
  }

  async #lower(kind: 'trim' | 'close', ask: LowerAsk): Promise<LeaseAckMessage> {
    const lease = await this.leases.findLease(ask.leaseId)
    const change = await this.leases.change({
      leases: lease === undefined ? [] : [lease],
      capNanosById: new Map([[ask.leaseId, fitBigint(ask.capNanos)]]),
      kind,
      fence: { nodeId: ask.nodeId, incarnation: ask.incarnation },
    })
    this.#announce(change)
    return ack(change.is_current ? 'done' : 'fenced', change)
  }

  #announce(change: ChangeRow): void {
    if (change.freed > 0n) this.moneyChanged.announceIfRefused(change.payer_ids)
  }
}

interface LowerAsk {
  nodeId: string
  incarnation: number
  leaseId: string
  capNanos: bigint
}

const replyBase = (clock: Clock) => ({
  v: LEASE_MESSAGE_VERSION,
  databaseTimeMs: Number(clock.now_ms),
  ledgerEpoch: Number(clock.epoch),
})

const ack = (type: LeaseAckMessage['type'], clock: Clock): LeaseAckMessage => ({ type, ...replyBase(clock) })

function granted(leaseId: string, row: AcquireRow): AcquireReplyMessage {
  const nanos = row.granted ?? 0n
  return {
    type: 'granted',
    ...replyBase(row),
    leaseId,
    grantedNanos: nanos.toString(),
    acquiredAtMs: Number(row.acquired_at_ms),
    ttlMs: Number(row.ttl_ms),
    headroomNanos: ((row.headroom ?? 0n) - nanos).toString(),
  }
}

/** An acquire that was asked before: the same answer while the lease is open, never a second hold. */
function answerKnown(ask: AcquireLease, lease: LeaseRow): AcquireReplyMessage {
  if (lease.state !== 'open' || lease.node_id !== ask.nodeId || lease.payer_id !== ask.payerId) {
    return { type: 'fenced', ...replyBase(lease), reason: 'closed' }
  }
  return {
    type: 'granted',
    ...replyBase(lease),
    leaseId: lease.id,
    grantedNanos: lease.granted.toString(),
    acquiredAtMs: Number(lease.acquired_at_ms),
    ttlMs: Number(lease.ttl_ms),
    headroomNanos: lease.headroom.toString(),
  }
}

const REFUSED_BY: Record<string, RefusedBy> = {
  balance: 'balance',
  key_cap: 'key_cap',
  course_limit: 'course_limit',
  allocation: 'course_limit',
}

function refusal(row: AcquireRow): AcquireReplyMessage {
  const base = { type: 'refused', ...replyBase(row) } as const
  if (row.is_key_active !== true) return { ...base, code: 'key_inactive' }
  if (row.is_user_active !== true) return { ...base, code: 'user_inactive' }
  return {
    ...base,
    code: 'insufficient_quota',
    refusedBy: REFUSED_BY[row.refused_by ?? 'balance'] ?? 'balance',
    balanceNanos: (row.balance ?? 0n).toString(),
    heldNanos: (row.held ?? 0n).toString(),
  }
}

const closedRowOf = ({ leaseId, keyId, payerId, nodeId, incarnation }: CloseLease) => ({
  id: leaseId,
  keyId,
  payerId,
  nodeId,
  incarnation,
})
