import { Inject, Injectable } from '@nestjs/common'
import {
  type Adjust,
  adjustSchema,
  type correctionReplySchema,
  type Decide,
  decideSchema,
  MONEY_MESSAGE_VERSION,
  type Move,
  moveSchema,
  type Refund,
  refundSchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import {
  type CorrectionRow,
  CorrectionsRepository,
  keyOf,
  type NewCorrection,
  type VerdictRow,
} from './corrections.repository.js'
import { MAX_MOVE_NANOS, MoneyGate } from './money-gate.js'
import { type RefusedMessage, refused } from './money-replies.js'

/** As it is written: amounts as text. */
export type CorrectionReplyMessage = z.input<typeof correctionReplySchema>

/** Adjustments, refunds and moves: two names on each, and those that take money wait for the second one. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly corrections: CorrectionsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  adjust(ask: Ask): Promise<CorrectionReplyMessage> {
    const create = (body: Adjust) => this.#create({ ...body, kind: 'adjustment', toAccountId: null })
    return this.gate.answer(ask, { operation: 'adjust', schema: adjustSchema }, create)
  }

  move(ask: Ask): Promise<CorrectionReplyMessage> {
    const create = ({ fromAccountId, amountNanos, ...body }: Move) =>
      this.#create({ ...body, kind: 'move', accountId: fromAccountId, amountNanos: -amountNanos })
    return this.gate.answer(ask, { operation: 'move', schema: moveSchema }, create)
  }

  refund(ask: Ask): Promise<CorrectionReplyMessage> {
    return this.gate.answer(ask, { operation: 'refund', schema: refundSchema }, (refund) => this.#refund(refund))
  }

  decide(ask: Ask): Promise<CorrectionReplyMessage> {
    return this.gate.answer(ask, { operation: 'decide', schema: decideSchema }, (decision) => this.#decide(decision))
  }

  async #create(correction: NewCorrection): Promise<CorrectionReplyMessage> {
    const { kind, idempotencyKey, accountId, toAccountId, amountNanos } = correction
    if (amountNanos > MAX_MOVE_NANOS || amountNanos < -MAX_MOVE_NANOS)
      return refused('bad_request', 'the amount is too large')
    if (accountId === toAccountId) return refused('bad_request', 'both accounts are the same')
    const isSame = (row: CorrectionRow): boolean =>
      row.account_id === accountId && row.to_account_id === toAccountId && row.amount_nanos === amountNanos
    const verdict = await this.corrections.create(correction)
    return this.#answer(verdict, { key: keyOf(kind, idempotencyKey), isSame })
  }

  async #refund(refund: Refund): Promise<CorrectionReplyMessage> {
    const { idempotencyKey, requestId, amountNanos } = refund
    const isSame = (row: CorrectionRow): boolean =>
      row.request_id === requestId && (amountNanos == null || row.amount_nanos === amountNanos)
    const verdict = await this.corrections.refund(refund)
    return this.#answer(verdict, { key: keyOf('refund', idempotencyKey), isSame })
  }

  async #answer(
    verdict: VerdictRow | undefined,
    { key, isSame }: { key: string; isSame: (row: CorrectionRow) => boolean },
  ): Promise<CorrectionReplyMessage> {
    const row = await this.corrections.find({ key })
    if (row === undefined) return explain(verdict)
    if (verdict?.state != null) return this.#tell(row, false)
    return isSame(row) ? toReply(row, true) : refused('conflict', 'this idempotency key was used for something else')
  }

  async #decide(decision: Decide): Promise<CorrectionReplyMessage> {
    const verdict = await this.corrections.decide(decision)
    const row = await this.corrections.find({ id: decision.correctionId })
    if (row === undefined || verdict === undefined) return refused('not_found', 'no such correction')
    if (verdict.state !== null) return this.#tell(row, false)
    if (row.state === 'pending') return explain(verdict)
    const isSame = row.decided_by_user_id === decision.actorUserId && row.state === STATE_OF[decision.decision]
    return isSame ? toReply(row, true) : refused('already_done', 'this correction was decided before')
  }

  #tell(row: CorrectionRow, isRepeat: boolean): CorrectionReplyMessage {
    if (row.state === 'posted')
      this.moneyChanged.announce([row.account_id, ...(row.to_account_id === null ? [] : [row.to_account_id])])
    this.logger.info({ correctionId: row.id, kind: row.kind, state: row.state }, 'correction')
    return toReply(row, isRepeat)
  }
}

const STATE_OF: Record<Decide['decision'], CorrectionRow['state']> = { approve: 'posted', refuse: 'refused' }

function explain(verdict: VerdictRow | undefined): RefusedMessage {
  if (verdict?.is_root == null) return refused('forbidden', 'only an active administrator corrects')
  if (!verdict.has_second) return refused('forbidden', 'the second person is another active administrator')
  if (!verdict.is_account_known) return refused('unknown_account', 'no such account or call')
  if (verdict.is_own && !verdict.is_root) return refused('forbidden', 'nobody below root gives money to himself')
  if (!verdict.can_receive) return refused('account_inactive', 'the account is closed, or its owner is not active')
  if (!verdict.is_enough) return refused('too_much', 'this is more than there is')
  return refused('conflict', 'this idempotency key was used before')
}

function toReply(row: CorrectionRow, isRepeat: boolean): CorrectionReplyMessage {
  const base = { v: MONEY_MESSAGE_VERSION, correctionId: row.id, isRepeat }
  if (row.state === 'pending') return { type: 'pending', ...base }
  if (row.txn_id === null) return { type: 'declined', ...base }
  const money = { amountNanos: row.amount_nanos.toString(), balanceNanos: row.balance.toString() }
  return { type: 'posted', ...base, transactionId: row.txn_id, ...money }
}
