import { Inject, Injectable, Logger } from '@nestjs/common'
import {
  type Grant,
  type GrantReply,
  grantReplySchema,
  MONEY_MESSAGE_VERSION,
  MONEY_SUBJECTS,
} from '@tollgate/protocols/events'
import { BusService } from '../../bus/bus.service.js'
import { APP_CONFIG, type AppConfig } from '../../config.js'

/** Asks billing, the one writer of money. */
@Injectable()
export class MoneyClient {
  readonly #logger = new Logger(MoneyClient.name)

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly bus: BusService,
  ) {}

  /** @returns `undefined` where billing did not answer: it may or may not be booked; the same key may be asked again */
  async grant(grant: Omit<Grant, 'v'>): Promise<GrantReply | undefined> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    const message = { v: MONEY_MESSAGE_VERSION, ...grant, amountNanos: grant.amountNanos.toString() }
    try {
      const options = { timeout: this.config.billingTimeoutMs }
      const reply = await connection.request(MONEY_SUBJECTS.grant, JSON.stringify(message), options)
      return grantReplySchema.parse(reply.json())
    } catch (error) {
      this.#logger.warn(`billing did not answer a grant: ${error instanceof Error ? error.name : 'unknown error'}`)
      return undefined
    }
  }
}
