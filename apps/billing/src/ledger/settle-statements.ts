import type { Statement } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import type { Debit } from './debit.js'
import { REVENUE_ACCOUNT_ID } from './system-accounts.js'

/** A debit with the row that pays and the id of its transaction to be. */
export interface Settlement extends Debit {
  transactionId: string
  /** The payer, or suspense where there is no such account. */
  accountId: string
}

const MAX_INT = 2 ** 31 - 1

/** Lock order of every statement of billing: node, accounts by id, windows by id, leases by id. */
export const lockAccounts = (accountIds: readonly string[]): Statement => ({
  sql: 'SELECT id FROM account WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
  values: [accountIds],
})

export const lockWindows = (windowIds: readonly string[]): Statement => ({
  sql: 'SELECT id FROM limit_window WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
  values: [windowIds],
})

/** The windows of these leases; which they are never changes after the grant. */
export const lockWindowsOfLeases = (leaseIds: readonly string[]): Statement => ({
  sql: `SELECT id FROM limit_window
WHERE id IN (SELECT unnest(window_ids) FROM lease WHERE id = ANY($1::uuid[])) ORDER BY id FOR UPDATE`,
  values: [leaseIds],
})

/**
 * The settlement of a batch, after its accounts and windows are locked: whoever changes a lease holds its payer's lock,
 * so the rows read here cannot move. Only ids that the ledger did not know yet have any effect; they are returned.
 */
export const settleStatement = (settlements: readonly Settlement[]): Statement => ({
  sql: SETTLE,
  values: [JSON.stringify(settlements.map(toRow)), REVENUE_ACCOUNT_ID],
})

/** What a transaction keeps to explain itself and to tell a repeated event from one that contradicts it. */
export const metaOf = ({ event }: Debit) => ({
  priceVersionId: event.priceVersionId,
  ratio: event.groupRatio,
  quantities: event.quantities,
  provenance: event.provenance,
  status: event.status,
  payerId: event.payerId,
  keyId: event.keyId,
})

function toRow(settlement: Settlement) {
  const { event, transactionId, accountId, amountNanos, isOverrun } = settlement
  const { quantities } = event
  return {
    txn_id: transactionId,
    request_id: event.requestId,
    account_id: accountId,
    payer_id: event.payerId,
    lease_id: event.leaseId,
    user_id: event.userId,
    key_id: event.keyId,
    group_id: event.groupId,
    course_id: event.courseId ?? null,
    model_id: event.modelId,
    model_name: storable(event.modelName),
    channel_id: event.channelId ?? null,
    channel_key_id: event.channelKeyId ?? null,
    price_version_id: event.priceVersionId,
    ratio: event.groupRatio,
    input_tokens: quantities.inputTokens,
    cache_read_tokens: quantities.cacheReadTokens,
    cache_write_tokens: quantities.cacheWriteTokens,
    cache_write_1h_tokens: quantities.cacheWrite1hTokens,
    output_tokens: quantities.outputTokens,
    reasoning_tokens: quantities.reasoningTokens,
    reserved: event.reservedNanos.toString(),
    amount: amountNanos.toString(),
    provenance: event.provenance,
    reason: event.reason ?? null,
    status: event.status,
    error_code: storable(event.errorCode),
    is_overrun: isOverrun,
    dialect: storable(event.dialect),
    is_streamed: event.isStreamed,
    attempts: event.attempts,
    duration_ms: Math.min(event.durationMs, MAX_INT),
    first_byte_ms: event.firstByteMs == null ? null : Math.min(event.firstByteMs, MAX_INT),
    steps_ms: Object.fromEntries(Object.entries(event.stepsMs).map(([name, ms]) => [storable(name), ms])),
    raw_usage: storable(event.rawUsage),
    client_ref: storable(event.clientRef),
    node_id: storable(event.nodeId),
    route: routeOf(event),
    admitted_at_ms: event.admittedAtMs,
    meta: metaOf(settlement),
  }
}

/** `null` stands for SQL's null here: a JSON null would be a value. */
const routeOf = ({ route }: Debit['event']) =>
  route == null
    ? undefined
    : {
        best: route.best.map((target) => storable(target)),
        excluded: Object.fromEntries(
          Object.entries(route.excluded).map(([reason, count]) => [storable(reason), count]),
        ),
      }

const SETTLE = `
WITH event AS MATERIALIZED (
  SELECT e.*, COALESCE(l.window_ids, '{}') AS window_ids, to_timestamp(e.admitted_at_ms / 1000.0) AS admitted_at,
    (to_timestamp(e.admitted_at_ms / 1000.0) AT TIME ZONE s.time_zone)::date AS occurred_on,
    to_char(now() AT TIME ZONE s.time_zone, 'YYYY-MM') AS period
  FROM jsonb_to_recordset($1::jsonb) AS e(
    txn_id uuid, request_id uuid, account_id uuid, payer_id uuid, lease_id uuid, user_id uuid, key_id uuid,
    group_id uuid, course_id uuid, model_id uuid, model_name text, channel_id uuid, channel_key_id uuid, price_version_id uuid, ratio numeric,
    input_tokens int, cache_read_tokens int, cache_write_tokens int, cache_write_1h_tokens int, output_tokens int,
    reasoning_tokens int, reserved bigint, amount bigint, provenance text, reason text, status text,
    error_code text, is_overrun boolean, dialect text, is_streamed boolean, attempts int, duration_ms int, first_byte_ms int,
    steps_ms jsonb, raw_usage text, client_ref text, node_id text, route jsonb,
    admitted_at_ms bigint, meta jsonb)
  CROSS JOIN setting s
  LEFT JOIN lease l ON l.id = e.lease_id
  WHERE l.payer_id IS NULL OR l.payer_id = e.payer_id
), txn AS (
  INSERT INTO ledger_txn (id, request_id, kind, idem_key, lease_id, window_ids, occurred_on, period, meta)
  SELECT txn_id, request_id, 'usage', 'usage:' || request_id, lease_id, window_ids, occurred_on, period, meta
  FROM event ORDER BY request_id
  ON CONFLICT DO NOTHING RETURNING id
), fresh AS MATERIALIZED (
  SELECT event.* FROM event JOIN txn ON txn.id = event.txn_id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT f.txn_id, leg.account_id, leg.amount
  FROM fresh f CROSS JOIN LATERAL (VALUES (f.account_id, -f.amount), ($2::uuid, f.amount)) AS leg(account_id, amount)
), detail AS (
  INSERT INTO usage_record (request_id, txn_id, admitted_at, occurred_on, user_id, key_id, group_id, course_id, payer_id,
    model_id, model_name, channel_id, channel_key_id, price_version_id, ratio, input_tokens, cache_read_tokens, cache_write_tokens,
    cache_write_1h_tokens, output_tokens, reasoning_tokens, reserved_nanos, amount_nanos, provenance, reason, status,
    error_code, is_overrun, dialect, is_streamed, attempts, duration_ms, first_byte_ms, steps_ms, raw_usage, client_ref, node_id,
    route)
  SELECT request_id, txn_id, admitted_at, occurred_on, user_id, key_id, group_id, course_id, account_id,
    model_id, model_name, channel_id, channel_key_id, price_version_id, ratio, input_tokens, cache_read_tokens, cache_write_tokens,
    cache_write_1h_tokens, output_tokens, reasoning_tokens, reserved, amount, provenance, reason, status,
    error_code, is_overrun, dialect, is_streamed, attempts, duration_ms, first_byte_ms, steps_ms, raw_usage, client_ref, node_id,
    route
  FROM fresh
), lease_change AS MATERIALIZED (
  SELECT l.id, l.payer_id, l.window_ids, c.cost, l.held_left - GREATEST(0, l.granted - l.consumed - c.cost) AS freed
  FROM lease l JOIN (SELECT lease_id, sum(amount)::bigint AS cost FROM fresh GROUP BY lease_id) c ON c.lease_id = l.id
), account_update AS (
  UPDATE account a SET balance = a.balance - x.cost, held = a.held - x.freed
  FROM (
    SELECT id, sum(cost)::bigint AS cost, sum(freed)::bigint AS freed FROM (
      SELECT account_id AS id, amount AS cost, 0::bigint AS freed FROM fresh
      UNION ALL SELECT payer_id, 0, freed FROM lease_change
    ) parts GROUP BY id
  ) x WHERE a.id = x.id
), window_update AS (
  UPDATE limit_window w SET spent = w.spent + x.cost, held = w.held - x.freed
  FROM (
    SELECT id, sum(cost)::bigint AS cost, sum(freed)::bigint AS freed FROM (
      SELECT unnest(window_ids) AS id, amount AS cost, 0::bigint AS freed FROM fresh
      UNION ALL SELECT unnest(window_ids), 0, freed FROM lease_change
    ) parts GROUP BY id
  ) x WHERE w.id = x.id
), lease_update AS (
  UPDATE lease l SET consumed = l.consumed + x.cost,
    state = CASE WHEN l.state = 'draining' AND l.consumed + x.cost >= l.granted THEN 'closed' ELSE l.state END,
    closed_at = CASE WHEN l.state = 'draining' AND l.consumed + x.cost >= l.granted THEN now() ELSE l.closed_at END
  FROM lease_change x WHERE l.id = x.id
), hourly AS (
  INSERT INTO usage_hourly AS h (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id, calls, failed_calls,
    input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
  SELECT date_trunc('hour', admitted_at), occurred_on, user_id, key_id, course_id, model_id, channel_id, count(*),
    count(*) FILTER (WHERE status <> 'completed'), sum(input_tokens), sum(cache_read_tokens),
    sum(cache_write_tokens + cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens), sum(amount)
  FROM fresh
  GROUP BY date_trunc('hour', admitted_at), occurred_on, user_id, key_id, course_id, model_id, channel_id
  ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (hour, occurred_on, user_id, key_id, course_id, model_id, channel_id) DO UPDATE SET
    calls = h.calls + EXCLUDED.calls, failed_calls = h.failed_calls + EXCLUDED.failed_calls,
    input_tokens = h.input_tokens + EXCLUDED.input_tokens,
    cache_read_tokens = h.cache_read_tokens + EXCLUDED.cache_read_tokens,
    cache_write_tokens = h.cache_write_tokens + EXCLUDED.cache_write_tokens,
    output_tokens = h.output_tokens + EXCLUDED.output_tokens,
    reasoning_tokens = h.reasoning_tokens + EXCLUDED.reasoning_tokens,
    amount_nanos = h.amount_nanos + EXCLUDED.amount_nanos
), last_use AS (
  INSERT INTO api_key_last_use AS k (key_id, last_used_at)
  SELECT key_id, max(admitted_at) FROM fresh GROUP BY key_id ORDER BY key_id
  ON CONFLICT (key_id) DO UPDATE SET last_used_at = GREATEST(k.last_used_at, EXCLUDED.last_used_at)
)
SELECT request_id FROM fresh`
