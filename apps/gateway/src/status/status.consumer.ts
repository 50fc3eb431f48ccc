import { askerOf } from '@tollgate/messaging'
import { type GatewayStatus, STATUS_SUBJECT } from '@tollgate/protocols/events'
import type { BusService } from '../bus.service.js'

const ASKER = 'admin-api'

/** Every gateway answers for itself, so that who asks sees all of them. */
export function startStatusConsumer(bus: BusService, read: () => GatewayStatus): void {
  void bus.connected.then(async ({ connection }) => {
    for await (const message of connection.subscribe(STATUS_SUBJECT)) {
      if (bus.inboxPrefix !== undefined && askerOf(message.reply) !== ASKER) continue
      message.respond(JSON.stringify(read()))
    }
  })
}
