import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE, type Statement } from '../database/database.repository.js'
import type { Finding } from './finding.js'
import type { Invariant } from './invariant.js'
import { COUNTS } from './invariants.js'
import type { SettledCall } from './recompute.js'

export interface Counts {
  leases_open: number
  leases_draining: number
  poison: number
  unresolved: number
}

interface BalanceRow {
  id: string
  is_right: boolean
}

const PAGE_ACCOUNTS = 1_000
const LOWEST_UUID = '00000000-0000-0000-0000-000000000000'
const DAILY_LOOK = LOWEST_UUID

@Injectable()
export class ReconcileRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Ids of the rows that break it. @param timeoutMs a check of all there is may take longer than other statements */
  findBreaks({ sql }: Invariant, timeoutMs?: number): Promise<string[]> {
    return this.#patiently<{ id: string }>({ sql, values: [] }, timeoutMs).then((rows) => rows.map(({ id }) => id))
  }

  /**
   * Accounts whose balance is not the sum of their entries: what was found right before, and what came since. The entries
   * of an account are numbered in the order of their commits, because whoever adds one holds the account's lock.
   */
  async findWrongBalances(timeoutMs?: number): Promise<string[]> {
    const wrong: string[] = []
    for (let afterId = LOWEST_UUID; ; ) {
      const values = [afterId, BigInt(PAGE_ACCOUNTS)]
      const rows = await this.#patiently<BalanceRow>({ sql: CHECK_BALANCES, values }, timeoutMs)
      wrong.push(...rows.filter(({ is_right }) => !is_right).map(({ id }) => id))
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE_ACCOUNTS) return wrong
      afterId = last.id
    }
  }

  listLatestCalls(limit: number): Promise<SettledCall[]> {
    return this.database.rows<SettledCall>({
      sql: `${CALLS} ORDER BY u.admitted_at DESC, u.request_id LIMIT $1::bigint`,
      values: [BigInt(limit)],
    })
  }

  /** All calls, page by page, by request id. */
  listCalls(afterRequestId: string, limit: number): Promise<SettledCall[]> {
    const sql = `${CALLS} WHERE u.request_id > $2::uuid ORDER BY u.request_id LIMIT $1::bigint`
    return this.database.rows<SettledCall>({ sql, values: [BigInt(limit), afterRequestId] })
  }

  /** Whether the look at everything is due, and this process does it: one of all billings, once a day. */
  async claimDailyLook(): Promise<boolean> {
    return (await this.database.rows({ sql: CLAIM_DAILY, values: [DAILY_LOOK] })).length === 1
  }

  /** What was found, for people to read; of an invariant that could not be looked at, since when. */
  async keep(findings: readonly Finding[]): Promise<void> {
    const rows = findings.map(({ id, says, brokenIds, failure }) => ({
      id,
      says,
      broken_ids: brokenIds,
      is_checked: failure === undefined,
    }))
    await this.database.rows({ sql: KEEP, values: [JSON.stringify(rows)] })
  }

  async readCounts(): Promise<Counts> {
    const [counts] = await this.database.rows<Counts>({ sql: COUNTS, values: [] })
    if (counts === undefined) throw new Error('the statement returned no row')
    return counts
  }

  async #patiently<Row>(statement: Statement, timeoutMs: number | undefined): Promise<Row[]> {
    if (timeoutMs === undefined) return this.database.rows<Row>(statement)
    const patience = { sql: `SELECT set_config('statement_timeout', $1::text, true)`, values: [String(timeoutMs)] }
    return (await this.database.transaction([patience, statement], timeoutMs))[1] as Row[]
  }
}

/** $1 account to begin behind, $2 how many. */
const CHECK_BALANCES = `
WITH page AS MATERIALIZED (
  SELECT a.id, a.balance, c.entry_id, COALESCE(c.amount, 0) AS known FROM account a
  LEFT JOIN ledger_checkpoint c ON c.subject_id = a.id WHERE a.id > $1::uuid ORDER BY a.id LIMIT $2::bigint
), summed AS MATERIALIZED (
  SELECT p.id, p.balance = p.known + n.total AS is_right, p.known + n.total AS total, n.last_id FROM page p
  CROSS JOIN LATERAL (
    SELECT COALESCE(sum(e.amount), 0)::bigint AS total, max(e.id) AS last_id FROM ledger_entry e
    WHERE e.account_id = p.id AND e.id > COALESCE(p.entry_id, 0)) n
), kept AS (
  INSERT INTO ledger_checkpoint AS c (subject_id, entry_id, amount)
  SELECT id, last_id, total FROM summed WHERE is_right AND last_id IS NOT NULL ORDER BY id
  ON CONFLICT (subject_id) DO UPDATE SET entry_id = EXCLUDED.entry_id, amount = EXCLUDED.amount, checked_at = now()
  WHERE c.entry_id < EXCLUDED.entry_id
)
SELECT id, is_right FROM summed ORDER BY id`

const CALLS = `
SELECT u.request_id, u.price_version_id, u.ratio::text, u.provenance, u.input_tokens, u.cache_read_tokens, u.cache_write_tokens,
  u.cache_write_1h_tokens, u.output_tokens, u.reasoning_tokens, u.amount_nanos AS amount,
  COALESCE((SELECT -sum(e.amount) FROM ledger_entry e WHERE e.txn_id = u.txn_id AND e.account_id = u.payer_id), 0)::bigint AS debited
FROM usage_record u`

const KEEP = `
INSERT INTO invariant_check AS c (id, says, broken_ids, checked_at, failed_at)
SELECT id, says, broken_ids, CASE WHEN is_checked THEN now() END, CASE WHEN NOT is_checked THEN now() END
FROM jsonb_to_recordset($1::jsonb) AS f(id text, says text, broken_ids text[], is_checked boolean) ORDER BY id
ON CONFLICT (id) DO UPDATE SET says = EXCLUDED.says,
  broken_ids = CASE WHEN EXCLUDED.checked_at IS NULL THEN c.broken_ids ELSE EXCLUDED.broken_ids END,
  checked_at = COALESCE(EXCLUDED.checked_at, c.checked_at),
  failed_at = CASE WHEN EXCLUDED.checked_at IS NULL THEN COALESCE(c.failed_at, EXCLUDED.failed_at) END`

const CLAIM_DAILY = `
INSERT INTO ledger_checkpoint AS c (subject_id, entry_id, amount) VALUES ($1::uuid, 0, 0)
ON CONFLICT (subject_id) DO UPDATE SET checked_at = now() WHERE c.checked_at < now() - interval '1 day'
RETURNING subject_id`
