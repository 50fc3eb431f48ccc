// A campus in its fourth month: people, courses, keys, models and the calls of 120 days, written past the services.
import { foldStatement } from '../../apps/billing/dist/rollups/fold-statements.js'

const DAYS = 120
/** Calls in a row by the same key: a person works for a while, then stops. */
const CALLS_A_SITTING = 5
const CHUNK = 250_000
/** While it is loaded, nobody needs what a crash would take. */
const BULK = [
  ['fsync', 'off'],
  ['synchronous_commit', 'off'],
  ['autovacuum', 'off'],
  ['max_wal_size', '16GB'],
  ['maintenance_work_mem', '1GB'],
  ['work_mem', '256MB'],
]
const REVENUE = '00000000-0000-0000-0000-000000000001'
const SIZES = { courses: 40, models: 20, channels: 10, keysOfUser: 5 }

/**
 * In bulk: nothing is safe against a crash meanwhile, indexes of the large tables are made when their rows are there, and
 * deltas are folded by billing's own statements, many at once.
 * @param pool as the superuser; billing does not run
 * @param size { users, calls, ledgerShare }: a share of the calls, the newest, also has its ledger rows
 * @param told about progress
 */
export async function loadCampus(pool, { users, calls, ledgerShare }, told) {
  await pool.query('CREATE SCHEMA bench') // the rights of the other one are billing's and admin-api's
  await loadPeople(pool, users)
  await loadCatalog(pool)
  const keys = users * SIZES.keysOfUser
  await withBulkSettings(pool, () =>
    withoutIndexes(pool, ['usage_record', 'usage_hourly', 'ledger_txn', 'ledger_entry'], async () => {
      for (let from = 0; from < calls; from += CHUNK) {
        await pool.query(CALLS, [from, Math.min(from + CHUNK, calls), calls, keys, SIZES.models, SIZES.channels])
        await pool.query(`UPDATE usage_delta SET period = to_char(occurred_on, 'YYYY-MM')`) // posted when they were made
        await foldAll(pool)
        told(`${Math.min(from + CHUNK, calls)} of ${calls} calls`)
      }
      await pool.query(HOURLY)
      told('sums by hour')
      await loadLedger(pool, Math.floor(calls * ledgerShare))
      told('ledger')
    }),
  )
  told('indexes')
  await pool.query('VACUUM ANALYZE')
}

/** As billing does every few seconds. */
async function foldAll(pool) {
  const { sql, values } = foldStatement(CHUNK)
  while ((await pool.query(sql, values)).rows[0].folded > 0);
  await pool.query('VACUUM usage_delta')
}

async function withBulkSettings(pool, work) {
  for (const [name, value] of BULK) await pool.query(`ALTER SYSTEM SET ${name} = '${value}'`)
  await pool.query('SELECT pg_reload_conf()')
  try {
    await work()
  } finally {
    for (const [name] of BULK) await pool.query(`ALTER SYSTEM RESET ${name}`)
    await pool.query('SELECT pg_reload_conf()')
    await pool.query('CHECKPOINT')
  }
}

/** Drops indexes, primary keys among them, and makes them again afterwards. */
async function withoutIndexes(pool, tables, work) {
  const { rows } = await pool.query(
    `SELECT i.indrelid::regclass AS table, i.indexrelid::regclass AS index, pg_get_indexdef(i.indexrelid) AS definition,
       c.conname AS constraint, pg_get_constraintdef(c.oid) AS rule
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid
     WHERE i.indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)`,
    [tables],
  )
  for (const { table, index, constraint } of rows)
    await pool.query(constraint === null ? `DROP INDEX ${index}` : `ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`)
  await work()
  for (const { table, definition, constraint, rule } of rows)
    await pool.query(constraint === null ? definition : `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} ${rule}`)
}

async function loadPeople(pool, users) {
  await pool.query(
    `INSERT INTO course (id, name, cost_centre)
     SELECT gen_random_uuid(), 'Course ' || i, 'Department ' || i % 8 FROM generate_series(0, $1 - 1) i`,
    [SIZES.courses],
  )
  await pool.query(`CREATE TABLE bench.course AS SELECT row_number() OVER (ORDER BY name) - 1 AS place, id FROM course`)
  await pool.query(
    `INSERT INTO app_user (id, username, display_name, state, wallet_account_id)
     SELECT gen_random_uuid(), '23' || lpad(i::text, 8, '0'), 'Student ' || i, 'active', gen_random_uuid()
     FROM generate_series(0, $1::int - 1) i`,
    [users],
  )
  await pool.query(`CREATE TABLE bench.user AS
    SELECT row_number() OVER (ORDER BY username) - 1 AS place, id, wallet_account_id FROM app_user WHERE username LIKE '23%'`)
  await pool.query(
    `INSERT INTO user_group (user_id, group_id) SELECT u.id, g.id FROM bench.user u CROSS JOIN access_group g WHERE g.name = 'default'`,
  )
  await pool.query(
    `INSERT INTO course_member (course_id, user_id)
     SELECT c.id, u.id FROM bench.user u JOIN bench.course c ON c.place = u.place % $1`,
    [SIZES.courses],
  )
  await pool.query(
    `INSERT INTO account (id, kind, owner_user_id) SELECT wallet_account_id, 'wallet', id FROM bench.user`,
  )
  await pool.query(
    `INSERT INTO api_key (id, kind, user_id, name, hash, prefix, last_four, group_id, payer_account_id, course_id)
     SELECT k.id, 'secret', u.id, 'key ' || n, encode(sha256(k.id::text::bytea), 'hex'), 'sk-u', '0000', g.id, u.wallet_account_id,
       CASE WHEN n < 3 THEN c.id END
     FROM bench.user u CROSS JOIN generate_series(1, $1::int) n CROSS JOIN LATERAL (SELECT gen_random_uuid() AS id, n + u.place) k
     JOIN access_group g ON g.name = 'default' JOIN bench.course c ON c.place = u.place % $2`,
    [SIZES.keysOfUser, SIZES.courses],
  )
  await pool.query(`CREATE TABLE bench.key AS
    SELECT row_number() OVER (ORDER BY k.id) - 1 AS place, k.id, k.user_id, k.course_id, k.payer_account_id, k.group_id
    FROM api_key k JOIN bench.user u ON u.id = k.user_id`)
}

async function loadCatalog(pool) {
  await pool.query(
    `INSERT INTO model (id, name, provider, abilities, context_tokens)
     SELECT gen_random_uuid(), 'campus/model-' || i, 'Provider ' || i % 4, '{tools}', 65536 FROM generate_series(0, $1 - 1) i`,
    [SIZES.models],
  )
  await pool.query(`CREATE TABLE bench.model AS
    SELECT row_number() OVER (ORDER BY name) - 1 AS place, id, name FROM model WHERE name LIKE 'campus/%'`)
  await pool.query(`INSERT INTO model_group (model_id, group_id)
    SELECT m.id, g.id FROM bench.model m CROSS JOIN access_group g WHERE g.name = 'default'`)
  await pool.query(`INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos)
    SELECT gen_random_uuid(), id, now() - interval '200 days', 2000000000, 8000000000 FROM bench.model`)
  await pool.query(
    `INSERT INTO channel (id, name, type, base_url, models)
     SELECT gen_random_uuid(), 'campus-' || i, 'openai-compatible', 'http://127.0.0.1:9', (SELECT array_agg(name) FROM bench.model)
     FROM generate_series(0, $1 - 1) i`,
    [SIZES.channels],
  )
  await pool.query(`INSERT INTO channel_group (channel_id, group_id)
    SELECT c.id, g.id FROM channel c CROSS JOIN access_group g WHERE c.name LIKE 'campus-%' AND g.name = 'default'`)
  await pool.query(`CREATE TABLE bench.channel AS
    SELECT row_number() OVER (ORDER BY name) - 1 AS place, id FROM channel WHERE name LIKE 'campus-%'`)
}

/** Calls from $1 to $2 of $3; the trigger notes each for the rollups, which billing folds as it does every day. */
const CALLS = `
WITH call AS (
  SELECT i, abs(hashint8(i / ${CALLS_A_SITTING})) AS sitting, abs(hashint8(i)) AS chance,
    now() - (1 - i::float8 / $3::int) * interval '${DAYS} days' AS at
  FROM generate_series($1::bigint, $2::bigint - 1) i
)
INSERT INTO usage_record (request_id, txn_id, admitted_at, occurred_on, user_id, key_id, group_id, course_id, payer_id, model_id,
  model_name, channel_id, ratio, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens,
  reasoning_tokens, reserved_nanos, amount_nanos, provenance, reason, status, error_code, dialect, is_streamed, attempts,
  duration_ms, first_byte_ms, steps_ms, node_id)
SELECT gen_random_uuid(), gen_random_uuid(), c.at, (c.at AT TIME ZONE s.time_zone)::date, k.user_id, k.id, k.group_id, k.course_id,
  k.payer_account_id, m.id, m.name, h.id, 1, 400 + chance % 900, chance % 200, 0, 0, 100 + chance % 500, chance % 40, 20000000,
  CASE WHEN chance % 50 = 0 THEN 0 ELSE 1000000 + chance % 5000000 END,
  CASE WHEN chance % 50 = 0 THEN 'void' ELSE 'reported' END, 'reported',
  CASE WHEN chance % 50 = 0 THEN 'failed' ELSE 'completed' END,
  CASE WHEN chance % 50 = 0 THEN (ARRAY['upstream_error', 'upstream_timeout', 'rate_limit_exceeded'])[1 + chance % 3] END,
  'openai-chat', true, 1, 400 + chance % 9000, 100 + chance % 900, '{"attempt": 300}', 'gateway-1'
FROM call c CROSS JOIN setting s
JOIN bench.key k ON k.place = sitting % $4::int JOIN bench.model m ON m.place = sitting / 65537 % $5::int
JOIN bench.channel h ON h.place = (m.place + sitting / 1000003 % 3) % $6::int
ORDER BY i`

const HOURLY = `
INSERT INTO usage_hourly (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id, calls, failed_calls, input_tokens,
  cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
SELECT date_trunc('hour', admitted_at), occurred_on, user_id, key_id, course_id, model_id, channel_id, count(*),
  count(*) FILTER (WHERE status <> 'completed'), sum(input_tokens), sum(cache_read_tokens),
  sum(cache_write_tokens + cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens), sum(amount_nanos)
FROM usage_record GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1`

/** The newest calls with their debits, and for each wallet a grant that covers them. */
async function loadLedger(pool, count) {
  const client = await pool.connect()
  try {
    await client.query(`SET session_replication_role = 'replica'`) // the triggers check single postings
    await client.query(
      `CREATE TEMP TABLE posted AS SELECT * FROM (
         SELECT request_id, txn_id, payer_id, amount_nanos, occurred_on, admitted_at FROM usage_record
         ORDER BY admitted_at DESC LIMIT $1) newest ORDER BY admitted_at`,
      [count],
    )
    await client.query(`INSERT INTO ledger_txn (id, request_id, kind, idem_key, occurred_on, period, created_at, meta)
      SELECT txn_id, request_id, 'usage', 'usage:' || request_id, occurred_on, to_char(occurred_on, 'YYYY-MM'), admitted_at, '{}' FROM posted`)
    await client.query(`INSERT INTO ledger_entry (txn_id, account_id, amount)
      SELECT txn_id, leg.id, leg.amount FROM posted
      CROSS JOIN LATERAL (VALUES (payer_id, -amount_nanos), ('${REVENUE}'::uuid, amount_nanos)) AS leg(id, amount)`)
    await client.query(`INSERT INTO revenue_sum (period, hour, kind, entries, amount)
      SELECT to_char(occurred_on, 'YYYY-MM'), date_trunc('hour', admitted_at, 'UTC'), 'usage', count(*), sum(amount_nanos)
      FROM posted GROUP BY 1, 2, 3`)
    await client.query(`UPDATE account a SET balance = b.sum FROM
      (SELECT account_id, sum(amount) AS sum FROM ledger_entry GROUP BY 1) b WHERE b.account_id = a.id`)
  } finally {
    client.release(true)
  }
}
