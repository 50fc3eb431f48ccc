import type { Statement } from '../database/database.repository.js'
import { FUNDING_ACCOUNT_ID, REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'

// What the operations on money share. Each runs `[locks, its own INSERT, applyPosted]` in one transaction: the first takes
// the row locks in their order, the second sees what was committed before them, the third does what the new transaction means.

/** People who may move money by hand, as a condition on alias `u` of `app_user`. */
export const MAY_MOVE_MONEY = `u.state = 'active' AND u.deleted_at IS NULL AND u.role IN ('admin', 'root')`

/** Whether account `a` may be given money: a pool that is open, a wallet of somebody active. */
export const CAN_RECEIVE = `a.state = 'active' AND NOT EXISTS (
  SELECT FROM app_user o WHERE o.wallet_account_id = a.id AND (o.state <> 'active' OR o.deleted_at IS NOT NULL))`

/** Campus day and month of now; `s` is `setting`. */
export const TODAY = `(now() AT TIME ZONE s.time_zone)::date`
export const PERIOD = `to_char(now() AT TIME ZONE s.time_zone, 'YYYY-MM')`

/**
 * What the transactions mean that were inserted by this very database transaction: balances, the lot of a credit, what
 * an expiry took of its lot, windows and rollups that a correction gives back to, the code that is used, the correction
 * that is posted. Derived from the rows of the ledger alone, so that one that is posted again from stream LEDGER has the
 * same effects. Exactly once: a row's `xmin` is its inserting transaction.
 * Run it after accounts and windows are locked.
 */
export const applyPosted = (transactionIds: readonly string[]): Statement => ({
  sql: APPLY_POSTED,
  values: [transactionIds, REVENUE_ACCOUNT_ID, FUNDING_ACCOUNT_ID],
})

export interface AppliedRow {
  account_id: string
  balance: bigint
  held: bigint
}

// $1 transactions, $2 revenue, $3 funding
const APPLY_POSTED = `
WITH fresh AS MATERIALIZED (
  SELECT * FROM ledger_txn WHERE id = ANY($1::uuid[]) AND kind <> 'usage' AND xmin = pg_current_xact_id()::xid
), leg AS MATERIALIZED (
  SELECT f.id AS txn_id, f.kind, f.meta, f.window_ids, f.corrects_txn, f.created_at, f.period, e.account_id, e.amount
  FROM fresh f JOIN ledger_entry e ON e.txn_id = f.id AND e.account_id NOT IN ($2::uuid, $3::uuid)
), balance AS (
  UPDATE account a SET balance = a.balance + x.amount
  FROM (SELECT account_id, sum(amount)::bigint AS amount FROM leg GROUP BY account_id) x
  WHERE a.id = x.account_id RETURNING a.id AS account_id, a.balance, a.held
), lot AS (
  INSERT INTO grant_lot (id, account_id, amount, expires_at)
  SELECT leg.txn_id, leg.account_id, leg.amount, to_timestamp((leg.meta ->> 'expiresAtMs')::bigint / 1000.0)
  FROM leg JOIN account a ON a.id = leg.account_id AND a.kind IN ('wallet', 'pool')
  WHERE leg.amount > 0
), lot_expiry AS (
  UPDATE grant_lot l SET expired = l.expired - leg.amount
  FROM leg WHERE leg.kind = 'expire' AND l.id = (leg.meta ->> 'lotId')::uuid
), window_update AS (
  UPDATE limit_window w SET spent = w.spent - x.amount
  FROM (SELECT window_id, sum(amount)::bigint AS amount FROM leg CROSS JOIN LATERAL unnest(leg.window_ids) AS p(window_id) GROUP BY window_id) x
  WHERE w.id = x.window_id
), hourly AS (
  INSERT INTO usage_hourly AS h (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id, amount_nanos)
  SELECT date_trunc('hour', u.admitted_at), u.occurred_on, u.user_id, u.key_id, u.course_id, u.model_id, u.channel_id,
    -sum(leg.amount)
  FROM leg JOIN usage_record u ON u.txn_id = leg.corrects_txn
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id)
  DO UPDATE SET amount_nanos = h.amount_nanos + EXCLUDED.amount_nanos
), delta AS (
  INSERT INTO usage_delta (period, hour, occurred_on, key_id, course_id, model_id, channel_id, outcome, calls, amount_nanos)
  SELECT leg.period, date_trunc('hour', u.admitted_at), u.occurred_on, u.key_id, u.course_id, u.model_id, u.channel_id,
    CASE u.status WHEN 'failed' THEN COALESCE(u.error_code, 'failed') ELSE u.status END, 0, -leg.amount
  FROM leg JOIN usage_record u ON u.txn_id = leg.corrects_txn
), code AS (
  UPDATE redeem_code c
  SET redeemed_by_user_id = (f.meta ->> 'actorUserId')::uuid, redeemed_at = f.created_at, txn_id = f.id
  FROM fresh f WHERE f.kind = 'redeem' AND c.id = (f.meta ->> 'codeId')::uuid AND c.txn_id IS NULL
), decided AS (
  UPDATE correction c SET state = 'posted', txn_id = f.id FROM fresh f WHERE c.idem_key = f.idem_key
)
SELECT account_id, balance, held FROM balance`
