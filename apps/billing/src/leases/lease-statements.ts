// The SQL of leases but for the acquire. What each does is said where LeasesRepository runs it; RELIABILITY 4.5 has the
// reasons.

/** Columns that every reply of the lease questions carries. */
export const CLOCK = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms,
  (SELECT ledger_epoch FROM ledger_state) AS epoch`

export const msOf = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`

export const READ_CLOCK = `SELECT ${CLOCK}`

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

/**
 * $1 accounts and windows, $2 limit. Exact ones are in use to the last nano and closed when they are not. The first
 * condition is what the partial indexes of leases ask for.
 */
export const LIST_RECALLABLE = `
SELECT id, node_id FROM lease
WHERE state <> 'closed' AND state = 'open' AND NOT is_exact AND held_left > 0
  AND (payer_id = ANY($1::uuid[]) OR window_ids && $1::uuid[])
ORDER BY held_left DESC LIMIT $2::bigint`

/**
 * $1 node, $2 actor. Fences whatever still runs under that name: its disk is gone, and a gateway that comes in its place
 * takes another name.
 */
export const FENCE_NODE = `
WITH actor AS MATERIALIZED (
  SELECT 1 FROM app_user WHERE id = $2::uuid AND state = 'active' AND deleted_at IS NULL AND role IN ('admin', 'root')
), fenced AS (
  UPDATE gateway_node SET incarnation = incarnation + 1 WHERE node_id = $1::text AND EXISTS (SELECT FROM actor) RETURNING incarnation
)
SELECT EXISTS (SELECT FROM actor) AS is_allowed, (SELECT incarnation FROM fenced) AS incarnation`
