import type { NatsConnection } from '@nats-io/transport-node'
import {
  type AcquireLease,
  acquireLeaseSchema,
  type CloseLease,
  type CloseNode,
  closeLeaseSchema,
  closeNodeSchema,
  LEASE_SUBJECTS,
  type RefusedBy,
  type TrimLease,
  trimLeaseSchema,
} from '@tollgate/protocols/events'

interface Lease {
  nodeId: string
  keyId: string
  payerId: string
  granted: bigint
  state: 'open' | 'closed'
}

/** A billing that keeps its accounts in memory: enough of RELIABILITY 4.5 for a gateway's own tests. */
export class ScriptedBilling {
  readonly balances = new Map<string, bigint>()
  readonly leases = new Map<string, Lease>()
  readonly acquires: AcquireLease[] = []
  readonly closes: CloseLease[] = []
  readonly nodes: CloseNode[] = []
  readonly unknownIds = new Set<string>()
  settledQuestions: string[][] = []
  /** What a rich account is granted instead of exactly its need. */
  slabNanos = 0n
  ttlMs = 600_000
  ledgerEpoch = 1
  mode: 'answer' | 'silent' | 'recovering' = 'answer'
  inactiveKeys = new Set<string>()
  refusedBy: RefusedBy = 'balance'
  private readonly incarnations = new Map<string, number>()

  /** @param connection as user `billing` */
  constructor(connection: NatsConnection) {
    const answer = (subject: string, reply: (text: unknown) => object): void => {
      connection.subscribe(subject, {
        callback: (_error, message) => {
          if (this.mode === 'silent') return
          message.respond(JSON.stringify({ ...this.base(), ...reply(message.json()) }))
        },
      })
    }
    answer(LEASE_SUBJECTS.acquire, (body) => this.acquire(acquireLeaseSchema.parse(body)))
    answer(LEASE_SUBJECTS.trim, (body) => this.trim(trimLeaseSchema.parse(body)))
    answer(LEASE_SUBJECTS.close, (body) => this.close(closeLeaseSchema.parse(body)))
    answer(LEASE_SUBJECTS.closeNode, (body) => this.closeNode(closeNodeSchema.parse(body)))
    answer(LEASE_SUBJECTS.settled, (body) => {
      const { requestIds } = body as { requestIds: string[] }
      this.settledQuestions.push(requestIds)
      return { unknownIds: requestIds.filter((id) => this.unknownIds.has(id)) }
    })
  }

  heldNanos(payerId: string): bigint {
    let held = 0n
    for (const lease of this.leases.values())
      if (lease.payerId === payerId && lease.state === 'open') held += lease.granted
    return held
  }

  private base() {
    return { v: 1, databaseTimeMs: Date.now(), ledgerEpoch: this.ledgerEpoch }
  }

  private acquire(question: AcquireLease): object {
    this.acquires.push(question)
    if (this.mode === 'recovering') return { type: 'recovering' }
    if (question.incarnation !== this.incarnations.get(question.nodeId))
      return { type: 'fenced', reason: 'incarnation' }
    if (this.inactiveKeys.has(question.keyId)) return { type: 'refused', code: 'key_inactive' }
    const known = this.leases.get(question.leaseId)
    if (known?.state === 'closed') return { type: 'fenced', reason: 'closed' }
    if (known !== undefined) return this.granted(question, known.granted)
    const held = this.heldNanos(question.payerId)
    const balance = this.balances.get(question.payerId) ?? 0n
    const headroom = balance - held
    if (question.neededNanos > 0n && headroom < question.leastNanos) {
      const figures = { balanceNanos: balance.toString(), heldNanos: held.toString() }
      return { type: 'refused', code: 'insufficient_quota', refusedBy: this.refusedBy, ...figures }
    }
    const wanted = question.neededNanos > this.slabNanos ? question.neededNanos : this.slabNanos
    const granted = question.neededNanos === 0n ? 0n : wanted < headroom ? wanted : headroom
    this.leases.set(question.leaseId, {
      nodeId: question.nodeId,
      keyId: question.keyId,
      payerId: question.payerId,
      granted,
      state: 'open',
    })
    return this.granted(question, granted)
  }

  private granted({ leaseId, payerId }: AcquireLease, granted: bigint): object {
    const headroom = (this.balances.get(payerId) ?? 0n) - this.heldNanos(payerId)
    return {
      type: 'granted',
      leaseId,
      grantedNanos: granted.toString(),
      acquiredAtMs: Date.now(),
      ttlMs: this.ttlMs,
      headroomNanos: headroom.toString(),
    }
  }

  private trim({ leaseId, grantedNanos }: TrimLease): object {
    const lease = this.leases.get(leaseId)
    if (lease !== undefined && grantedNanos < lease.granted) lease.granted = grantedNanos
    return { type: 'done' }
  }

  /** Debits at once what a lease spent: the real one does so when the usage event comes. */
  private close(question: CloseLease): object {
    this.closes.push(question)
    const lease = this.leases.get(question.leaseId)
    if (lease === undefined) {
      this.leases.set(question.leaseId, {
        nodeId: question.nodeId,
        keyId: question.keyId,
        payerId: question.payerId,
        granted: 0n,
        state: 'closed',
      })
    } else if (lease.state === 'open') {
      lease.state = 'closed'
      this.balances.set(lease.payerId, (this.balances.get(lease.payerId) ?? 0n) - question.spentNanos)
    }
    return { type: 'done' }
  }

  private closeNode(question: CloseNode): object {
    this.nodes.push(question)
    if (question.incarnation < (this.incarnations.get(question.nodeId) ?? 0)) return { type: 'fenced' }
    this.incarnations.set(question.nodeId, question.incarnation)
    for (const lease of this.leases.values()) if (lease.nodeId === question.nodeId) lease.state = 'closed'
    return { type: 'done' }
  }
}
