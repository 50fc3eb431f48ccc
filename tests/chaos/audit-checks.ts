/** A row of the audit views that must not be. */
export interface BrokenRow {
  invariant: 'L1' | 'L2' | 'L7' | 'L8' | 'L9' | 'L11' | 'L13' | 'L14'
  row: unknown
}

const REVENUE = '00000000-0000-0000-0000-000000000001'

const BALANCES = `SELECT a.account_id, a.balance, coalesce(sum(e.amount), 0) AS entries
FROM audit_v1.accounts a LEFT JOIN audit_v1.entries e ON e.account_id = a.account_id
WHERE a.kind <> 'limit' GROUP BY 1, 2 HAVING a.balance <> coalesce(sum(e.amount), 0)`

const LEGS = `SELECT txn_id, kind, count(*) AS legs, sum(amount) AS sum FROM audit_v1.entries
GROUP BY 1, 2 HAVING sum(amount) <> 0 OR count(*) <> 2
  OR (kind = 'usage' AND count(*) FILTER (WHERE account_id = '${REVENUE}') <> 1)`

const HOLDS = `SELECT a.account_id, a.kind, a.held, coalesce(sum(greatest(l.granted - l.consumed, 0)), 0) AS leases
FROM audit_v1.accounts a LEFT JOIN audit_v1.leases l ON l.account_id = a.account_id AND l.state <> 'closed'
GROUP BY 1, 2, 3 HAVING a.held <> coalesce(sum(greatest(l.granted - l.consumed, 0)), 0)`

/** What payers were debited and given back for calls, each with its key. */
const PAID = `SELECT u.txn_id, u.occurred_on, u.meta ->> 'keyId' AS key_id, u.window_ids, -e.amount AS amount, e.kind
FROM audit_v1.entries e JOIN audit_v1.accounts a ON a.account_id = e.account_id
JOIN audit_v1.entries u ON u.txn_id = coalesce(e.corrects_txn, e.txn_id) AND u.account_id = '${REVENUE}' AND u.kind = 'usage'`

const OVER_REFUNDS = `SELECT txn_id, sum(amount) AS sum FROM (${PAID}) p GROUP BY 1 HAVING sum(amount) < 0`

const REPORTS = `WITH paid AS (SELECT occurred_on, key_id, sum(amount) AS amount FROM (${PAID}) p GROUP BY 1, 2),
reported AS (SELECT occurred_on, key_id::text AS key_id, sum(amount) AS amount FROM audit_v1.reports GROUP BY 1, 2)
SELECT occurred_on, key_id, p.amount AS paid, r.amount AS reported
FROM paid p FULL JOIN reported r USING (occurred_on, key_id) WHERE coalesce(p.amount, 0) <> coalesce(r.amount, 0)`

const LIMITS = `WITH paid AS (SELECT unnest(window_ids) AS id, sum(amount) AS amount FROM (${PAID}) p GROUP BY 1)
SELECT l.*, p.amount AS paid FROM audit_v1.limits l LEFT JOIN paid p ON p.id = l.account_id
WHERE l.spent <> coalesce(p.amount, 0) OR l.spent > l.amount OR l.handed > l.amount`

const CHUNKS = `SELECT l.* FROM audit_v1.limits l
LEFT JOIN (SELECT parent_window_id AS id, sum(amount) AS amount FROM audit_v1.allocations GROUP BY 1) handed
  ON handed.id = l.account_id
LEFT JOIN (SELECT child_window_id AS id, sum(amount) AS amount FROM audit_v1.allocations GROUP BY 1) given
  ON given.id = l.account_id
WHERE l.handed <> coalesce(handed.amount, 0)
  OR (l.parent_limit_id IS NOT NULL AND l.amount <> coalesce(given.amount, 0))`

/** Each returns rows only where its invariant is broken. */
export const CHECKS: readonly { invariant: BrokenRow['invariant']; sql: string }[] = [
  { invariant: 'L1', sql: BALANCES },
  { invariant: 'L2', sql: LEGS },
  { invariant: 'L7', sql: HOLDS },
  { invariant: 'L9', sql: OVER_REFUNDS },
  { invariant: 'L11', sql: REPORTS },
  { invariant: 'L14', sql: LIMITS },
  { invariant: 'L14', sql: CHUNKS },
]
