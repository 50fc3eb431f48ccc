-- Read-only views for auditors and tests: a public contract (DESIGN 10). Columns may be added, none taken away. Amounts
-- are nanos. Applied by the owner after each migration.
CREATE SCHEMA IF NOT EXISTS audit_v1;

CREATE OR REPLACE VIEW audit_v1.accounts AS
SELECT id AS account_id, owner_user_id, kind, balance, held FROM account
UNION ALL
SELECT id, NULL, 'limit', amount - spent - handed, held FROM limit_window;

CREATE OR REPLACE VIEW audit_v1.entries AS
SELECT
  e.id AS entry_id, e.txn_id, t.request_id, t.kind, e.account_id, e.amount,
  (t.meta ->> 'priceVersionId')::uuid AS price_version,
  t.meta -> 'quantities' AS usage,
  COALESCE(t.meta ->> 'provenance' IN ('estimated', 'interrupted'), false) AS estimated,
  t.occurred_on, t.period, t.created_at,
  t.idem_key, t.lease_id, t.meta, t.corrects_txn, t.window_ids
FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id;

CREATE OR REPLACE VIEW audit_v1.leases AS
SELECT id AS lease_id, payer_id AS account_id, node_id, granted, consumed, state, expires_at, acquired_at FROM lease
UNION ALL
SELECT l.id, w.id, l.node_id, l.granted, l.consumed, l.state, l.expires_at, l.acquired_at
FROM lease l CROSS JOIN LATERAL unnest(l.window_ids) AS w(id);

CREATE OR REPLACE VIEW audit_v1.dead_letters AS
SELECT request_id, reason, payload, created_at, kind, resolved_at FROM dead_letter;

-- The history of an account as its lots need it, in the order of entry_id: each credit, each expiry, and between them the
-- sum of what was debited. A lot that has an end names it.
CREATE OR REPLACE VIEW audit_v1.lot_movements AS
SELECT account_id, type, lot_id, expires_at, max(entry_id) AS entry_id, sum(amount)::bigint AS amount
FROM (
  SELECT e.account_id, e.id AS entry_id, e.amount, l.expires_at,
    CASE WHEN e.amount > 0 THEN 'credit' WHEN t.kind = 'expire' THEN 'expire' ELSE 'debit' END AS type,
    CASE WHEN e.amount > 0 THEN t.id WHEN t.kind = 'expire' THEN (t.meta ->> 'lotId')::uuid END AS lot_id,
    count(*) FILTER (WHERE e.amount > 0 OR t.kind = 'expire') OVER (PARTITION BY e.account_id ORDER BY e.id) AS run
  FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id LEFT JOIN grant_lot l ON l.id = t.id AND e.amount > 0
) movement
GROUP BY account_id, run, type, lot_id, expires_at;

-- Why money is held: one row for each lease that holds some, and for its payer and each of its windows. Per account or
-- window the column held adds up to its held. An open lease gives back what its calls leave over at expires_at at the
-- latest; a draining one when its calls are settled, or when the grace period after expires_at is over.
CREATE OR REPLACE VIEW audit_v1.held_money AS
SELECT level.id AS account_id, level.limit_id, l.id AS lease_id, l.state, l.held_left AS held, l.key_id, k.name AS key_name,
  k.user_id, l.node_id, l.acquired_at AS since, l.expires_at
FROM lease l LEFT JOIN api_key k ON k.id = l.key_id CROSS JOIN LATERAL (
  SELECT l.payer_id AS id, NULL::uuid AS limit_id
  UNION ALL SELECT w.id, w.limit_id FROM limit_window w WHERE w.id = ANY(l.window_ids)
) level
WHERE l.state <> 'closed' AND l.held_left > 0;

-- Limits and budgets, one row for each window; account_id is the window's, as in accounts and leases.
CREATE OR REPLACE VIEW audit_v1.limits AS
SELECT w.id AS account_id, w.limit_id, w.kind, s.parent_id AS parent_limit_id, w.window_start, w.window_end,
  w.amount, w.spent, w.held, w.handed
FROM limit_window w LEFT JOIN spend_limit s ON s.id = w.limit_id;

-- What budgets handed to the windows below them; given back: below 0.
CREATE OR REPLACE VIEW audit_v1.allocations AS
SELECT id AS allocation_id, parent_window_id, child_window_id, amount, created_at FROM allocation;

-- What reports of usage show, corrections included; amounts are above 0 where money was spent.
CREATE OR REPLACE VIEW audit_v1.reports AS
SELECT occurred_on, user_id, key_id, model_id, sum(calls)::bigint AS calls, sum(amount_nanos)::bigint AS amount
FROM usage_hourly GROUP BY 1, 2, 3, 4;

-- What the account of revenue got, by period, UTC hour and kind of posting: at every moment what its entries add up to, kept as
-- a sum in the transaction that posts them.
CREATE OR REPLACE VIEW audit_v1.revenue AS
SELECT period, hour, kind, sum(entries)::bigint AS entries, sum(amount)::bigint AS amount
FROM (SELECT * FROM revenue_sum UNION ALL SELECT * FROM revenue_delta) parts GROUP BY 1, 2, 3;
