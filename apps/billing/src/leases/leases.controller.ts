import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { LEASE_SUBJECTS, MONEY_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { AcquireService } from './acquire.service.js'
import { LeasesService } from './leases.service.js'

const QUEUE = { queue: QUEUES.billing }

/**
 * What gateways ask, and what admin-api does. Who may ask about leases is nats-server's business: only the gateways' user
 * may publish on these subjects.
 */
@Controller()
export class LeasesController {
  constructor(
    private readonly acquires: AcquireService,
    private readonly leases: LeasesService,
  ) {}

  @MessagePattern(LEASE_SUBJECTS.acquire, Transport.NATS, QUEUE)
  acquire(@Payload() ask: Ask) {
    return this.acquires.acquire(ask.body)
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

  @MessagePattern(MONEY_SUBJECTS.forceCloseNode, Transport.NATS, QUEUE)
  forceCloseNode(@Payload() ask: Ask) {
    return this.leases.forceCloseNode(ask)
  }
}
