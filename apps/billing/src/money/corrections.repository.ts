import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Decide, Refund } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE, type Statement } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { ENSURE_WALLET } from '../leases/lease-statements.js'
import { lockAccounts } from '../ledger/settle-statements.js'
import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import {
  CREATE_CORRECTION,
  DECIDE_CORRECTION,
  FIND_CORRECTION,
  LOCK_ACCOUNTS_OF_CORRECTION,
  LOCK_PAYER_OF_CALL,
  LOCK_WINDOWS_OF_CALL,
  REFUND_CALL,
} from './correction-statements.js'
import { applyPosted } from './post-statements.js'

export type CorrectionKind = 'adjustment' | 'refund' | 'move'

/** An adjustment or a move. */
export interface NewCorrection {
  kind: 'adjustment' | 'move'
  idempotencyKey: string
  accountId: string
  /** Of a move. */
  toAccountId: string | null
  /** Signed: what `accountId` gets. */
  amountNanos: bigint
  reason: string
  actorUserId: string
  secondUserId: string
}

/** What became of it and, where nothing did, what stood against it. */
export interface VerdictRow {
  /** Null: nothing was changed by this call. */
  state: 'pending' | 'posted' | 'refused' | null
  /** Null: the actor is no active administrator. */
  is_root: boolean | null
  /** The second person is an active administrator and not the actor. */
  has_second: boolean
  /** The actor's own account would get money. */
  is_own: boolean
  is_account_known: boolean
  can_receive: boolean
  is_enough: boolean
}

export interface CorrectionRow {
  id: string
  kind: CorrectionKind
  state: 'pending' | 'posted' | 'refused'
  account_id: string
  to_account_id: string | null
  request_id: string | null
  amount_nanos: bigint
  decided_by_user_id: string | null
  txn_id: string | null
  /** Of the account, now. */
  balance: bigint
}

export const keyOf = (kind: CorrectionKind, idempotencyKey: string): string => `${kind}:${idempotencyKey}`

@Injectable()
export class CorrectionsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Notes it once per idempotency key; one that gives money is posted in the same transaction. */
  create(correction: NewCorrection): Promise<VerdictRow | undefined> {
    const { kind, accountId, toAccountId } = correction
    const accountIds = [accountId, ...(toAccountId === null ? [] : [toAccountId])].sort()
    const transactionId = randomUUID()
    return this.#post(transactionId, [
      ...accountIds.map((id) => ({ sql: ENSURE_WALLET, values: [id] })),
      lockAccounts(accountIds),
      {
        sql: CREATE_CORRECTION,
        values: [
          ...[randomUUID(), kind, keyOf(kind, correction.idempotencyKey), accountId, toAccountId],
          ...[correction.amountNanos, storable(correction.reason), correction.actorUserId, correction.secondUserId],
          ...[transactionId, FUNDING_ACCOUNT_ID],
        ],
      },
    ])
  }

  /** Gives back a debit or a part of it, once per idempotency key, to the payer, the windows and the reports. */
  refund(refund: Refund): Promise<VerdictRow | undefined> {
    const transactionId = randomUUID()
    return this.#post(transactionId, [
      { sql: LOCK_PAYER_OF_CALL, values: [refund.requestId] },
      { sql: LOCK_WINDOWS_OF_CALL, values: [refund.requestId] },
      {
        sql: REFUND_CALL,
        values: [
          ...[randomUUID(), keyOf('refund', refund.idempotencyKey), refund.requestId, refund.amountNanos ?? null],
          ...[storable(refund.reason), refund.actorUserId, refund.secondUserId, transactionId, REVENUE_ACCOUNT_ID],
        ],
      },
    ])
  }

  /** @returns `undefined`: there is no such correction */
  decide(decision: Decide): Promise<VerdictRow | undefined> {
    const transactionId = randomUUID()
    const { correctionId, actorUserId, note } = decision
    return this.#post(transactionId, [
      { sql: LOCK_ACCOUNTS_OF_CORRECTION, values: [correctionId] },
      {
        sql: DECIDE_CORRECTION,
        values: [correctionId, actorUserId, decision.decision, storable(note), transactionId, FUNDING_ACCOUNT_ID],
      },
    ])
  }

  find(by: { key: string } | { id: string }): Promise<CorrectionRow | undefined> {
    const values = 'key' in by ? [by.key, null] : [null, by.id]
    return this.database.rows<CorrectionRow>({ sql: FIND_CORRECTION, values }).then(([row]) => row)
  }

  /** The last of the statements answers, then what was posted takes effect. */
  async #post(transactionId: string, statements: readonly Statement[]): Promise<VerdictRow | undefined> {
    const results = await this.database.transaction([...statements, applyPosted([transactionId])])
    return (results[statements.length - 1] as VerdictRow[])[0]
  }
}
