import { CAN_RECEIVE, MAY_MOVE_MONEY, PERIOD, TODAY } from './post-statements.js'

// The SQL of corrections. Each statement runs after its accounts and windows are locked and answers with why it did nothing.

/**
 * $1 correction, $2 kind, $3 idempotency key, $4 account, $5 where a move goes or null, $6 amount that the account gets,
 * $7 reason, $8 actor, $9 second person, $10 transaction, $11 funding account.
 * One that gives money is posted at once, one that takes some waits. What is in the account bounds it here; what is free
 * there when it is decided, because holds come and go.
 */
export const CREATE_CORRECTION = `
WITH people AS MATERIALIZED (
  SELECT (SELECT u.role = 'root' FROM app_user u WHERE u.id = $8::uuid AND ${MAY_MOVE_MONEY}) AS is_root,
    EXISTS (SELECT FROM app_user u WHERE u.id = $9::uuid AND u.id <> $8::uuid AND ${MAY_MOVE_MONEY}) AS has_second
), target AS MATERIALIZED (
  SELECT a.balance - a.floor AS in_it FROM account a
  WHERE a.id = $4::uuid AND (a.kind IN ('wallet', 'pool') OR (a.kind = 'suspense' AND $5::uuid IS NULL))
), receiver AS MATERIALIZED (
  SELECT ${CAN_RECEIVE} AS can_receive, COALESCE(a.owner_user_id = $8::uuid, false) AS is_own FROM account a
  WHERE ($6::bigint > 0 AND a.id = $4::uuid) OR (a.id = $5::uuid AND a.kind IN ('wallet', 'pool'))
), verdict AS MATERIALIZED (
  SELECT p.*, COALESCE((SELECT is_own FROM receiver), false) AS is_own,
    EXISTS (SELECT FROM target) AND ($5::uuid IS NULL OR EXISTS (SELECT FROM receiver)) AS is_account_known,
    COALESCE((SELECT can_receive FROM receiver), true) AS can_receive,
    $6::bigint > 0 OR COALESCE((SELECT in_it FROM target), 0) >= -$6::bigint AS is_enough
  FROM people p
), noted AS (
  INSERT INTO correction (id, kind, idem_key, state, account_id, to_account_id, amount_nanos, reason, actor_user_id, second_user_id)
  SELECT $1::uuid, $2::text, $3::text, CASE WHEN $6::bigint > 0 THEN 'posted' ELSE 'pending' END, $4::uuid, $5::uuid,
    $6::bigint, $7::text, $8::uuid, $9::uuid
  FROM verdict v
  WHERE v.has_second AND v.is_root IS NOT NULL AND (v.is_root OR NOT v.is_own) AND v.is_account_known AND v.can_receive
    AND v.is_enough AND NOT EXISTS (SELECT FROM ledger_txn WHERE idem_key = $3::text)
  ON CONFLICT DO NOTHING RETURNING *
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $10::uuid, n.kind, n.idem_key, ${TODAY}, ${PERIOD}, jsonb_build_object('actorUserId', n.actor_user_id,
    'secondUserId', n.second_user_id, 'reason', n.reason, 'correctionId', n.id)
  FROM noted n CROSS JOIN setting s WHERE n.state = 'posted'
  RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN LATERAL (VALUES ($4::uuid, $6::bigint), ($11::uuid, -$6::bigint)) AS leg(account_id, amount)
)
SELECT (SELECT state FROM noted) AS state, v.* FROM verdict v`

/**
 * $1 correction, $2 idempotency key, $3 request, $4 amount or null for all that is left, $5 reason, $6 actor, $7 second
 * person, $8 transaction, $9 revenue account. What is left: the debit less everything that corrected it before.
 */
export const REFUND_CALL = `
WITH people AS MATERIALIZED (
  SELECT (SELECT u.role = 'root' FROM app_user u WHERE u.id = $6::uuid AND ${MAY_MOVE_MONEY}) AS is_root,
    EXISTS (SELECT FROM app_user u WHERE u.id = $7::uuid AND u.id <> $6::uuid AND ${MAY_MOVE_MONEY}) AS has_second
), call AS MATERIALIZED (
  SELECT t.id, t.window_ids, t.occurred_on, r.payer_id, COALESCE(a.owner_user_id = $6::uuid, false) AS is_own,
    (SELECT -sum(e.amount) FROM ledger_txn c JOIN ledger_entry e ON e.txn_id = c.id AND e.account_id = r.payer_id
     WHERE c.id = t.id OR c.corrects_txn = t.id)::bigint AS left_nanos
  FROM usage_record r JOIN ledger_txn t ON t.id = r.txn_id JOIN account a ON a.id = r.payer_id
  WHERE r.request_id = $3::uuid
), verdict AS MATERIALIZED (
  SELECT p.*, COALESCE((SELECT is_own FROM call), false) AS is_own, EXISTS (SELECT FROM call) AS is_account_known,
    true AS can_receive, COALESCE($4::bigint, (SELECT left_nanos FROM call)) AS amount,
    COALESCE((SELECT left_nanos > 0 AND left_nanos >= COALESCE($4::bigint, left_nanos) FROM call), false) AS is_enough
  FROM people p
), noted AS (
  INSERT INTO correction (id, kind, idem_key, state, account_id, request_id, amount_nanos, reason, actor_user_id, second_user_id)
  SELECT $1::uuid, 'refund', $2::text, 'posted', call.payer_id, $3::uuid, v.amount, $5::text, $6::uuid, $7::uuid
  FROM verdict v CROSS JOIN call
  WHERE v.has_second AND v.is_root IS NOT NULL AND (v.is_root OR NOT v.is_own) AND v.is_enough
    AND NOT EXISTS (SELECT FROM ledger_txn WHERE idem_key = $2::text)
  ON CONFLICT DO NOTHING RETURNING *
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, corrects_txn, window_ids, occurred_on, period, meta)
  SELECT $8::uuid, 'refund', n.idem_key, call.id, call.window_ids, call.occurred_on, ${PERIOD}, jsonb_build_object(
    'actorUserId', n.actor_user_id, 'secondUserId', n.second_user_id, 'reason', n.reason, 'correctionId', n.id)
  FROM noted n CROSS JOIN call CROSS JOIN setting s
  RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN noted n CROSS JOIN LATERAL (VALUES (n.account_id, n.amount_nanos), ($9::uuid, -n.amount_nanos))
    AS leg(account_id, amount)
)
SELECT (SELECT state FROM noted) AS state, v.is_root, v.has_second, v.is_own, v.is_account_known, v.can_receive, v.is_enough
FROM verdict v`

/** $1 correction, $2 who decides, $3 approve or refuse, $4 note, $5 transaction, $6 funding account. */
export const DECIDE_CORRECTION = `
WITH asked AS MATERIALIZED (
  SELECT * FROM correction WHERE id = $1::uuid FOR UPDATE
), receiver AS MATERIALIZED (
  SELECT ${CAN_RECEIVE} AS can_receive, COALESCE(a.owner_user_id = $2::uuid, false) AS is_own
  FROM asked JOIN account a ON a.id = asked.to_account_id
), verdict AS MATERIALIZED (
  SELECT (SELECT u.role = 'root' FROM app_user u WHERE u.id = $2::uuid AND ${MAY_MOVE_MONEY}) AS is_root,
    asked.actor_user_id <> $2::uuid AS has_second, COALESCE((SELECT is_own FROM receiver), false) AS is_own,
    true AS is_account_known, COALESCE((SELECT can_receive FROM receiver), true) AS can_receive,
    (SELECT a.balance - a.held - a.floor FROM account a WHERE a.id = asked.account_id) >= -asked.amount_nanos AS is_enough
  FROM asked
), entitled AS MATERIALIZED (
  SELECT 1 FROM verdict v CROSS JOIN asked
  WHERE asked.state = 'pending' AND v.has_second AND v.is_root IS NOT NULL AND (v.is_root OR NOT v.is_own)
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $5::uuid, c.kind, c.idem_key, ${TODAY}, ${PERIOD}, jsonb_build_object('actorUserId', c.actor_user_id,
    'secondUserId', c.second_user_id, 'decidedByUserId', $2::uuid, 'reason', c.reason, 'correctionId', c.id)
  FROM asked c CROSS JOIN verdict v CROSS JOIN setting s
  WHERE $3::text = 'approve' AND EXISTS (SELECT FROM entitled) AND v.can_receive AND v.is_enough
  RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN asked c CROSS JOIN LATERAL (
    VALUES (c.account_id, c.amount_nanos), (COALESCE(c.to_account_id, $6::uuid), -c.amount_nanos)) AS leg(account_id, amount)
), decided AS (
  UPDATE correction SET state = CASE WHEN $3::text = 'approve' THEN 'posted' ELSE 'refused' END,
    decided_by_user_id = $2::uuid, decided_at = now(), decision_note = $4::text, txn_id = (SELECT id FROM txn)
  WHERE id = $1::uuid AND ((SELECT id FROM txn) IS NOT NULL OR ($3::text = 'refuse' AND EXISTS (SELECT FROM entitled)))
  RETURNING state
)
SELECT (SELECT state FROM decided) AS state, v.* FROM verdict v`

export const LOCK_ACCOUNTS_OF_CORRECTION = `
SELECT a.id FROM account a
WHERE a.id IN (SELECT unnest(ARRAY[c.account_id, c.to_account_id]) FROM correction c WHERE c.id = $1::uuid)
ORDER BY a.id FOR UPDATE`

export const LOCK_PAYER_OF_CALL = `
SELECT a.id FROM account a WHERE a.id = (SELECT payer_id FROM usage_record WHERE request_id = $1::uuid) FOR UPDATE`

export const LOCK_WINDOWS_OF_CALL = `
SELECT w.id FROM limit_window w
WHERE w.id IN (SELECT unnest(t.window_ids) FROM usage_record r JOIN ledger_txn t ON t.id = r.txn_id WHERE r.request_id = $1::uuid)
ORDER BY w.id FOR UPDATE`

/** By idempotency key ($1) or id ($2), with the balance of its account now. */
export const FIND_CORRECTION = `
SELECT c.id, c.kind, c.state, c.account_id, c.to_account_id, c.request_id, c.amount_nanos, c.decided_by_user_id, c.txn_id,
  a.balance
FROM correction c JOIN account a ON a.id = c.account_id
WHERE c.idem_key = $1::text OR c.id = $2::uuid`
