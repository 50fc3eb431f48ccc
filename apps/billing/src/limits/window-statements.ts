// The SQL that makes windows. Nothing is ever reset: a new window is a new row.
import { limitById, limitsOf } from './limit-path.js'

const MISSING = `
SELECT p.limit_id, (extract(epoch FROM p.window_start) * 1000)::bigint AS start_ms,
  CASE WHEN isfinite(p.window_end) THEN (extract(epoch FROM p.window_end) * 1000)::bigint END AS end_ms, p.is_closed
FROM path p
WHERE NOT EXISTS (SELECT FROM limit_window w WHERE w.limit_id = p.limit_id AND w.window_start = p.window_start)`

/** $1 key */
export const LIST_MISSING_OF_KEY = `WITH path AS (${limitsOf('$1::uuid')}) ${MISSING}`
/** $1 limit */
export const LIST_MISSING_OF_LIMIT = `WITH path AS (${limitById('$1::uuid')}) ${MISSING}`

/**
 * $1 [{window_id, limit_id, start_ms, end_ms, is_closed}]. The limit is locked, so that a change of its amount is either
 * seen here or sees the new row. What a budget hands out in chunks begins with nothing.
 */
export const INSERT_WINDOWS = `
WITH source AS MATERIALIZED (
  SELECT t.*, s.kind, s.parent_id, s.amount_nanos
  FROM jsonb_to_recordset($1::jsonb) AS t(window_id uuid, limit_id uuid, start_ms bigint, end_ms bigint, is_closed boolean)
  JOIN spend_limit s ON s.id = t.limit_id FOR SHARE OF s
)
INSERT INTO limit_window (id, limit_id, kind, window_start, window_end, amount)
SELECT window_id, limit_id, kind, to_timestamp(start_ms / 1000.0), COALESCE(to_timestamp(end_ms / 1000.0), 'infinity'),
  CASE WHEN is_closed OR parent_id IS NOT NULL THEN 0 ELSE amount_nanos END
FROM source ORDER BY window_id
ON CONFLICT DO NOTHING`

/** $1 limit. Its present window, where there is one and it is open. */
export const FIND_PRESENT_WINDOW = `
SELECT w.id, p.parent_id FROM (${limitById('$1::uuid')}) p
JOIN limit_window w ON w.limit_id = p.limit_id AND w.window_start = p.window_start
WHERE NOT p.is_closed`
