import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { type Invariant, MAX_ROWS } from './invariant.js'
import { INVARIANTS } from './invariants.js'
import { ADDED_REVENUE } from './operation-invariants.js'

const SYSTEM = `'${REVENUE_ACCOUNT_ID}', '${FUNDING_ACCOUNT_ID}'`
/** The latest transactions, and no more of them however many there are: what a check of every minute may cost. */
const LATEST = `(SELECT * FROM ledger_txn WHERE created_at > now() - interval '5 minutes' ORDER BY created_at DESC LIMIT 5000)`

const LAST_HOUR = `date_trunc('hour', now(), 'UTC') - interval '1 hour'`
/** Entries of two hours that are added up every minute; busier ones wait for the daily look. */
const MOST_RECENT = 100_000

/** Exhaustive and cheap: what is open at the moment. */
const OF_NOW = new Set(['L7', 'L7w'])

/**
 * What is looked at every minute beside the balances: what is open now, and samples (`s`) of what was posted lately. All of
 * it is looked at once a day, and on demand.
 */
export const RECENT_INVARIANTS: readonly Invariant[] = [
  ...INVARIANTS.filter(({ id }) => OF_NOW.has(id)),
  {
    id: 'L2s',
    says: 'the legs of the latest transactions net to 0, and each has two of them',
    sql: `SELECT t.id::text AS id FROM ${LATEST} t
CROSS JOIN LATERAL (SELECT COALESCE(sum(amount), 0) AS total, count(*) AS legs FROM ledger_entry e WHERE e.txn_id = t.id) l
WHERE l.total <> 0 OR l.legs <> 2 LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L3s',
    says: 'none of the latest calls was posted before',
    sql: `SELECT t.request_id::text AS id FROM ${LATEST} t
WHERE t.kind = 'usage' AND EXISTS (
  SELECT FROM ledger_txn o WHERE o.request_id = t.request_id AND o.kind = 'usage' AND o.id <> t.id) LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L11s',
    says: 'the report of keys used lately is what their calls of that day cost, corrections included',
    sql: `WITH sampled AS MATERIALIZED (
  SELECT DISTINCT u.key_id, u.user_id, u.occurred_on
  FROM (SELECT id FROM ${LATEST} l WHERE kind = 'usage' ORDER BY random() LIMIT 20) t JOIN usage_record u ON u.txn_id = t.id
)
SELECT s.key_id || ' ' || s.occurred_on AS id FROM sampled s
CROSS JOIN LATERAL (
  SELECT COALESCE(sum(h.amount_nanos), 0) AS total FROM usage_hourly h
  WHERE h.user_id = s.user_id AND h.occurred_on = s.occurred_on AND h.key_id = s.key_id) h
CROSS JOIN LATERAL (
  SELECT COALESCE(sum(u.amount_nanos - COALESCE(c.given_back, 0)), 0) AS total FROM usage_record u
  LEFT JOIN LATERAL (
    SELECT sum(e.amount) AS given_back FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id NOT IN (${SYSTEM})
    WHERE t.corrects_txn = u.txn_id) c ON true
  WHERE u.key_id = s.key_id AND u.admitted_at BETWEEN s.occurred_on - interval '1 day' AND s.occurred_on + interval '2 days'
    AND u.occurred_on = s.occurred_on) p
WHERE h.total <> p.total LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L11ps',
    says: 'the sums of revenue of this hour and the last are what its entries add up to',
    sql: `WITH kept AS MATERIALIZED (
  SELECT * FROM audit_v1.revenue WHERE hour >= ${LAST_HOUR}
)
SELECT period || ' ' || kind || ' ' || (hour AT TIME ZONE 'UTC') AS id FROM kept s
FULL JOIN (${ADDED_REVENUE}
  WHERE t.created_at >= ${LAST_HOUR} AND (SELECT COALESCE(sum(entries), 0) FROM kept) <= ${MOST_RECENT} GROUP BY 1, 2, 3
) e USING (period, hour, kind)
WHERE (s.entries IS DISTINCT FROM e.entries OR s.amount IS DISTINCT FROM e.amount)
  AND (SELECT COALESCE(sum(entries), 0) FROM kept) <= ${MOST_RECENT} LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L14s',
    says: 'what windows of key caps used lately spent is what their calls cost, corrections included',
    sql: `WITH sampled AS MATERIALIZED (
  SELECT DISTINCT w.id, w.spent, w.window_start, l.key_id
  FROM (SELECT window_ids FROM ${LATEST} l WHERE cardinality(window_ids) > 0 ORDER BY random() LIMIT 20) t
  CROSS JOIN LATERAL unnest(t.window_ids) AS p(id) JOIN limit_window w ON w.id = p.id
  JOIN spend_limit l ON l.id = w.limit_id AND l.kind = 'key_cap'
)
SELECT s.id::text AS id FROM sampled s
CROSS JOIN LATERAL (
  SELECT COALESCE(sum(u.amount_nanos - COALESCE(c.given_back, 0)), 0) AS total
  FROM usage_record u JOIN ledger_txn t ON t.id = u.txn_id AND s.id = ANY (t.window_ids)
  LEFT JOIN LATERAL (
    SELECT sum(e.amount) AS given_back FROM ledger_txn k JOIN ledger_entry e ON e.txn_id = k.id AND e.account_id NOT IN (${SYSTEM})
    WHERE k.corrects_txn = u.txn_id) c ON true
  WHERE u.key_id = s.key_id AND u.admitted_at >= CASE WHEN isfinite(s.window_start) THEN s.window_start ELSE '-infinity' END - interval '1 day') p
WHERE s.spent <> p.total LIMIT ${MAX_ROWS}`,
  },
]
