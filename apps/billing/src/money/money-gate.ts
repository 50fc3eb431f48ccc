import { Inject, Injectable } from '@nestjs/common'
import type { z } from 'zod'
import type { Ask } from '../bus/ask.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { type RefusedMessage, refused } from './money-replies.js'

const ASKER = 'admin-api'
/** A hundred million currency units in one move is a slip of the hand; sums of many still fit 64 bits. */
export const MAX_MOVE_NANOS = 100_000_000n * 1_000_000_000n

/** Every question under `billing.money.>` comes through here: who asks, whether it can be read, how it was answered. */
@Injectable()
export class MoneyGate {
  constructor(
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: BillingEnv,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param operation of the metric: the last part of the subject */
  async answer<Body, Reply extends { type: string }>(
    ask: Ask,
    { operation, schema }: { operation: string; schema: z.ZodType<Body> },
    work: (body: Body) => Promise<Reply>,
  ): Promise<Reply | RefusedMessage> {
    const reply = await this.#reply(ask, schema, work)
    const code = 'code' in reply ? String(reply.code) : ''
    this.metrics.moneyAnswers.inc({ operation, type: reply.type, code })
    return reply
  }

  async #reply<Body, Reply>(
    { asker, body }: Ask,
    schema: z.ZodType<Body>,
    work: (body: Body) => Promise<Reply>,
  ): Promise<Reply | RefusedMessage> {
    if (!this.#mayAsk(asker)) return refused('forbidden', 'not yours to ask')
    const parsed = schema.safeParse(body)
    if (parsed.success) return work(parsed.data)
    return refused(
      'bad_request',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '),
    )
  }

  /**
   * A gateway can have an answer of the server delivered on these subjects, so the inbox that the reply goes to must be
   * admin-api's. A NATS without users cannot tell anybody apart; the launcher warns of it.
   */
  #mayAsk(asker: string | undefined): boolean {
    if (this.env.NATS_USER === undefined || asker === ASKER) return true
    this.logger.error({ asker }, 'money was asked for by somebody else than admin-api')
    return false
  }
}
