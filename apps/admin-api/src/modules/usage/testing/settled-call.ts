import { randomUUID } from 'node:crypto'
import { withClient } from '../../../testing/test-app.js'

const REVENUE = '00000000-0000-0000-0000-000000000001'

export interface Caller {
  userId: string
  walletId: string
  keyId: string
  modelId: string
  priceVersionId: string
}

/**
 * A call as billing settles it: postings, detail and the sums of its hour.
 * @param url of the database, as billing connects to it
 * @param change columns of `usage_record` that are not as usual
 * @returns its request id
 */
export async function insertSettledCall(
  url: string,
  caller: Caller,
  change: Record<string, unknown> = {},
): Promise<string> {
  const record = { ...usualRecord(caller), ...change }
  const names = Object.keys(record)
  const insert = `INSERT INTO usage_record (${names.join()}) VALUES (${names.map((_, i) => `$${i + 1}`).join()})`
  await withClient(url, async (db) => {
    await db.query('BEGIN')
    await db.query(
      `INSERT INTO ledger_txn (id, request_id, kind, idem_key, occurred_on, period, meta) VALUES ($1, $2, 'usage', $3, '2026-09-02', '2026-09', '{}')`,
      [record.txn_id, record.request_id, `usage:${record.request_id}`],
    )
    await db.query(`INSERT INTO account (id, kind, owner_user_id) VALUES ($1, 'wallet', $2) ON CONFLICT DO NOTHING`, [
      record.payer_id,
      record.user_id,
    ])
    await db.query('INSERT INTO ledger_entry (txn_id, account_id, amount) VALUES ($1, $2, $3), ($1, $4, $5)', [
      record.txn_id,
      record.payer_id,
      -record.amount_nanos,
      REVENUE,
      record.amount_nanos,
    ])
    await db.query(insert, Object.values(record))
    await db.query(
      `INSERT INTO usage_hourly (hour, occurred_on, user_id, key_id, model_id, calls, failed_calls, input_tokens, cache_read_tokens, output_tokens, reasoning_tokens, amount_nanos)
       VALUES (date_trunc('hour', $1::timestamptz), $2, $3, $4, $5, 1, 0, 100, 20, 7, 3, 435000)
       ON CONFLICT (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id) DO UPDATE SET calls = usage_hourly.calls + 1`,
      [record.admitted_at, record.occurred_on, record.user_id, record.key_id, record.model_id],
    )
    await db.query('COMMIT')
  })
  return record.request_id
}

const usualRecord = ({ userId, walletId, keyId, modelId, priceVersionId }: Caller) => ({
  request_id: randomUUID(),
  txn_id: randomUUID(),
  admitted_at: '2026-09-01T17:30:00Z',
  occurred_on: '2026-09-02',
  user_id: userId,
  key_id: keyId,
  group_id: randomUUID(),
  payer_id: walletId,
  model_id: modelId,
  model_name: 'm',
  price_version_id: priceVersionId,
  ratio: '1.5',
  input_tokens: 100,
  cache_read_tokens: 20,
  cache_write_tokens: 0,
  cache_write_1h_tokens: 0,
  output_tokens: 7,
  reasoning_tokens: 3,
  reserved_nanos: 9_000_000,
  amount_nanos: 435_000,
  provenance: 'reported',
  status: 'completed',
  dialect: 'openai-chat',
  is_streamed: true,
  attempts: 1,
  duration_ms: 900,
  steps_ms: JSON.stringify({ identify: 0.1, attempt: 800 }),
  node_id: 'g1',
})
