import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { rememberStatement, type SettledMark } from '../restore/ledger-state.repository.js'
import { lockAccounts, lockWindowsOfLeases, metaOf, type Settlement, settleStatement } from './settle-statements.js'
import { SUSPENSE_ACCOUNT_ID } from './system-accounts.js'

/** How a settlement relates to what the ledger holds under its request id. */
export type Standing =
  /** Posted, now or before, with the same content. */
  | 'settled'
  /** Posted before with another content. */
  | 'conflict'
  /** Not posted: its lease belongs to another payer. */
  | 'foreign-lease'

/** What PostgreSQL knows of the ids that events name. */
export interface KnownIds {
  accountIds: ReadonlySet<string>
  keyIds: ReadonlySet<string>
  userIds: ReadonlySet<string>
}

interface Asked {
  accountIds: readonly string[]
  keyIds: readonly string[]
  userIds: readonly string[]
}

@Injectable()
export class LedgerRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Which of these exist; wallets of known users get their account on the way, and so does suspense. */
  async findKnown(asked: Asked): Promise<KnownIds> {
    const rows = await this.database.rows<{ kind: string; id: string }>({
      sql: FIND_KNOWN,
      values: [asked.accountIds, asked.keyIds, asked.userIds, SUSPENSE_ACCOUNT_ID],
    })
    const idsOf = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id))
    return { accountIds: idsOf('account'), keyIds: idsOf('key'), userIds: idsOf('user') }
  }

  /**
   * The one transaction: ledger, balances, holds, windows, leases, detail and rollups of a batch; all or nothing, and
   * for each request id once for ever.
   * @param settlements each request id once
   * @param mark of the stream, written in the same transaction
   * @returns the request ids that were posted by this call
   * @throws SqlError
   */
  async settle(settlements: readonly Settlement[], mark?: SettledMark): Promise<ReadonlySet<string>> {
    const results = await this.database.transaction([
      lockAccounts(unique(settlements.map(({ accountId }) => accountId))),
      lockWindowsOfLeases(unique(settlements.map(({ event }) => event.leaseId))),
      settleStatement(settlements),
      ...(mark === undefined ? [] : [rememberStatement(mark)]),
    ])
    return new Set((results[2] as { request_id: string }[]).map((row) => row.request_id))
  }

  /** Where {@link settle} did not post: why. An id without an answer is simply not settled. */
  async standingsOf(settlements: readonly Settlement[]): Promise<Map<string, Standing>> {
    const asked = settlements.map((settlement) => ({
      id: settlement.event.requestId,
      meta: metaOf(settlement),
      lease_id: settlement.event.leaseId,
      payer_id: settlement.event.payerId,
    }))
    const rows = await this.database.rows<StandingRow>({ sql: FIND_STANDINGS, values: [JSON.stringify(asked)] })
    return new Map(
      rows.flatMap((row): [string, Standing][] => {
        if (row.is_known) return [[row.id, row.is_same ? 'settled' : 'conflict']]
        return row.is_foreign ? [[row.id, 'foreign-lease']] : []
      }),
    )
  }

  /** Of these accounts the ones that nobody keeps locked at the moment. */
  async findUnlocked(accountIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.rows<{ id: string }>({
      sql: 'SELECT id FROM account WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED',
      values: [accountIds],
    })
    return new Set(rows.map((row) => row.id))
  }

  /** Of these request ids the ones that neither the ledger nor `dead_letter` knows. */
  async findUnknown(requestIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>({ sql: FIND_UNKNOWN, values: [requestIds] })
    return rows.map((row) => row.id)
  }
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

const FIND_KNOWN = `
WITH made AS (
  INSERT INTO account (id, kind, owner_user_id)
  SELECT wallet_account_id, 'wallet', id FROM app_user u
  WHERE wallet_account_id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM account a WHERE a.id = u.wallet_account_id)
  UNION ALL
  SELECT $4::uuid, 'suspense', NULL WHERE NOT EXISTS (SELECT FROM account WHERE id = $4::uuid)
  ORDER BY 1
  ON CONFLICT DO NOTHING
)
SELECT 'account' AS kind, id FROM account WHERE id = ANY($1::uuid[])
UNION ALL SELECT 'account', wallet_account_id FROM app_user WHERE wallet_account_id = ANY($1::uuid[])
UNION ALL SELECT 'key', id FROM api_key WHERE id = ANY($2::uuid[])
UNION ALL SELECT 'user', id FROM app_user WHERE id = ANY($3::uuid[])`

interface StandingRow {
  id: string
  is_known: boolean
  is_same: boolean
  is_foreign: boolean
}

const FIND_STANDINGS = `
SELECT e.id, t.id IS NOT NULL AS is_known, COALESCE(t.meta = e.meta, false) AS is_same,
  COALESCE(l.payer_id <> e.payer_id, false) AS is_foreign
FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, meta jsonb, lease_id uuid, payer_id uuid)
LEFT JOIN ledger_txn t ON t.request_id = e.id AND t.kind = 'usage'
LEFT JOIN lease l ON l.id = e.lease_id`

const FIND_UNKNOWN = `
SELECT asked.id FROM unnest($1::uuid[]) AS asked(id)
WHERE NOT EXISTS (SELECT FROM ledger_txn t WHERE t.request_id = asked.id AND t.kind = 'usage')
  AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.request_id = asked.id)`
