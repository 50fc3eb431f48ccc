import { limitsOf } from '../limits/limit-path.js'
import { MAY_USE_POOL } from '../money/may-use-pool.js'
import { CLOCK, msOf } from './lease-statements.js'

/** Condition on `ledger_state`: the gap to the bus is being settled, or this is an older database than the one seen before. */
const IS_BEHIND = `recovering_until_seq IS NOT NULL OR ledger_epoch < $11::bigint
  OR (usage_stream_created = $12::text AND usage_settled_seq < $13::bigint)`

/**
 * $1 lease, $2 node, $3 incarnation, $4 key, $5 payer, $6 r, $7 least useful amount, $8 slab cap, $9 time to live in ms,
 * $10 deadline in ms, $11 epoch, $12 stream and $13 settled sequence that were seen stored before. Locks node, payer, windows in this order; a row that was waited for is read again by FOR UPDATE, and
 * everything is computed from rows read so. All of them are held or none. No window of a budget is among them: a row that
 * all courses share would make every call wait for every other.
 */
export const ACQUIRE = `
WITH node AS MATERIALIZED (
  SELECT 1 FROM gateway_node WHERE node_id = $2::text AND incarnation = $3::bigint FOR SHARE
), spender AS MATERIALIZED (
  SELECT k.state = 'active' AND (k.expires_at IS NULL OR k.expires_at > now()) AND k.payer_account_id = $5::uuid AS key_ok,
    u.state = 'active' AND u.deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM app_user o WHERE o.wallet_account_id = $5::uuid AND (o.state <> 'active' OR o.deleted_at IS NOT NULL))
      AND NOT EXISTS (SELECT FROM account a WHERE a.id = $5::uuid AND a.kind = 'pool' AND NOT ${MAY_USE_POOL}) AS user_ok
  FROM api_key k JOIN app_user u ON u.id = k.user_id WHERE k.id = $4::uuid
), path AS MATERIALIZED (
  ${limitsOf('$4::uuid')}
), payer AS MATERIALIZED (
  SELECT id, state, balance - floor AS balance, held, balance - held - floor AS headroom FROM account
  WHERE id = $5::uuid AND EXISTS (SELECT FROM node) FOR UPDATE
), win AS MATERIALIZED (
  SELECT w.id, w.kind, w.amount - w.spent AS balance, w.held, w.amount - w.held - w.spent AS headroom, w.window_end,
    CASE WHEN NOT p.is_closed THEN p.parent_id END AS parent_id
  FROM path p JOIN limit_window w ON w.limit_id = p.limit_id AND w.window_start = p.window_start
  WHERE EXISTS (SELECT FROM payer) ORDER BY w.id FOR UPDATE OF w
), level AS MATERIALIZED (
  SELECT id, 'balance' AS kind, balance, held, headroom, NULL::timestamptz AS window_end, NULL::uuid AS parent_id FROM payer
  UNION ALL SELECT id, kind, balance, held, headroom, window_end, parent_id FROM win
), amount AS (
  SELECT GREATEST(0, LEAST($6::bigint, min(headroom)), LEAST($8::bigint, min(headroom) / 10)) AS nanos FROM level
  HAVING count(*) = 1 + (SELECT count(*) FROM path) AND ($6::bigint = 0 OR min(headroom) >= $7::bigint)
    AND clock_timestamp() < to_timestamp($10::bigint / 1000.0)
    AND EXISTS (SELECT FROM spender WHERE key_ok AND user_ok)
    AND EXISTS (SELECT FROM payer WHERE state = 'active')
    AND NOT EXISTS (SELECT FROM ledger_state WHERE ${IS_BEHIND})
), opened AS (
  INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, window_ids, granted, is_exact, state, acquired_at, expires_at)
  SELECT $1::uuid, $2::text, $3::bigint, $4::uuid, $5::uuid, ARRAY(SELECT id FROM win ORDER BY id), nanos, nanos = $6::bigint, 'open', now(),
    LEAST(now() + $9::bigint * interval '1 ms', (SELECT min(window_end) FROM win) + interval '60 s')
  FROM amount
  ON CONFLICT (id) DO NOTHING RETURNING granted, acquired_at, expires_at
), payer_hold AS (
  UPDATE account SET held = held + opened.granted FROM opened WHERE account.id = $5::uuid
), window_hold AS (
  UPDATE limit_window SET held = held + opened.granted FROM opened WHERE limit_window.id IN (SELECT id FROM win)
)
SELECT
  (SELECT granted FROM opened) AS granted,
  (SELECT ${msOf('acquired_at')} FROM opened) AS acquired_at_ms,
  (SELECT ${msOf('expires_at')} - ${msOf('acquired_at')} FROM opened) AS ttl_ms,
  EXISTS (SELECT FROM node) AS is_current,
  clock_timestamp() >= to_timestamp($10::bigint / 1000.0) AS is_late,
  EXISTS (SELECT FROM ledger_state WHERE ${IS_BEHIND}) AS is_recovering,
  (SELECT key_ok FROM spender) AS is_key_active,
  (SELECT user_ok FROM spender) AND COALESCE((SELECT state = 'active' FROM payer), true) AS is_user_active,
  (SELECT count(*) FROM level) = 1 + (SELECT count(*) FROM path) AS is_complete,
  (SELECT headroom FROM payer) AS headroom,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'parentId', parent_id, 'balance', balance::text,
      'held', held::text, 'windowEndsAtMs', CASE WHEN isfinite(window_end) THEN ${msOf('window_end')} END) ORDER BY headroom, kind)
    FROM level WHERE headroom < $7::bigint AND NOT EXISTS (SELECT FROM opened)
  ), '[]') AS short,
  ${CLOCK}`
