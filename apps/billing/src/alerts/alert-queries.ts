import type { AlertKind } from './alerts.repository.js'

/** What each kind means, as a query with columns `subject_id` and `detail`. The subjects are whose alert it is. */
export const ALERT_QUERIES: Record<Exclude<AlertKind, 'drift'>, string> = {
  /** Subject: the account. Only what has ever had money can run low. */
  low_balance: `
SELECT a.id::text AS subject_id, jsonb_build_object('balanceNanos', a.balance::text, 'belowNanos', s.low_balance_nanos::text) AS detail
FROM account a CROSS JOIN setting s LEFT JOIN app_user u ON u.wallet_account_id = a.id
WHERE a.kind IN ('wallet', 'pool') AND a.state = 'active' AND a.balance < s.low_balance_nanos
  AND (u.id IS NULL OR (u.state = 'active' AND u.deleted_at IS NULL))
  AND EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = a.id)`,
  /** Subject: the window and the threshold. */
  limit_threshold: `
SELECT w.id || '/' || t.percent AS subject_id, jsonb_build_object('limitId', w.limit_id, 'percent', t.percent,
  'spentNanos', (w.spent + w.handed)::text, 'amountNanos', w.amount::text, 'windowStart', w.window_start) AS detail
FROM limit_window w JOIN spend_limit l ON l.id = w.limit_id AND l.is_active
CROSS JOIN LATERAL (VALUES (80), (100)) AS t(percent)
WHERE w.window_start <= now() AND w.window_end > now() AND w.amount > 0
  AND (w.spent + w.handed)::numeric * 100 >= w.amount::numeric * t.percent`,
  /** Subject: poison or unresolved. */
  dead_letters: `
SELECT kind AS subject_id, jsonb_build_object('count', count(*), 'oldest', min(created_at)) AS detail
FROM dead_letter WHERE resolved_at IS NULL GROUP BY kind`,
  /** Subject: the node whose leases have drained for more than 10 minutes. */
  leases_draining: `
SELECT node_id AS subject_id, jsonb_build_object('count', count(*), 'heldNanos', sum(held_left)::text, 'oldest', min(expires_at)) AS detail
FROM lease WHERE state <> 'closed' AND state = 'draining' AND expires_at < now() - interval '10 minutes' GROUP BY node_id`,
  /** Subject: the epoch; for a day. */
  epoch_raised: `
SELECT record ->> 'ledger_epoch' AS subject_id, jsonb_build_object('raisedAt', created_at,
  'isRecovering', (SELECT recovering_until_seq IS NOT NULL FROM ledger_state)) AS detail
FROM (SELECT record, created_at FROM ledger_outbox WHERE kind = 'epoch' AND created_at > now() - interval '1 day' ORDER BY id DESC LIMIT 20) o`,
}
