import pg from 'pg'
import { unitsToNanos } from '../support/expected-cost.js'
import { type BrokenRow, CHECKS } from './audit-checks.js'
import type { Asked } from './ledger-acts.js'
import type { Settlement } from './observation.js'

/** What the books say, read from the audit views alone. */
export interface Books {
  settlements(): Promise<Settlement[]>
  /** Of these ids, those that are settled or put aside for people to look at. */
  known(requestIds: readonly string[]): Promise<Set<string>>
  /** Rows that break an invariant which one look at the views can tell, over everything. */
  brokenRows(): Promise<BrokenRow[]>
  /** L13: money that moved more than once, or was acknowledged and never moved, or moved otherwise than it was asked. */
  wrongMoves(asked: readonly Asked[]): Promise<BrokenRow[]>
  /** How many transactions of each kind there are. */
  kinds(): Promise<Record<string, number>>
  /** Of accounts and windows. */
  heldNanos(): Promise<bigint>
  /** The leases that hold it, the oldest first, ten at most. */
  holders(): Promise<object[]>
  deadLetters(): Promise<{ requestId: string | null; reason: string }[]>
  close(): Promise<void>
}

interface Leg {
  txn_id: string
  account_id: string
  idem_key: string
  amount: string
}

/** @param url of a role that may read the views */
export function openBooks(url: string): Books {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {}) // the server is stopped on purpose
  const rowsOf = async (sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows
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
    known: async (ids) => new Set((await rowsOf(KNOWN, [ids])).map((row) => row.request_id)),
    async brokenRows() {
      const broken: BrokenRow[] = []
      for (const { invariant, sql } of CHECKS) broken.push(...(await rowsOf(sql)).map((row) => ({ invariant, row })))
      return broken
    },
    async wrongMoves(asked) {
      const legs: Leg[] = await rowsOf(MOVES)
      return asked.flatMap((one) => (isRight(one, legs) ? [] : [{ invariant: 'L13' as const, row: { ...one } }]))
    },
    async kinds() {
      return Object.fromEntries((await rowsOf(KINDS)).map((row) => [row.kind, Number(row.count)]))
    },
    async heldNanos() {
      const [row] = await rowsOf('SELECT coalesce(sum(held), 0) AS held FROM audit_v1.accounts')
      return BigInt(row.held)
    },
    holders: () => rowsOf(HOLDERS),
    async deadLetters() {
      const rows = await rowsOf('SELECT request_id, reason FROM audit_v1.dead_letters')
      return rows.map((row) => ({ requestId: row.request_id, reason: row.reason }))
    },
    close: () => pool.end(),
  }
}

/** One transaction at most, the one that everybody was told of, with what was asked for. */
function isRight({ idempotencyKey, accountId, amount, acknowledgedIds }: Asked, legs: readonly Leg[]): boolean {
  const told = new Set(acknowledgedIds)
  const found = legs.filter(({ txn_id: id, idem_key: key }) =>
    idempotencyKey === undefined ? told.has(id) : key.endsWith(`:${idempotencyKey}`),
  )
  const ids = new Set(found.map(({ txn_id: id }) => id))
  const isOnce = ids.size <= 1 && [...told].every((id) => ids.has(id))
  const isAsAsked = found
    .filter((leg) => accountId === undefined || leg.account_id === accountId)
    .some((leg) => amount === undefined || BigInt(leg.amount) === unitsToNanos(amount))
  return isOnce && (found.length === 0 || isAsAsked)
}

/** Revenue and funding have entries and no row: the legs that are left are those of payers. */
const OF_PAYERS = 'JOIN audit_v1.accounts a ON a.account_id = e.account_id'

const SETTLEMENTS = `SELECT e.txn_id, e.request_id, e.account_id, e.amount, e.usage,
  e.meta ->> 'status' AS status, e.meta ->> 'provenance' AS provenance
FROM audit_v1.entries e ${OF_PAYERS} WHERE e.kind = 'usage'`

const KNOWN = `SELECT request_id FROM audit_v1.entries WHERE kind = 'usage' AND request_id = ANY($1::uuid[])
UNION SELECT request_id FROM audit_v1.dead_letters WHERE request_id = ANY($1::uuid[])`

const MOVES = `SELECT e.txn_id, e.account_id, e.idem_key, e.amount FROM audit_v1.entries e ${OF_PAYERS}
WHERE e.kind NOT IN ('usage', 'expire')`

const HOLDERS = `SELECT * FROM audit_v1.leases WHERE state <> 'closed' ORDER BY acquired_at LIMIT 10`

const KINDS = 'SELECT kind, count(DISTINCT txn_id) AS count FROM audit_v1.entries GROUP BY 1 ORDER BY 1'
