import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { CreateCodes, Redeem } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type AppliedRow, applyPosted } from './post-statements.js'
import {
  CREATE_CODES,
  ENSURE_WALLET_OF_USER,
  FIND_BATCH,
  LOCK_WALLET_OF_USER,
  REDEEM_CODE,
  REVOKE_CODES,
} from './redeem-statements.js'

export interface CreateCodesRow {
  is_created: boolean
  is_actor_allowed: boolean
  is_in_time: boolean
}

export interface BatchRow {
  name: string
  amount_nanos: bigint
  expires_at_ms: bigint | null
  lot_expires_at_ms: bigint | null
  created_by_user_id: string
  codes: bigint
}

export interface RevokeRow {
  is_revoked: boolean
  is_actor_allowed: boolean
  is_known: boolean
}

export interface RedeemRow {
  /** Null: nothing was credited by this call. */
  transaction_id: string | null
  earlier_transaction_id: string | null
  redeemed_by_user_id: string | null
  amount_nanos: bigint
  is_revoked: boolean
  is_expired: boolean
  has_wallet: boolean
  /** Of the wallet, before this call. */
  balance: bigint | null
}

@Injectable()
export class RedeemRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** All codes of the batch or none; once per batch id. */
  async createBatch(batch: CreateCodes): Promise<CreateCodesRow> {
    const rows = await this.database.rows<CreateCodesRow>({
      sql: CREATE_CODES,
      values: [
        ...[batch.batchId, storable(batch.name), batch.amountNanos, msOrNull(batch.expiresAtMs)],
        ...[msOrNull(batch.lotExpiresAtMs), batch.actorUserId, JSON.stringify(batch.codes)],
      ],
    })
    return one(rows)
  }

  async findBatch(batchId: string): Promise<BatchRow | undefined> {
    return (await this.database.rows<BatchRow>({ sql: FIND_BATCH, values: [batchId] }))[0]
  }

  async revokeBatch(ask: { batchId: string; actorUserId: string }): Promise<RevokeRow> {
    return one(await this.database.rows<RevokeRow>({ sql: REVOKE_CODES, values: [ask.batchId, ask.actorUserId] }))
  }

  /** @returns `undefined`: there is no such code */
  async redeem(ask: Redeem): Promise<(RedeemRow & { applied: AppliedRow | undefined }) | undefined> {
    const transactionId = randomUUID()
    const results = await this.database.transaction([
      { sql: ENSURE_WALLET_OF_USER, values: [ask.userId] },
      { sql: LOCK_WALLET_OF_USER, values: [ask.userId] },
      { sql: REDEEM_CODE, values: [ask.codeHash, ask.userId, transactionId, FUNDING_ACCOUNT_ID] },
      applyPosted([transactionId]),
    ])
    const [row] = results[2] as RedeemRow[]
    return row && { ...row, applied: (results[3] as AppliedRow[])[0] }
  }
}

const msOrNull = (ms: number | null | undefined): bigint | null => (ms == null ? null : BigInt(ms))

function one<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the statement returned no row')
  return row
}
