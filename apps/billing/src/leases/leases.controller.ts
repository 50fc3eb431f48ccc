import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { LEASE_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { LeasesService } from './leases.service.js'

const QUEUE = { queue: QUEUES.billing }

/** What gateways ask. Who may ask is nats-server's business: only their user may publish on these subjects. */
@Controller()
export class LeasesController {
  constructor(private readonly leases: LeasesService) {}

  @MessagePattern(LEASE_SUBJECTS.acquire, Transport.NATS, QUEUE)
  acquire(@Payload() ask: Ask) {
    return this.leases.acquire(ask.body)
  }

  @MessagePattern(LEASE_SUBJECTS.trim, Transport.NATS, QUEUE)
  trim(@Payload() ask: Ask) {
    return this.leases.trim(ask.body)
  }

  @MessagePattern(LEASE_SUBJECTS.close, Transport.NATS, QUEUE)
  close(@Payload() ask: Ask) {
    return this.leases.close(ask.body)
  }

  @MessagePattern(LEASE_SUBJECTS.closeNode, Transport.NATS, QUEUE)
  closeNode(@Payload() ask: Ask) {
    return this.leases.closeNode(ask.body)
  }

  @MessagePattern(LEASE_SUBJECTS.settled, Transport.NATS, QUEUE)
  settled(@Payload() ask: Ask) {
    return this.leases.settled(ask.body)
  }
}
