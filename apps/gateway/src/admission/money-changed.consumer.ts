import { GATEWAY_SUBJECTS, moneyChangedSchema } from '@tollgate/protocols/events'
import type { BusService } from '../bus.service.js'
import type { LeaseService } from './lease.service.js'

/** Billing's nudge: a refusal that is remembered for these accounts is stale. */
export function startMoneyChangedConsumer(bus: BusService, leases: LeaseService): void {
  void bus.connected.then(async ({ connection }) => {
    for await (const message of connection.subscribe(GATEWAY_SUBJECTS.moneyChanged)) {
      const parsed = moneyChangedSchema.safeParse(parse(message.string()))
      if (parsed.success) leases.onMoneyChanged(parsed.data.accountIds)
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
