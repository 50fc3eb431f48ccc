import { MAY_MOVE_MONEY, PERIOD, TODAY } from './post-statements.js'

/** $1 batch, $2 name, $3 amount, $4 end of the codes and $5 of the money in ms or null, $6 actor, $7 [{id, hash, lastFour}]. */
export const CREATE_CODES = `
WITH actor AS MATERIALIZED (
  SELECT u.id FROM app_user u WHERE u.id = $6::uuid AND ${MAY_MOVE_MONEY}
), verdict AS MATERIALIZED (
  SELECT EXISTS (SELECT FROM actor) AS is_actor_allowed,
    ($4::bigint IS NULL OR to_timestamp($4::bigint / 1000.0) > now())
      AND ($5::bigint IS NULL OR to_timestamp($5::bigint / 1000.0) > now()) AS is_in_time
), batch AS (
  INSERT INTO redeem_batch (id, name, amount_nanos, expires_at, lot_expires_at, created_by_user_id)
  SELECT $1::uuid, $2::text, $3::bigint, to_timestamp($4::bigint / 1000.0), to_timestamp($5::bigint / 1000.0), actor.id
  FROM actor CROSS JOIN verdict v WHERE v.is_in_time
  ON CONFLICT DO NOTHING RETURNING id
), codes AS (
  INSERT INTO redeem_code (id, batch_id, hash, last_four)
  SELECT c.id, batch.id, c.hash, c."lastFour"
  FROM batch CROSS JOIN LATERAL jsonb_to_recordset($7::jsonb) AS c(id uuid, hash text, "lastFour" text)
)
SELECT EXISTS (SELECT FROM batch) AS is_created, v.* FROM verdict v`

export const FIND_BATCH = `
SELECT b.name, b.amount_nanos, (extract(epoch FROM b.expires_at) * 1000)::bigint AS expires_at_ms,
  (extract(epoch FROM b.lot_expires_at) * 1000)::bigint AS lot_expires_at_ms, b.created_by_user_id,
  (SELECT count(*) FROM redeem_code c WHERE c.batch_id = b.id) AS codes
FROM redeem_batch b WHERE b.id = $1::uuid`

/** $1 batch, $2 actor. */
export const REVOKE_CODES = `
WITH actor AS MATERIALIZED (
  SELECT u.id FROM app_user u WHERE u.id = $2::uuid AND ${MAY_MOVE_MONEY}
), revoked AS (
  UPDATE redeem_batch SET revoked_at = now()
  WHERE id = $1::uuid AND revoked_at IS NULL AND EXISTS (SELECT FROM actor) RETURNING id
)
SELECT EXISTS (SELECT FROM revoked) AS is_revoked, EXISTS (SELECT FROM actor) AS is_actor_allowed,
  EXISTS (SELECT FROM redeem_batch WHERE id = $1::uuid) AS is_known`

export const ENSURE_WALLET_OF_USER = `
INSERT INTO account (id, kind, owner_user_id)
SELECT wallet_account_id, 'wallet', id FROM app_user WHERE id = $1::uuid AND state = 'active' AND deleted_at IS NULL
ON CONFLICT DO NOTHING`

export const LOCK_WALLET_OF_USER = `
SELECT a.id FROM account a WHERE a.id = (SELECT wallet_account_id FROM app_user WHERE id = $1::uuid) FOR UPDATE`

/**
 * $1 hash, $2 user, $3 transaction, $4 funding account. Of many at once one gets the code's row first; the others read it
 * again when it is theirs, and find it used. A revocation waits for those who hold the batch.
 */
export const REDEEM_CODE = `
WITH code AS MATERIALIZED (
  SELECT c.id, c.last_four, c.redeemed_by_user_id, c.txn_id, b.id AS batch_id, b.name, b.amount_nanos, b.lot_expires_at,
    b.revoked_at IS NOT NULL AS is_revoked,
    COALESCE(b.expires_at <= now(), false) OR COALESCE(b.lot_expires_at <= now(), false) AS is_expired
  FROM redeem_code c JOIN redeem_batch b ON b.id = c.batch_id
  WHERE c.hash = $1::text FOR UPDATE OF c FOR SHARE OF b
), wallet AS MATERIALIZED (
  SELECT a.id FROM app_user u JOIN account a ON a.id = u.wallet_account_id AND a.state = 'active'
  WHERE u.id = $2::uuid AND u.state = 'active' AND u.deleted_at IS NULL
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $3::uuid, 'redeem', 'redeem:' || c.id, ${TODAY}, ${PERIOD}, jsonb_strip_nulls(jsonb_build_object(
    'actorUserId', $2::uuid, 'reason', c.name, 'batchId', c.batch_id, 'codeId', c.id, 'lastFour', c.last_four,
    'expiresAtMs', (extract(epoch FROM c.lot_expires_at) * 1000)::bigint))
  FROM code c CROSS JOIN wallet CROSS JOIN setting s
  WHERE c.txn_id IS NULL AND NOT c.is_revoked AND NOT c.is_expired
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN code c CROSS JOIN wallet CROSS JOIN LATERAL (
    VALUES (wallet.id, c.amount_nanos), ($4::uuid, -c.amount_nanos)) AS leg(account_id, amount)
)
SELECT (SELECT id FROM txn) AS transaction_id, c.txn_id AS earlier_transaction_id, c.redeemed_by_user_id, c.amount_nanos,
  c.is_revoked, c.is_expired, EXISTS (SELECT FROM wallet) AS has_wallet,
  (SELECT a.balance FROM wallet JOIN account a ON a.id = wallet.id) AS balance
FROM code c`
