import { Inject, Injectable } from '@nestjs/common'
import {
  type CreateCodes,
  createCodesSchema,
  MONEY_MESSAGE_VERSION,
  type Redeem,
  type RevokeCodes,
  type redeemReplySchema,
  redeemSchema,
  revokeCodesSchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import { MAX_MOVE_NANOS, MoneyGate } from './money-gate.js'
import { type DoneReplyMessage, done, type RefusedMessage, refused } from './money-replies.js'
import { type BatchRow, RedeemRepository, type RedeemRow } from './redeem.repository.js'

/** As it is written: amounts as text. */
export type RedeemReplyMessage = z.input<typeof redeemReplySchema>

/** Codes that are made together and credit their amount once each. Billing never sees a code, only its SHA-256. */
@Injectable()
export class RedeemService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly codes: RedeemRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  createCodes(ask: Ask): Promise<DoneReplyMessage> {
    const operation = 'create-codes'
    return this.gate.answer(ask, { operation, schema: createCodesSchema }, (batch) => this.#createCodes(batch))
  }

  revokeCodes(ask: Ask): Promise<DoneReplyMessage> {
    const operation = 'revoke-codes'
    return this.gate.answer(ask, { operation, schema: revokeCodesSchema }, (revoke) => this.#revokeCodes(revoke))
  }

  redeem(ask: Ask): Promise<RedeemReplyMessage> {
    return this.gate.answer(ask, { operation: 'redeem', schema: redeemSchema }, (redeem) => this.#redeem(redeem))
  }

  async #createCodes(batch: CreateCodes): Promise<DoneReplyMessage> {
    if (batch.amountNanos * BigInt(batch.codes.length) > MAX_MOVE_NANOS) {
      return refused('bad_request', 'the codes together are worth too much')
    }
    const row = await this.codes.createBatch(batch)
    if (row.is_created) {
      const { batchId, actorUserId, amountNanos, codes } = batch
      this.logger.info({ batchId, actorUserId, amountNanos: amountNanos.toString(), codes: codes.length }, 'codes made')
      return done(false)
    }
    if (!row.is_actor_allowed) return refused('forbidden', 'only an active administrator makes codes')
    const known = await this.codes.findBatch(batch.batchId)
    if (known === undefined) return refused('expired', 'the end of the codes or of their money is in the past')
    return isSameBatch(known, batch) ? done(true) : refused('conflict', 'this id names another batch')
  }

  async #revokeCodes({ batchId, actorUserId, reason }: RevokeCodes): Promise<DoneReplyMessage> {
    const row = await this.codes.revokeBatch({ batchId, actorUserId })
    if (!row.is_actor_allowed) return refused('forbidden', 'only an active administrator revokes codes')
    if (!row.is_known) return refused('not_found', 'no such batch')
    if (row.is_revoked) this.logger.info({ batchId, actorUserId, reason }, 'codes revoked')
    return done(!row.is_revoked)
  }

  async #redeem(ask: Redeem): Promise<RedeemReplyMessage> {
    const row = await this.codes.redeem(ask)
    if (row === undefined) return refused('not_found', 'no such code')
    if (row.transaction_id !== null && row.applied !== undefined) {
      this.moneyChanged.announce([row.applied.account_id])
      this.logger.info({ userId: ask.userId, transactionId: row.transaction_id }, 'code redeemed')
      return redeemed(row, { transactionId: row.transaction_id, balance: row.applied.balance, isRepeat: false })
    }
    return row.redeemed_by_user_id === ask.userId && row.earlier_transaction_id !== null
      ? redeemed(row, { transactionId: row.earlier_transaction_id, balance: row.balance ?? 0n, isRepeat: true })
      : explain(row)
  }
}

const isSameBatch = (known: BatchRow, batch: CreateCodes): boolean =>
  known.name === batch.name &&
  known.amount_nanos === batch.amountNanos &&
  known.created_by_user_id === batch.actorUserId &&
  Number(known.expires_at_ms ?? 0) === (batch.expiresAtMs ?? 0) &&
  Number(known.lot_expires_at_ms ?? 0) === (batch.lotExpiresAtMs ?? 0) &&
  Number(known.codes) === batch.codes.length

function explain(row: RedeemRow): RefusedMessage {
  if (!row.has_wallet) return refused('account_inactive', 'this user is not active')
  if (row.redeemed_by_user_id !== null) return refused('already_done', 'this code was redeemed before')
  if (row.is_revoked) return refused('already_done', 'this code was revoked')
  if (row.is_expired) return refused('expired', 'this code has expired')
  return refused('already_done', 'this code is in the ledger already')
}

const redeemed = (
  row: RedeemRow,
  posted: { transactionId: string; balance: bigint; isRepeat: boolean },
): RedeemReplyMessage => ({
  type: 'redeemed',
  v: MONEY_MESSAGE_VERSION,
  transactionId: posted.transactionId,
  amountNanos: row.amount_nanos.toString(),
  balanceNanos: posted.balance.toString(),
  isRepeat: posted.isRepeat,
})
