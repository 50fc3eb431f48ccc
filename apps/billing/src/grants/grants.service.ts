import { Inject, Injectable } from '@nestjs/common'
import { type GrantReply, grantReplySchema, grantSchema, MONEY_MESSAGE_VERSION } from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { type BillingEnv, ENV } from '../env.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { type GrantRow, GrantsRepository, type PostedGrantRow } from './grants.repository.js'

/** As it is written: amounts as text. */
export type GrantReplyMessage = z.input<typeof grantReplySchema>
type RefusalCode = Extract<GrantReply, { type: 'refused' }>['code']

/** A hundred million currency units in one grant is a slip of the hand. */
const MAX_GRANT_NANOS = 100_000_000n * 1_000_000_000n
const ASKER = 'admin-api'

/** Credits an account once per idempotency key. admin-api has checked the caller; the actor's role is checked again. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly grants: GrantsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: BillingEnv,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async grant(ask: Ask): Promise<GrantReplyMessage> {
    const reply = this.#mayAsk(ask.asker) ? await this.#grant(ask.body) : refused('forbidden', 'not yours to ask')
    this.metrics.grants.inc({ type: reply.type, code: reply.type === 'refused' ? reply.code : '' })
    return reply
  }

  /**
   * A gateway can have an answer of the server delivered on this subject, so the inbox that the reply goes to must be
   * admin-api's. A NATS without users cannot tell anybody apart; the launcher warns of it.
   */
  #mayAsk(asker: string | undefined): boolean {
    if (this.env.NATS_USER === undefined || asker === ASKER) return true
    this.logger.error({ asker }, 'a grant was asked for by somebody else than admin-api')
    return false
  }

  async #grant(body: unknown): Promise<GrantReplyMessage> {
    const parsed = grantSchema.safeParse(body)
    if (!parsed.success) return refused('bad_request', parsed.error.issues.map(({ message }) => message).join('; '))
    const grant = parsed.data
    if (grant.amountNanos > MAX_GRANT_NANOS) return refused('bad_request', 'the amount is too large')
    const row = await this.grants.post(grant)
    if (row.transaction_id !== null) {
      this.moneyChanged.announce([grant.accountId])
      const { actorUserId, accountId, amountNanos } = grant
      this.logger.info({ actorUserId, accountId, amountNanos: amountNanos.toString() }, 'granted')
      return granted({ ...row, transaction_id: row.transaction_id }, grant.amountNanos)
    }
    const posted = await this.grants.findPosted(grant)
    return posted === undefined ? explain(row) : repeat(posted, grant)
  }
}

function repeat(posted: PostedGrantRow, grant: { accountId: string; amountNanos: bigint }): GrantReplyMessage {
  if (posted.account_id !== grant.accountId || posted.amount !== grant.amountNanos) {
    return refused('conflict', 'this idempotency key was used for another account or amount')
  }
  return { ...granted(posted, posted.amount), isRepeat: true }
}

function explain(row: GrantRow): GrantReplyMessage {
  if (!row.is_actor_allowed) return refused('forbidden', 'only an active administrator grants money')
  if (!row.is_account_known) return refused('unknown_account', 'no such account')
  return refused('account_inactive', 'the owner of this account is not active')
}

const granted = (
  row: { transaction_id: string; balance: bigint | null; held: bigint | null },
  amountNanos: bigint,
): Extract<GrantReplyMessage, { type: 'granted' }> => ({
  type: 'granted',
  v: MONEY_MESSAGE_VERSION,
  transactionId: row.transaction_id,
  amountNanos: amountNanos.toString(),
  balanceNanos: (row.balance ?? 0n).toString(),
  heldNanos: (row.held ?? 0n).toString(),
  isRepeat: false,
})

const refused = (code: RefusalCode, message: string): GrantReplyMessage => ({
  type: 'refused',
  v: MONEY_MESSAGE_VERSION,
  code,
  message,
})
