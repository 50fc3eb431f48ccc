// The SQL of leases. What each does is said where LeasesRepository runs it; RELIABILITY 4.5 has the reasons.

const CLOCK = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms,
  (SELECT ledger_epoch FROM ledger_state) AS epoch`

const msOf = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`

export const READ_CLOCK = `SELECT ${CLOCK}`

/**
 * $1 lease, $2 node, $3 incarnation, $4 key, $5 payer, $6 windows, $7 r, $8 least useful amount, $9 slab cap,
 * $10 time to live in ms, $11 deadline in ms. Locks node, payer, windows in this order; a row that was waited for is read
 * again by FOR UPDATE, and everything is computed from rows read so.
 */
export const ACQUIRE = `
WITH node AS MATERIALIZED (
  SELECT 1 FROM gateway_node WHERE node_id = $2::text AND incarnation = $3::bigint FOR SHARE
), spender AS MATERIALIZED (
  SELECT k.state = 'active' AND (k.expires_at IS NULL OR k.expires_at > now()) AND k.payer_account_id = $5::uuid AS key_ok,
    u.state = 'active' AND u.deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM app_user o WHERE o.wallet_account_id = $5::uuid AND (o.state <> 'active' OR o.deleted_at IS NOT NULL)) AS user_ok
  FROM api_key k JOIN app_user u ON u.id = k.user_id WHERE k.id = $4::uuid
), payer AS MATERIALIZED (
  SELECT id, balance, held, balance - held - floor AS headroom FROM account
  WHERE id = $5::uuid AND EXISTS (SELECT FROM node) FOR UPDATE
), win AS MATERIALIZED (
  SELECT id, kind, amount - held - spent AS headroom, window_end FROM limit_window
  WHERE id = ANY($6::uuid[]) AND EXISTS (SELECT FROM payer) ORDER BY id FOR UPDATE
), level AS MATERIALIZED (
  SELECT 'balance' AS kind, headroom FROM payer UNION ALL SELECT kind, headroom FROM win
), amount AS (
  SELECT GREATEST(0, LEAST($7::bigint, min(headroom)), LEAST($9::bigint, min(headroom) / 10)) AS nanos FROM level
  HAVING count(*) = 1 + cardinality($6::uuid[]) AND ($7::bigint = 0 OR min(headroom) >= $8::bigint)
    AND clock_timestamp() < to_timestamp($11::bigint / 1000.0)
    AND EXISTS (SELECT FROM spender WHERE key_ok AND user_ok)
), opened AS (
  INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, window_ids, granted, state, acquired_at, expires_at)
  SELECT $1::uuid, $2::text, $3::bigint, $4::uuid, $5::uuid, $6::uuid[], nanos, 'open', now(),
    LEAST(now() + $10::bigint * interval '1 ms', (SELECT min(window_end) FROM win) + interval '60 s')
  FROM amount
  ON CONFLICT (id) DO NOTHING RETURNING granted, acquired_at, expires_at
), payer_hold AS (
  UPDATE account SET held = held + opened.granted FROM opened WHERE account.id = $5::uuid
), window_hold AS (
  UPDATE limit_window SET held = held + opened.granted FROM opened WHERE limit_window.id = ANY($6::uuid[])
)
SELECT
  (SELECT granted FROM opened) AS granted,
  (SELECT ${msOf('acquired_at')} FROM opened) AS acquired_at_ms,
  (SELECT ${msOf('expires_at')} - ${msOf('acquired_at')} FROM opened) AS ttl_ms,
  EXISTS (SELECT FROM node) AS is_current,
  clock_timestamp() >= to_timestamp($11::bigint / 1000.0) AS is_late,
  (SELECT key_ok FROM spender) AS is_key_active,
  (SELECT user_ok FROM spender) AS is_user_active,
  (SELECT count(*) FROM level) AS levels,
  (SELECT kind FROM level WHERE headroom < $8::bigint ORDER BY headroom, kind LIMIT 1) AS refused_by,
  (SELECT balance FROM payer) AS balance,
  (SELECT held FROM payer) AS held,
  (SELECT headroom FROM payer) AS headroom,
  ${CLOCK}`

export const ENSURE_WALLET = `
INSERT INTO account (id, kind, owner_user_id)
SELECT wallet_account_id, 'wallet', id FROM app_user WHERE wallet_account_id = $1::uuid
ON CONFLICT DO NOTHING`

export const FIND_LEASE = `
SELECT l.id, l.payer_id, l.window_ids, l.node_id, l.state, l.granted, ${msOf('l.acquired_at')} AS acquired_at_ms,
  ${msOf('l.expires_at')} - ${msOf('l.acquired_at')} AS ttl_ms,
  COALESCE((SELECT balance - held - floor FROM account WHERE id = l.payer_id), 0) AS headroom, ${CLOCK}
FROM lease l WHERE l.id = $1::uuid`

export const INSERT_CLOSED = `
INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, granted, state, expires_at, closed_at)
SELECT $1::uuid, $2::text, $3::bigint, $4::uuid, $5::uuid, 0, 'closed', now(), now()
WHERE EXISTS (SELECT FROM gateway_node WHERE node_id = $2::text AND incarnation = $3::bigint)
ON CONFLICT (id) DO NOTHING`

/**
 * $1 [{id, cap}], $2 kind, $3 node and $4 incarnation of the asker or null, $5 grace in ms. Runs after the payers and
 * windows of these leases are locked.
 */
export const CHANGE_LEASES = `
WITH fence AS MATERIALIZED (
  SELECT $3::text IS NULL
    OR EXISTS (SELECT FROM gateway_node WHERE node_id = $3::text AND incarnation = $4::bigint) AS is_current
), target AS MATERIALIZED (
  SELECT l.id, l.payer_id, l.window_ids, l.consumed, l.held_left, l.state,
    LEAST(l.granted, COALESCE(t.cap, l.consumed)) AS granted
  FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, cap bigint) JOIN lease l ON l.id = t.id
  WHERE (SELECT is_current FROM fence) AND ($3::text IS NULL OR l.node_id = $3::text) AND CASE $2::text
    WHEN 'end-grace' THEN l.state = 'draining' AND l.expires_at <= now() - $5::bigint * interval '1 ms'
    ELSE l.state <> 'closed' END
), changed AS MATERIALIZED (
  SELECT *, held_left - GREATEST(0, granted - consumed) AS freed,
    CASE WHEN $2::text = 'trim' AND state = 'open' THEN 'open' WHEN granted <= consumed THEN 'closed' ELSE 'draining' END
      AS next_state
  FROM target
), lease_update AS (
  UPDATE lease l SET granted = c.granted, state = c.next_state,
    closed_at = CASE WHEN c.next_state = 'closed' THEN now() END
  FROM changed c WHERE l.id = c.id
), account_update AS (
  UPDATE account a SET held = a.held - x.freed
  FROM (SELECT payer_id, sum(freed)::bigint AS freed FROM changed GROUP BY payer_id) x
  WHERE a.id = x.payer_id AND x.freed <> 0
), window_update AS (
  UPDATE limit_window w SET held = w.held - x.freed
  FROM (SELECT id, sum(freed)::bigint AS freed FROM (SELECT unnest(window_ids) AS id, freed FROM changed) parts GROUP BY id) x
  WHERE w.id = x.id AND x.freed <> 0
)
SELECT (SELECT is_current FROM fence) AS is_current, COALESCE((SELECT sum(freed) FROM changed), 0)::bigint AS freed,
  ARRAY(SELECT DISTINCT payer_id::text FROM changed WHERE freed > 0) AS payer_ids, ${CLOCK}`

export const RAISE_INCARNATION = `
INSERT INTO gateway_node AS n (node_id, incarnation) VALUES ($1::text, $2::bigint)
ON CONFLICT (node_id) DO UPDATE SET incarnation = EXCLUDED.incarnation, seen_at = now()
WHERE n.incarnation <= EXCLUDED.incarnation
RETURNING 1 AS raised`

export const LIST_OLDER_INCARNATIONS = `
SELECT id, payer_id, window_ids FROM lease
WHERE node_id = $1::text AND incarnation < $2::bigint AND state <> 'closed' AND id > $3::uuid
ORDER BY id LIMIT $4::bigint`

/** Changes no money, so it takes no account lock; rows that a settlement has in hand wait for the next round. */
export const DRAIN_EXPIRED = `
WITH due AS MATERIALIZED (
  SELECT id FROM lease WHERE state = 'open' AND expires_at <= now() ORDER BY id LIMIT $1::bigint FOR UPDATE SKIP LOCKED
)
UPDATE lease l SET state = CASE WHEN l.consumed >= l.granted THEN 'closed' ELSE 'draining' END,
  closed_at = CASE WHEN l.consumed >= l.granted THEN now() END
FROM due WHERE l.id = due.id
RETURNING l.id`

export const LIST_GRACE_ENDED = `
SELECT id, payer_id, window_ids FROM lease
WHERE state = 'draining' AND expires_at <= now() - $1::bigint * interval '1 ms'
ORDER BY expires_at LIMIT $2::bigint`
