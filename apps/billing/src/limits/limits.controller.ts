import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { MONEY_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { LimitsService } from './limits.service.js'

/** Limits that admin-api asks for. */
@Controller()
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @MessagePattern(MONEY_SUBJECTS.setLimit, Transport.NATS, { queue: QUEUES.billing })
  setLimit(@Payload() ask: Ask) {
    return this.limits.setLimit(ask)
  }
}
