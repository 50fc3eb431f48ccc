import { ALLOCATION_INVARIANTS } from './allocation-invariants.js'
import { type Invariant, MAX_ROWS } from './invariant.js'
import { OPERATION_INVARIANTS } from './operation-invariants.js'

export type { Invariant } from './invariant.js'

/** Read in one snapshot each: true at every committed state, also under load. */
export const INVARIANTS: readonly Invariant[] = [
  {
    id: 'L1',
    says: 'a balance is the sum of its entries',
    sql: `SELECT a.id::text AS id FROM account a
LEFT JOIN (SELECT account_id, sum(amount) AS total FROM ledger_entry GROUP BY account_id) e ON e.account_id = a.id
WHERE a.balance <> COALESCE(e.total, 0) LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L2',
    says: 'the legs of a transaction net to 0, and it has two of them',
    sql: `SELECT t.id::text AS id FROM ledger_txn t LEFT JOIN ledger_entry e ON e.txn_id = t.id
GROUP BY t.id HAVING COALESCE(sum(e.amount), 0) <> 0 OR count(e.id) <> 2 LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L3',
    says: 'a request id has one usage transaction at most',
    sql: `SELECT request_id::text AS id FROM ledger_txn WHERE kind = 'usage'
GROUP BY request_id HAVING count(*) > 1 LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L7',
    says: 'what an account holds is what its leases hold',
    sql: `SELECT a.id::text AS id FROM account a
LEFT JOIN (SELECT payer_id, sum(held_left) AS total FROM lease WHERE state <> 'closed' GROUP BY payer_id) l ON l.payer_id = a.id
WHERE a.held <> COALESCE(l.total, 0) LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L7w',
    says: 'what a window holds is what its leases hold',
    sql: `SELECT w.id::text AS id FROM limit_window w
LEFT JOIN (
  SELECT p.id, sum(held_left) AS total FROM lease CROSS JOIN LATERAL unnest(window_ids) AS p(id) WHERE state <> 'closed' GROUP BY p.id
) l ON l.id = w.id
WHERE w.held <> COALESCE(l.total, 0) LIMIT ${MAX_ROWS}`,
  },
  ...OPERATION_INVARIANTS,
  ...ALLOCATION_INVARIANTS,
]

/** What operators watch beside the invariants; one row. */
export const COUNTS = `
SELECT
  (SELECT count(*) FROM lease WHERE state = 'open')::int AS leases_open,
  (SELECT count(*) FROM lease WHERE state = 'draining' AND expires_at < now() - interval '10 minutes')::int AS leases_draining,
  (SELECT count(*) FROM dead_letter WHERE kind = 'poison' AND resolved_at IS NULL)::int AS poison,
  (SELECT count(*) FROM dead_letter WHERE kind = 'unresolved' AND resolved_at IS NULL)::int AS unresolved`
