import { LATENCY_BOUNDS_MS, LATENCY_BUCKET_COUNT } from '@tollgate/protocols/events'
import type { Statement } from '../database/database.repository.js'

/** Two billings that fold at once would wait for each other's rows in no order: the second one waits here. */
export const lockRollups: Statement = {
  sql: `SELECT pg_advisory_xact_lock(hashtext('tollgate.rollups'))::text AS locked`,
  values: [],
}

/**
 * Takes at most `limit` deltas away and adds them to the rollups, in one statement: each counts exactly once, whatever dies
 * when. Returns one row with how many they were.
 */
export const foldStatement = (limit: number): Statement => ({ sql: FOLD, values: [[...LATENCY_BOUNDS_MS], limit] })

/** Adds what postings noted since to the sums of revenue, all of it: a row a batch of settlement. Of `audit_v1.revenue` it changes nothing. */
export const foldRevenue: Statement = { sql: 'SELECT fold_revenue()::text AS folded', values: [] }

const POSITIONS = Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => i)

/** Counts by bucket of a group's rows. */
const countsOf = (bucket: string): string =>
  `ARRAY[${POSITIONS.map((i) => `count(*) FILTER (WHERE ${bucket} = ${i})`).join(', ')}]::int[]`

/** What is there, position by position more by what is new. */
const added = (column: string): string =>
  `${column} = ARRAY[${POSITIONS.map((i) => `h.${column}[${i + 1}] + EXCLUDED.${column}[${i + 1}]`).join(', ')}]`

const SUMS = [
  'calls',
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'amount_nanos',
]

const FOLD = `
WITH taken AS MATERIALIZED (
  DELETE FROM usage_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM usage_delta LIMIT $2::int)) RETURNING *
), delta AS MATERIALIZED (
  SELECT *, width_bucket(duration_ms, $1::int[]) AS duration_bucket, width_bucket(first_byte_ms, $1::int[]) AS first_byte_bucket
  FROM taken
), traffic AS (
  INSERT INTO usage_traffic AS h (hour, occurred_on, period, course_id, model_id, channel_id, outcome, ${SUMS.join(', ')},
    duration_counts, first_byte_counts)
  SELECT hour, occurred_on, period, course_id, model_id, channel_id, outcome, ${SUMS.map((name) => `sum(${name})`).join(', ')},
    ${countsOf('duration_bucket')}, ${countsOf('first_byte_bucket')}
  FROM delta
  GROUP BY GROUPING SETS ((hour, occurred_on, period, course_id, model_id, channel_id, outcome),
    (occurred_on, period, course_id, model_id, channel_id, outcome))
  ON CONFLICT (occurred_on, hour, period, course_id, model_id, channel_id, outcome) DO UPDATE SET
    ${SUMS.map((name) => `${name} = h.${name} + EXCLUDED.${name}`).join(', ')},
    ${added('duration_counts')}, ${added('first_byte_counts')}
), of_key AS (
  INSERT INTO usage_key_daily AS h (key_id, occurred_on, outcome, calls, duration_counts, first_byte_counts)
  SELECT key_id, occurred_on, outcome, sum(calls), ${countsOf('duration_bucket')}, ${countsOf('first_byte_bucket')}
  FROM delta WHERE calls > 0 GROUP BY key_id, occurred_on, outcome
  ON CONFLICT (key_id, occurred_on, outcome) DO UPDATE SET calls = h.calls + EXCLUDED.calls,
    ${added('duration_counts')}, ${added('first_byte_counts')}
)
SELECT count(*)::int AS folded FROM taken`
