import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { MONEY_SUBJECTS } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { CorrectionsService } from './corrections.service.js'
import { CourseGrantsService } from './course-grants.service.js'
import { GrantsService } from './grants.service.js'
import { PoolsService } from './pools.service.js'
import { RedeemService } from './redeem.service.js'

/** Money moves that admin-api asks for. */
@Controller()
export class MoneyController {
  constructor(
    private readonly grants: GrantsService,
    private readonly courseGrants: CourseGrantsService,
    private readonly corrections: CorrectionsService,
    private readonly pools: PoolsService,
    private readonly codes: RedeemService,
  ) {}

  @MessagePattern(MONEY_SUBJECTS.grant, Transport.NATS, { queue: QUEUES.billing })
  grant(@Payload() ask: Ask) {
    return this.grants.grant(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.courseGrant, Transport.NATS, { queue: QUEUES.billing })
  courseGrant(@Payload() ask: Ask) {
    return this.courseGrants.grant(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.courseGrants, Transport.NATS, { queue: QUEUES.billing })
  grantMany(@Payload() ask: Ask) {
    return this.courseGrants.grantMany(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.adjust, Transport.NATS, { queue: QUEUES.billing })
  adjust(@Payload() ask: Ask) {
    return this.corrections.adjust(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.refund, Transport.NATS, { queue: QUEUES.billing })
  refund(@Payload() ask: Ask) {
    return this.corrections.refund(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.move, Transport.NATS, { queue: QUEUES.billing })
  move(@Payload() ask: Ask) {
    return this.corrections.move(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.decide, Transport.NATS, { queue: QUEUES.billing })
  decide(@Payload() ask: Ask) {
    return this.corrections.decide(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.openPool, Transport.NATS, { queue: QUEUES.billing })
  openPool(@Payload() ask: Ask) {
    return this.pools.open(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.setPoolState, Transport.NATS, { queue: QUEUES.billing })
  setPoolState(@Payload() ask: Ask) {
    return this.pools.setState(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.createCodes, Transport.NATS, { queue: QUEUES.billing })
  createCodes(@Payload() ask: Ask) {
    return this.codes.createCodes(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.revokeCodes, Transport.NATS, { queue: QUEUES.billing })
  revokeCodes(@Payload() ask: Ask) {
    return this.codes.revokeCodes(ask)
  }

  @MessagePattern(MONEY_SUBJECTS.redeem, Transport.NATS, { queue: QUEUES.billing })
  redeem(@Payload() ask: Ask) {
    return this.codes.redeem(ask)
  }
}
