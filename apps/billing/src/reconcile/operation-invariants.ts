import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type Invariant, MAX_ROWS } from './invariant.js'

const SYSTEM = `'${REVENUE_ACCOUNT_ID}', '${FUNDING_ACCOUNT_ID}'`

/** Revenue by period, hour and kind from nothing but its entries; `GROUP BY 1, 2, 3` is missing, so that it can be narrowed. */
export const ADDED_REVENUE = `
SELECT t.period, date_trunc('hour', t.created_at, 'UTC') AS hour, t.kind, count(*) AS entries, sum(e.amount) AS amount
FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id = '${REVENUE_ACCOUNT_ID}'`

/** Of grants, corrections, codes, lots and what they do to reports and windows. */
export const OPERATION_INVARIANTS: readonly Invariant[] = [
  {
    id: 'L2k',
    says: 'the other side of a transaction is that of its kind',
    sql: `SELECT t.id::text AS id FROM ledger_txn t JOIN (
  SELECT txn_id, bool_or(account_id = '${REVENUE_ACCOUNT_ID}') AS has_revenue, bool_or(account_id = '${FUNDING_ACCOUNT_ID}') AS has_funding
  FROM ledger_entry GROUP BY txn_id
) l ON l.txn_id = t.id
WHERE NOT CASE
  WHEN t.kind IN ('usage', 'refund') THEN l.has_revenue AND NOT l.has_funding
  WHEN t.kind IN ('grant', 'redeem', 'expire', 'adjustment') THEN l.has_funding AND NOT l.has_revenue
  WHEN t.kind IN ('move', 'course_grant') THEN NOT l.has_funding AND NOT l.has_revenue
  ELSE true END LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L9r',
    says: 'what corrects a call never gives back more than its debit',
    sql: `SELECT u.id::text AS id FROM ledger_txn c JOIN ledger_txn u ON u.id = c.corrects_txn AND u.kind = 'usage'
JOIN ledger_entry e ON e.txn_id = c.id AND e.account_id NOT IN (${SYSTEM})
GROUP BY u.id
HAVING sum(e.amount) > (SELECT -sum(d.amount) FROM ledger_entry d WHERE d.txn_id = u.id AND d.account_id NOT IN (${SYSTEM}))
LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L11',
    says: 'the usage report is what payers paid for the same day, user, key and model, corrections included',
    sql: `SELECT COALESCE(h.key_id, p.key_id)::text || ' ' || COALESCE(h.occurred_on, p.occurred_on) AS id FROM (
  SELECT occurred_on, user_id, key_id, model_id, sum(amount_nanos) AS total FROM usage_hourly GROUP BY 1, 2, 3, 4
) h FULL JOIN (
  SELECT r.occurred_on, r.user_id, r.key_id, r.model_id, -sum(e.amount) AS total
  FROM usage_record r
  JOIN (SELECT id, id AS of FROM ledger_txn WHERE kind = 'usage' UNION ALL SELECT id, corrects_txn FROM ledger_txn WHERE corrects_txn IS NOT NULL) t
    ON t.of = r.txn_id
  JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id NOT IN (${SYSTEM})
  GROUP BY 1, 2, 3, 4
) p ON p.occurred_on = h.occurred_on AND p.user_id = h.user_id AND p.key_id = h.key_id AND p.model_id = h.model_id
WHERE COALESCE(h.total, 0) <> COALESCE(p.total, 0) LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L11p',
    says: 'the sums of revenue that statements stand beside are what its entries add up to',
    sql: `SELECT period || ' ' || kind || ' ' || (hour AT TIME ZONE 'UTC') AS id FROM audit_v1.revenue s
FULL JOIN (${ADDED_REVENUE} GROUP BY 1, 2, 3) e USING (period, hour, kind)
WHERE s.entries IS DISTINCT FROM e.entries OR s.amount IS DISTINCT FROM e.amount LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L13',
    says: 'a code is used by one transaction, which credits the wallet of who used it with what it is worth',
    sql: `SELECT COALESCE(c.id, t.id)::text AS id
FROM (SELECT * FROM redeem_code WHERE txn_id IS NOT NULL) c JOIN redeem_batch b ON b.id = c.batch_id
JOIN app_user u ON u.id = c.redeemed_by_user_id
FULL JOIN (SELECT t.id, t.idem_key, e.account_id, e.amount FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id NOT IN (${SYSTEM})
  WHERE t.kind = 'redeem') t ON t.id = c.txn_id AND t.idem_key = 'redeem:' || c.id
WHERE c.id IS NULL OR t.id IS NULL OR t.account_id <> u.wallet_account_id OR t.amount <> b.amount_nanos LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L13g',
    says: 'no student of a course has from its pool more than the course allows',
    sql: `SELECT c.id || ' ' || e.account_id AS id FROM ledger_txn t
JOIN course c ON c.id = (t.meta ->> 'courseId')::uuid JOIN ledger_entry e ON e.txn_id = t.id AND e.amount > 0
WHERE t.kind = 'course_grant'
GROUP BY c.id, e.account_id
HAVING sum(e.amount) > max((t.meta ->> 'allowanceNanos')::bigint) LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L13c',
    says: 'a correction is posted once, as it was decided',
    sql: `SELECT c.id::text AS id FROM correction c
LEFT JOIN ledger_txn t ON t.id = c.txn_id AND t.idem_key = c.idem_key AND t.kind = c.kind
LEFT JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id = c.account_id
WHERE (c.state = 'posted') <> (c.txn_id IS NOT NULL) OR (c.txn_id IS NOT NULL AND e.amount IS DISTINCT FROM c.amount_nanos)
LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L13l',
    says: 'what expired of a lot is what was taken back, and never more than it was',
    sql: `SELECT l.id::text AS id FROM grant_lot l LEFT JOIN (
  SELECT (t.meta ->> 'lotId')::uuid AS lot_id, -sum(e.amount) AS total
  FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id NOT IN (${SYSTEM}) WHERE t.kind = 'expire' GROUP BY 1
) x ON x.lot_id = l.id
LEFT JOIN ledger_entry e ON e.txn_id = l.id AND e.account_id = l.account_id
WHERE l.expired <> COALESCE(x.total, 0) OR e.amount IS DISTINCT FROM l.amount LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L14',
    says: 'what a window spent is what transactions that name it cost, corrections included',
    sql: `SELECT w.id::text AS id FROM limit_window w LEFT JOIN (
  SELECT p.id, -sum(e.amount) AS total FROM ledger_txn t CROSS JOIN LATERAL unnest(t.window_ids) AS p(id)
  JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id NOT IN (${SYSTEM}) GROUP BY p.id
) s ON s.id = w.id
WHERE w.spent <> COALESCE(s.total, 0) LIMIT ${MAX_ROWS}`,
  },
]
