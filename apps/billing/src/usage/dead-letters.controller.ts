import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { MONEY_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { DeadLettersService } from './dead-letters.service.js'

@Controller()
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLettersService) {}

  @MessagePattern(MONEY_SUBJECTS.replayDeadLetter, Transport.NATS, { queue: QUEUES.billing })
  replay(@Payload() ask: Ask) {
    return this.deadLetters.replay(ask)
  }
}
