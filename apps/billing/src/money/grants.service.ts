import { Inject, Injectable } from '@nestjs/common'
import { type Grant, type grantReplySchema, grantSchema, MONEY_MESSAGE_VERSION } from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import { type GrantRow, GrantsRepository, type PostedGrantRow } from './grants.repository.js'
import { MAX_MOVE_NANOS, MoneyGate } from './money-gate.js'
import { type RefusedMessage, refused } from './money-replies.js'

/** As it is written: amounts as text. */
export type GrantReplyMessage = z.input<typeof grantReplySchema>

/** Credits an account once per idempotency key. admin-api has checked the caller; the actor is checked again. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly grants: GrantsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  grant(ask: Ask): Promise<GrantReplyMessage> {
    return this.gate.answer(ask, { operation: 'grant', schema: grantSchema }, (grant) => this.#grant(grant))
  }

  async #grant(grant: Grant): Promise<GrantReplyMessage> {
    if (grant.amountNanos > MAX_MOVE_NANOS) return refused('bad_request', 'the amount is too large')
    const { applied, ...row } = await this.grants.post(grant)
    if (row.transaction_id !== null && applied !== undefined) {
      this.moneyChanged.announce([grant.accountId])
      const { actorUserId, accountId, amountNanos } = grant
      this.logger.info({ actorUserId, accountId, amountNanos: amountNanos.toString() }, 'granted')
      return granted({ ...applied, transaction_id: row.transaction_id, amount: amountNanos })
    }
    const posted = await this.grants.findPosted(grant)
    return posted === undefined ? explain(row) : repeat(posted, grant)
  }
}

function repeat(posted: PostedGrantRow, grant: Grant): GrantReplyMessage {
  const isSame =
    posted.account_id === grant.accountId &&
    posted.amount === grant.amountNanos &&
    Number(posted.expires_at_ms ?? 0) === (grant.expiresAtMs ?? 0)
  if (!isSame) return refused('conflict', 'this idempotency key was used for another account, amount or end')
  return { ...granted(posted), isRepeat: true }
}

function explain(row: GrantRow): RefusedMessage {
  if (row.is_root === null) return refused('forbidden', 'only an active administrator grants money')
  if (!row.is_account_known) return refused('unknown_account', 'no such account')
  if (row.is_own && !row.is_root) return refused('forbidden', 'nobody below root gives money to himself')
  if (!row.can_receive) return refused('account_inactive', 'this account is closed, or its owner is not active')
  return refused('expired', 'the end of the grant is in the past')
}

/** The account's side of a transaction, as the answer to whoever asked for it. */
export const granted = (row: {
  transaction_id: string
  amount: bigint
  balance: bigint
  held: bigint
}): Extract<GrantReplyMessage, { type: 'granted' }> => ({
  type: 'granted',
  v: MONEY_MESSAGE_VERSION,
  transactionId: row.transaction_id,
  amountNanos: row.amount.toString(),
  balanceNanos: row.balance.toString(),
  heldNanos: row.held.toString(),
  isRepeat: false,
})
