import pg from 'pg'
import { unitsToNanos } from '../support/expected-cost.js'
import type { Settlement } from './observation.js'
import type { GrantAsked } from './payers.js'

/** What the books say, read from the audit views alone. */
export interface Books {
  settlements(): Promise<Settlement[]>
  /** Rows that break L1, L2 or L7, over everything. */
  brokenSums(): Promise<BrokenRow[]>
  /** L13: grants that were credited more than once, or acknowledged and never credited, or with another amount. */
  wrongGrants(asked: readonly GrantAsked[]): Promise<BrokenRow[]>
  /** Of accounts and windows. */
  heldNanos(): Promise<bigint>
  deadLetters(): Promise<{ requestId: string | null; reason: string }[]>
  close(): Promise<void>
}

export interface BrokenRow {
  invariant: 'L1' | 'L2' | 'L7' | 'L13'
  row: unknown
}

/** @param url of a role that may read the views */
export function openBooks(url: string): Books {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {}) // the server is stopped on purpose
  const rowsOf = async (sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows
  const broken = async (invariant: BrokenRow['invariant'], sql: string): Promise<BrokenRow[]> =>
    (await rowsOf(sql)).map((row) => ({ invariant, row }))
  return {
    async settlements() {
      return (await rowsOf(SETTLEMENTS)).map((row) => ({
        txnId: row.txn_id,
        requestId: row.request_id,
        accountId: row.account_id,
        amountNanos: -BigInt(row.amount),
        status: row.status,
        provenance: row.provenance,
        quantities: row.usage,
      }))
    },
    async brokenSums() {
      return [...(await broken('L1', BALANCES)), ...(await broken('L2', LEGS)), ...(await broken('L7', HOLDS))]
    },
    async wrongGrants(asked) {
      const rows = await rowsOf(GRANTS)
      return asked.flatMap((grant) => {
        const found = rows.filter(
          (row) => row.account_id === grant.accountId && String(row.idem_key).endsWith(grant.idempotencyKey),
        )
        const isRight = found.every((row) => BigInt(row.amount) === unitsToNanos(grant.amount))
        const isOnce = grant.isAcknowledged ? found.length === 1 : found.length <= 1
        return isRight && isOnce ? [] : [{ invariant: 'L13' as const, row: { grant, found } }]
      })
    },
    async heldNanos() {
      const [row] = await rowsOf('SELECT coalesce(sum(held), 0) AS held FROM audit_v1.accounts')
      return BigInt(row.held)
    },
    async deadLetters() {
      const rows = await rowsOf('SELECT request_id, reason FROM audit_v1.dead_letters')
      return rows.map((row) => ({ requestId: row.request_id, reason: row.reason }))
    },
    close: () => pool.end(),
  }
}

/** Revenue has entries and no row: the leg that is left is the payer's. */
const SETTLEMENTS = `SELECT e.txn_id, e.request_id, e.account_id, e.amount, e.usage,
  e.meta ->> 'status' AS status, e.meta ->> 'provenance' AS provenance
FROM audit_v1.entries e JOIN audit_v1.accounts a ON a.account_id = e.account_id WHERE e.kind = 'usage'`

const BALANCES = `SELECT a.account_id, a.balance, coalesce(sum(e.amount), 0) AS entries
FROM audit_v1.accounts a LEFT JOIN audit_v1.entries e ON e.account_id = a.account_id
WHERE a.kind <> 'limit' GROUP BY 1, 2 HAVING a.balance <> coalesce(sum(e.amount), 0)`

const LEGS = `SELECT txn_id, kind, count(*) AS legs, sum(amount) AS sum FROM audit_v1.entries
GROUP BY 1, 2 HAVING sum(amount) <> 0 OR (kind = 'usage' AND count(*) <> 2)`

const HOLDS = `SELECT a.account_id, a.kind, a.held, coalesce(sum(greatest(l.granted - l.consumed, 0)), 0) AS leases
FROM audit_v1.accounts a LEFT JOIN audit_v1.leases l ON l.account_id = a.account_id AND l.state <> 'closed'
GROUP BY 1, 2, 3 HAVING a.held <> coalesce(sum(greatest(l.granted - l.consumed, 0)), 0)`

const GRANTS = `SELECT e.account_id, e.idem_key, e.amount FROM audit_v1.entries e
JOIN audit_v1.accounts a ON a.account_id = e.account_id WHERE e.kind = 'grant'`
