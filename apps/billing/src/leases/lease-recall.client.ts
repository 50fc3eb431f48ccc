import { Injectable } from '@nestjs/common'
import { GATEWAY_SUBJECTS, LEASE_MESSAGE_VERSION, RECALL_WAIT_MS, recallReplySchema } from '@tollgate/protocols/events'
import { BusService } from '../bus/bus.service.js'

/** Asks all gateways at once to give back what no call needs of some leases. */
@Injectable()
export class LeaseRecallClient {
  constructor(private readonly bus: BusService) {}

  /** Resolves when each of these nodes has answered, or after {@link RECALL_WAIT_MS}; never rejects. */
  async recall(leaseIds: readonly string[], nodeIds: ReadonlySet<string>): Promise<void> {
    if (!this.bus.isConnected()) return
    const waiting = new Set(nodeIds)
    try {
      const { connection } = await this.bus.whenConnected()
      const body = JSON.stringify({ v: LEASE_MESSAGE_VERSION, leaseIds })
      const options = { strategy: 'timer', maxWait: RECALL_WAIT_MS } as const
      for await (const message of await connection.requestMany(GATEWAY_SUBJECTS.leaseRecall, body, options)) {
        const reply = recallReplySchema.safeParse(message.json())
        if (reply.success) waiting.delete(reply.data.nodeId)
        if (waiting.size === 0) return
      }
    } catch {
      // nobody listens, or the bus went away: what is held stays held
    }
  }
}
