import { GATEWAY_SUBJECTS, LEASE_MESSAGE_VERSION, recallLeasesSchema } from '@tollgate/protocols/events'
import type { BusService } from '../bus.service.js'
import type { LeaseService } from './lease.service.js'

/**
 * Billing asks all gateways to give back what no call needs of some leases, before it refuses their owner. A gateway that
 * holds none of them stays silent: billing knows who holds them.
 */
export function startLeaseRecallConsumer(bus: BusService, leases: LeaseService, nodeId: string): void {
  const answer = JSON.stringify({ v: LEASE_MESSAGE_VERSION, nodeId })
  void bus.connected.then(async ({ connection }) => {
    for await (const message of connection.subscribe(GATEWAY_SUBJECTS.leaseRecall)) {
      const parsed = recallLeasesSchema.safeParse(parse(message.string()))
      if (!parsed.success) continue
      // not awaited: one slow answer of billing must not hold up the next question
      void leases.recall(parsed.data.leaseIds).then((isHolder) => isHolder && message.respond(answer))
    }
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
