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
  t.idem_key, t.lease_id, t.meta
FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id;

CREATE OR REPLACE VIEW audit_v1.leases AS
SELECT id AS lease_id, payer_id AS account_id, node_id, granted, consumed, state, expires_at, acquired_at FROM lease
UNION ALL
SELECT l.id, w.id, l.node_id, l.granted, l.consumed, l.state, l.expires_at, l.acquired_at
FROM lease l CROSS JOIN LATERAL unnest(l.window_ids) AS w(id);

CREATE OR REPLACE VIEW audit_v1.dead_letters AS
SELECT request_id, reason, payload, created_at, kind, resolved_at FROM dead_letter;
