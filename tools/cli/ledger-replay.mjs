// What stream LEDGER has and a restored database lacks, found and posted again by PostgreSQL itself: no amount passes
// through a float, and each record is a transaction of its own.
import { inTransaction } from './local-database.mjs'

const SYSTEM_ACCOUNTS = ['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002']

/** The records of the stream as a temporary table of this connection. @param batches of readLedgerStream */
export async function loadRecords(client, batches) {
  await client.query('CREATE TEMP TABLE ledger_record (seq bigint PRIMARY KEY, kind text, record jsonb)')
  for await (const batch of batches)
    await client.query(
      'INSERT INTO ledger_record SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]::jsonb[])',
      [batch.map(({ seq }) => seq), batch.map(({ kind }) => kind), batch.map(({ record }) => record)],
    )
  await client.query('ANALYZE ledger_record')
}

/** @returns [{ seq, kind, id, says, obstacle }] in the order of the stream; `obstacle` null: can be posted */
export async function findMissing(client) {
  const { rows } = await client.query(MISSING, [SYSTEM_ACCOUNTS])
  return rows
}

/**
 * Posts one of them, idempotent by its id.
 * @param statements of billing: `applyPosted(ids)` does what a transaction means
 */
export async function postMissing(client, { seq, kind, id }, { applyPosted }) {
  await inTransaction(client, async () => {
    switch (kind) {
      case 'transaction': {
        await client.query(ENSURE_WALLETS, [seq])
        await client.query(LOCK_ACCOUNTS, [seq])
        await client.query(LOCK_WINDOWS, [seq])
        await client.query(POST_TRANSACTION, [seq])
        await client.query(POST_ENTRIES, [seq])
        const { sql, values } = applyPosted([id])
        await client.query(sql, values)
        return
      }
      case 'price_version':
        await client.query(POST_PRICE, [seq])
        return
      case 'key_state':
        await client.query(POST_KEY_STATE, [seq])
        return
      default:
        throw new Error(`no way to post a ${kind}`)
    }
  })
}

// Of a row that was published several times the latest record counts. What the database itself has not published yet is
// newer than the stream.
const MISSING = `
WITH latest AS MATERIALIZED (
  SELECT DISTINCT ON (kind, record ->> 'id') seq, kind, (record ->> 'id')::uuid AS id, record
  FROM ledger_record WHERE kind <> 'epoch' ORDER BY kind, record ->> 'id', seq DESC
), txn AS (
  SELECT l.seq, l.kind, l.id::text AS id,
    concat_ws(' ', l.record ->> 'kind', (SELECT string_agg(concat(trim_scale((e ->> 'amount')::numeric / 1000000000), ' to ', e ->> 'account_id'), ', ')
      FROM jsonb_array_elements(l.record -> 'entries') e WHERE e ->> 'account_id' <> ALL ($1::text[])),
      'of', l.record ->> 'created_at') AS says,
    CASE
      WHEN EXISTS (SELECT FROM ledger_txn t WHERE t.idem_key = l.record ->> 'idem_key')
        THEN 'its idempotency key was used again since the restore'
      WHEN EXISTS (SELECT FROM jsonb_array_elements(l.record -> 'entries') e
          WHERE e ->> 'account_id' <> ALL ($1::text[])
            AND NOT EXISTS (SELECT FROM account a WHERE a.id = (e ->> 'account_id')::uuid)
            AND NOT EXISTS (SELECT FROM app_user u WHERE u.wallet_account_id = (e ->> 'account_id')::uuid))
        THEN 'its account is unknown: the user or pool was made after the backup'
      WHEN l.record ->> 'kind' = 'redeem' AND NOT EXISTS (SELECT FROM redeem_code c WHERE c.id = (l.record -> 'meta' ->> 'codeId')::uuid)
        THEN 'its code is unknown: it was made after the backup'
      WHEN l.record ->> 'corrects_txn' IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_txn t WHERE t.id = (l.record ->> 'corrects_txn')::uuid)
        AND NOT EXISTS (SELECT FROM latest c WHERE c.kind = 'transaction' AND c.id = (l.record ->> 'corrects_txn')::uuid)
        THEN 'what it corrects is not settled (yet)'
    END AS obstacle
  FROM latest l
  WHERE l.kind = 'transaction' AND NOT EXISTS (SELECT FROM ledger_txn t WHERE t.id = l.id)
), price AS (
  SELECT l.seq, l.kind, l.id::text AS id,
    concat_ws(' ', 'of model', COALESCE(m.name, l.record ->> 'model_id'), 'from', l.record ->> 'valid_from') AS says,
    CASE WHEN m.id IS NULL THEN 'its model is unknown: it was made after the backup' END AS obstacle
  FROM latest l LEFT JOIN model m ON m.id = (l.record ->> 'model_id')::uuid
  WHERE l.kind = 'price_version' AND NOT EXISTS (SELECT FROM price_version p WHERE p.id = l.id)
), key AS (
  SELECT l.seq, l.kind, l.id::text AS id,
    concat_ws(' ', 'of', u.username || ':', l.record ->> 'state', '(here ' || k.state || ')') AS says, NULL AS obstacle
  FROM latest l JOIN api_key k ON k.id = l.id JOIN app_user u ON u.id = k.user_id
  WHERE l.kind = 'key_state' AND k.state = 'active' AND l.record ->> 'state' <> 'active'
    AND NOT EXISTS (SELECT FROM ledger_outbox o WHERE o.kind = 'key_state' AND o.published_at IS NULL AND o.record ->> 'id' = l.id::text)
)
SELECT * FROM txn UNION ALL SELECT * FROM price UNION ALL SELECT * FROM key ORDER BY seq`

const ENSURE_WALLETS = `
INSERT INTO account (id, kind, owner_user_id)
SELECT u.wallet_account_id, 'wallet', u.id
FROM ledger_record r CROSS JOIN LATERAL jsonb_array_elements(r.record -> 'entries') e
JOIN app_user u ON u.wallet_account_id = (e ->> 'account_id')::uuid
WHERE r.seq = $1 ORDER BY 1 ON CONFLICT DO NOTHING`

const LOCK_ACCOUNTS = `
SELECT id FROM account WHERE id IN (
  SELECT (e ->> 'account_id')::uuid FROM ledger_record r CROSS JOIN LATERAL jsonb_array_elements(r.record -> 'entries') e WHERE r.seq = $1)
ORDER BY id FOR UPDATE`

const LOCK_WINDOWS = `
SELECT id FROM limit_window WHERE id IN (
  SELECT w::uuid FROM ledger_record r CROSS JOIN LATERAL jsonb_array_elements_text(r.record -> 'window_ids') w WHERE r.seq = $1)
ORDER BY id FOR UPDATE`

const POST_TRANSACTION = `
INSERT INTO ledger_txn SELECT (jsonb_populate_record(NULL::ledger_txn, record)).* FROM ledger_record WHERE seq = $1
ON CONFLICT (id) DO NOTHING`

/** None for a transaction that was there: its \`xmin\` is another transaction's. */
const POST_ENTRIES = `
INSERT INTO ledger_entry (txn_id, account_id, amount)
SELECT t.id, (e.leg ->> 'account_id')::uuid, (e.leg ->> 'amount')::bigint
FROM ledger_record r JOIN ledger_txn t ON t.id = (r.record ->> 'id')::uuid AND t.xmin = pg_current_xact_id()::xid
CROSS JOIN LATERAL jsonb_array_elements(r.record -> 'entries') WITH ORDINALITY AS e(leg, place)
WHERE r.seq = $1 ORDER BY e.place`

const POST_PRICE = `
INSERT INTO price_version SELECT (jsonb_populate_record(NULL::price_version, record)).* FROM ledger_record WHERE seq = $1
ON CONFLICT (id) DO NOTHING`

const POST_KEY_STATE = `
UPDATE api_key k SET state = record ->> 'state', state_reason = COALESCE(record ->> 'state_reason', 'was so before the restore'),
  revoked_at = COALESCE((record ->> 'revoked_at')::timestamptz, k.revoked_at)
FROM ledger_record WHERE seq = $1 AND k.id = (record ->> 'id')::uuid AND k.state = 'active'`
