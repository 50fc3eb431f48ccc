import {
  type AcquireLeaseReply,
  acquireLeaseReplySchema,
  LEASE_MESSAGE_VERSION,
  LEASE_SUBJECTS,
  type LeaseAck,
  leaseAckSchema,
  type SettledAnswer,
  settledAnswerSchema,
  toNanosText,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { BusService } from '../bus.service.js'
import type { ClosableLease, LeasePath, TrimmedLease } from './lease-book.js'

export interface AcquireQuestion {
  leaseId: string
  path: LeasePath
  neededNanos: bigint
  leastNanos: bigint
  recentSpendNanos: bigint
  mayGrantSlab: boolean
  /** By the database's clock. */
  deadlineMs: number
}

/** The questions about leases, for whoever asks them. */
export type LeaseQuestions = Pick<LeaseClient, 'acquire' | 'trim' | 'close' | 'closeNode'>

/** Request/reply with billing. Every method throws where no answer came in time; whoever asks decides what that means. */
export class LeaseClient {
  constructor(
    private readonly bus: BusService,
    private readonly asker: { nodeId: string; incarnation: () => number },
  ) {}

  acquire(question: AcquireQuestion, timeoutMs: number): Promise<AcquireLeaseReply> {
    const { path, neededNanos, leastNanos, recentSpendNanos, ...rest } = question
    return this.ask(LEASE_SUBJECTS.acquire, acquireLeaseReplySchema, timeoutMs, {
      ...rest,
      keyId: path.keyId,
      payerId: path.payerId,
      neededNanos: toNanosText(neededNanos),
      leastNanos: toNanosText(leastNanos),
      recentSpendNanos: toNanosText(recentSpendNanos),
    })
  }

  close({ leaseId, path, spentNanos }: ClosableLease, timeoutMs: number): Promise<LeaseAck> {
    return this.ask(LEASE_SUBJECTS.close, leaseAckSchema, timeoutMs, {
      leaseId,
      keyId: path.keyId,
      payerId: path.payerId,
      spentNanos: toNanosText(spentNanos),
    })
  }

  /** Gives back what is above `grantedNanos`; may be repeated. */
  trim({ leaseId, grantedNanos }: TrimmedLease, timeoutMs: number): Promise<LeaseAck> {
    return this.ask(LEASE_SUBJECTS.trim, leaseAckSchema, timeoutMs, {
      leaseId,
      grantedNanos: toNanosText(grantedNanos),
    })
  }

  closeNode(spentByLease: ReadonlyMap<string, bigint>, timeoutMs: number): Promise<LeaseAck> {
    return this.ask(LEASE_SUBJECTS.closeNode, leaseAckSchema, timeoutMs, {
      spentByLease: [...spentByLease].map(([leaseId, nanos]) => ({ leaseId, spentNanos: toNanosText(nanos) })),
    })
  }

  settled(requestIds: readonly string[], timeoutMs: number): Promise<SettledAnswer> {
    return this.ask(LEASE_SUBJECTS.settled, settledAnswerSchema, timeoutMs, { requestIds })
  }

  private async ask<Schema extends z.ZodType>(
    subject: string,
    schema: Schema,
    timeoutMs: number,
    message: object,
  ): Promise<z.infer<Schema>> {
    const bus = this.bus.current()
    if (bus === undefined) throw new Error('not connected to NATS')
    const body = {
      v: LEASE_MESSAGE_VERSION,
      nodeId: this.asker.nodeId,
      incarnation: this.asker.incarnation(),
      ...message,
    }
    const reply = await bus.connection.request(subject, JSON.stringify(body), { timeout: timeoutMs })
    return schema.parse(reply.json())
  }
}
