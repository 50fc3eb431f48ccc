import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { MONEY_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { GrantsService } from './grants.service.js'

/** Money moves that admin-api asks for. */
@Controller()
export class MoneyController {
  constructor(private readonly grants: GrantsService) {}

  @MessagePattern(MONEY_SUBJECTS.grant, Transport.NATS, { queue: QUEUES.billing })
  grant(@Payload() ask: Ask) {
    return this.grants.grant(ask)
  }
}
