import { Inject, Injectable } from '@nestjs/common'
import {
  type CloseLease,
  closeLeaseSchema,
  closeNodeSchema,
  type ForceCloseNode,
  forceCloseNodeSchema,
  settledQuestionSchema,
  trimLeaseSchema,
} from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { UnderWay } from '../database/under-way.js'
import { LedgerRepository } from '../ledger/ledger.repository.js'
import { LOGGER, type Logger } from '../logger.js'
import { MoneyGate } from '../money/money-gate.js'
import { type DoneReplyMessage, done, type RefusedMessage, refused } from '../money/money-replies.js'
import { ack, type LeaseAckMessage, replyBase } from './lease-replies.js'
import { type ChangeRow, type LeaseChange, LeasesRepository } from './leases.repository.js'
import { PayerLanes } from './payer-lanes.js'
import { fitBigint } from './slab.js'

const CLOSE_CHUNK = 500
const LOWEST_UUID = '00000000-0000-0000-0000-000000000000'

/** Gives leases back, and says what is settled. A throw means that nothing is known (4.9: asked again). */
@Injectable()
export class LeasesService {
  /** A gateway repeats a close until it hears of it. */
  readonly #closing = new UnderWay<LeaseAckMessage>()

  constructor(
    private readonly leases: LeasesRepository,
    private readonly ledger: LedgerRepository,
    private readonly lanes: PayerLanes,
    private readonly moneyChanged: MoneyChangedPublisher,
    private readonly gate: MoneyGate,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async trim(body: unknown): Promise<LeaseAckMessage> {
    const ask = trimLeaseSchema.parse(body)
    return this.#lower('trim', { ...ask, capNanos: ask.grantedNanos })
  }

  async close(body: unknown): Promise<LeaseAckMessage> {
    const ask = closeLeaseSchema.parse(body)
    const key = [ask.leaseId, ask.nodeId, ask.incarnation, ask.payerId, ask.keyId, ask.spentNanos].join('|')
    return this.#closing.run(key, () => this.#close(ask))
  }

  async #close(ask: CloseLease): Promise<LeaseAckMessage> {
    if ((await this.leases.findLease(ask.leaseId)) === undefined) {
      await this.lanes.run(ask.payerId, () => this.leases.insertClosed(closedRowOf(ask)))
    }
    return this.#lower('close', { ...ask, capNanos: ask.spentNanos })
  }

  /** Idempotent: a repeat with the same incarnation finds its leases closed or draining by the same sums. */
  async closeNode(body: unknown): Promise<LeaseAckMessage> {
    const { nodeId, incarnation, spentByLease } = closeNodeSchema.parse(body)
    if (!(await this.leases.raiseIncarnation(nodeId, incarnation))) return ack('fenced', await this.leases.readClock())
    const spentById = new Map(spentByLease.map((spent) => [spent.leaseId, fitBigint(spent.spentNanos)]))
    await this.#closeOlder(nodeId, incarnation, (leaseId) => spentById.get(leaseId) ?? 0n)
    return ack('done', await this.leases.readClock())
  }

  /**
   * Ends all leases of a node whose journal is lost, before their grace is over: what they have not consumed by now is
   * free. Calls of that node that settle later are debited all the same. The node's name is fenced for good.
   */
  forceCloseNode(ask: Ask): Promise<DoneReplyMessage | RefusedMessage> {
    return this.gate.answer(ask, { operation: 'force-close-node', schema: forceCloseNodeSchema }, (body) =>
      this.#forceCloseNode(body),
    )
  }

  async #forceCloseNode({ nodeId, actorUserId, reason }: ForceCloseNode): Promise<DoneReplyMessage | RefusedMessage> {
    const { is_allowed, incarnation } = await this.leases.fenceNode(nodeId, actorUserId)
    if (!is_allowed) return refused('forbidden', 'only an active administrator ends the leases of a node')
    if (incarnation === null) return refused('not_found', 'no such node')
    const freedNanos = await this.#closeOlder(nodeId, Number(incarnation), () => null)
    this.logger.warn(
      { nodeId, actorUserId, reason, freedNanos: freedNanos.toString() },
      'the leases of a node were ended',
    )
    return done(false)
  }

  /** Which of these request ids are neither in the ledger nor given up on. */
  async settled(body: unknown) {
    const { requestIds } = settledQuestionSchema.parse(body)
    const unknownIds = await this.ledger.findUnknown(requestIds)
    return { ...replyBase(await this.leases.readClock()), unknownIds }
  }

  /** @param capOf what a lease keeps; null: what it consumed. @returns what came free */
  async #closeOlder(nodeId: string, incarnation: number, capOf: (leaseId: string) => bigint | null): Promise<bigint> {
    let freed = 0n
    for (let afterId = LOWEST_UUID; ; ) {
      const leases = await this.leases.listOlderIncarnations({ nodeId, incarnation, afterId, limit: CLOSE_CHUNK })
      const last = leases.at(-1)
      if (last === undefined) return freed
      const capNanosById = new Map(leases.map(({ id }) => [id, capOf(id)]))
      freed += await this.#change({ leases, capNanosById, kind: 'close', fence: { nodeId, incarnation } })
      afterId = last.id
    }
  }

  async #change(change: LeaseChange): Promise<bigint> {
    const row = await this.leases.change(change)
    this.#announce(row)
    return row.freed
  }

  async #lower(kind: 'trim' | 'close', ask: LowerAsk): Promise<LeaseAckMessage> {
    const lease = await this.leases.findLease(ask.leaseId)
    const change = await this.lanes.run(lease?.payer_id ?? ask.leaseId, () =>
      this.leases.change({
        leases: lease === undefined ? [] : [lease],
        capNanosById: new Map([[ask.leaseId, fitBigint(ask.capNanos)]]),
        kind,
        fence: { nodeId: ask.nodeId, incarnation: ask.incarnation },
      }),
    )
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

const closedRowOf = ({ leaseId, keyId, payerId, nodeId, incarnation }: CloseLease) => ({
  id: leaseId,
  keyId,
  payerId,
  nodeId,
  incarnation,
})
