import { windowOf } from './limit-window.js'

/** Budgets above each other, the limit below them not counted. */
const MAX_BUDGETS = 4

/**
 * $1 limit, $2 actor, $3 kind, $4 key, $5 course, $6 name, $7 parent, $8 period, $9 amount, $10 and $11 first and last day of
 * a term, $12 is active. What a limit is about never changes, so its windows stay what they are.
 */
export const SET_LIMIT = `
WITH RECURSIVE above AS (
  SELECT p.id, p.parent_id, 1 AS depth FROM spend_limit p WHERE p.id = $7::uuid AND p.kind = 'budget' AND p.id <> $1::uuid
  UNION ALL SELECT p.id, p.parent_id, a.depth + 1 FROM spend_limit p JOIN above a ON p.id = a.parent_id WHERE a.depth <= ${MAX_BUDGETS}
), actor AS MATERIALIZED (
  SELECT role FROM app_user WHERE id = $2::uuid AND state = 'active' AND deleted_at IS NULL
), allowed AS MATERIALIZED (
  SELECT 1 FROM actor WHERE role IN ('admin', 'root') OR EXISTS (SELECT FROM api_key k WHERE k.id = $4::uuid AND k.user_id = $2::uuid)
), subject AS MATERIALIZED (
  SELECT 1 WHERE CASE $3::text
    WHEN 'key_cap' THEN EXISTS (SELECT FROM api_key WHERE id = $4::uuid)
    WHEN 'course_limit' THEN EXISTS (SELECT FROM course WHERE id = $5::uuid AND deleted_at IS NULL)
    ELSE true END
), parent AS MATERIALIZED (
  SELECT 1 WHERE $7::uuid IS NULL OR (SELECT max(depth) FROM above) <= ${MAX_BUDGETS}
), written AS (
  INSERT INTO spend_limit AS s (id, kind, key_id, course_id, name, parent_id, period, amount_nanos, starts_on, ends_on, is_active)
  SELECT $1::uuid, $3::text, $4::uuid, $5::uuid, $6::text, $7::uuid, $8::text, $9::bigint, $10::date, $11::date, $12::boolean
  FROM allowed CROSS JOIN subject CROSS JOIN parent
  ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, amount_nanos = EXCLUDED.amount_nanos, ends_on = EXCLUDED.ends_on,
    is_active = EXCLUDED.is_active, updated_at = now()
  WHERE (s.kind, s.key_id, s.course_id, s.parent_id, s.period, s.starts_on)
      IS NOT DISTINCT FROM (EXCLUDED.kind, EXCLUDED.key_id, EXCLUDED.course_id, EXCLUDED.parent_id, EXCLUDED.period, EXCLUDED.starts_on)
    AND (s.name, s.amount_nanos, s.ends_on, s.is_active)
      IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.amount_nanos, EXCLUDED.ends_on, EXCLUDED.is_active)
  RETURNING id
)
SELECT EXISTS (SELECT FROM written) AS is_written,
  EXISTS (SELECT FROM allowed) AS is_allowed,
  EXISTS (SELECT FROM subject) AS is_subject_known,
  EXISTS (SELECT FROM parent) AS is_parent_known,
  (SELECT (s.kind, s.key_id, s.course_id, s.name, s.parent_id, s.period, s.amount_nanos, s.starts_on, s.ends_on, s.is_active)
    IS NOT DISTINCT FROM ($3::text, $4::uuid, $5::uuid, $6::text, $7::uuid, $8::text, $9::bigint, $10::date, $11::date, $12::boolean)
    FROM spend_limit s WHERE s.id = $1::uuid) AS is_same,
  (SELECT payer_account_id FROM api_key WHERE id = $4::uuid) AS payer_id`

/**
 * $1 limit. Its present window, of a term its only one, follows at once. What a budget has handed out stays its own; a
 * window that lives on chunks follows in chunks.
 */
export const FOLLOW_LIMIT = `
UPDATE limit_window w SET
  amount = CASE WHEN s.parent_id IS NULL THEN GREATEST(s.amount_nanos, w.handed) ELSE w.amount END,
  window_end = bounds.window_end
FROM spend_limit s CROSS JOIN setting CROSS JOIN LATERAL (
  ${windowOf({
    limit: 's',
    zone: 'setting.time_zone',
    at: `CASE WHEN s.period = 'term' THEN (s.starts_on::timestamp + interval '12 hours') AT TIME ZONE setting.time_zone ELSE now() END`,
  })}
) bounds
WHERE s.id = $1::uuid AND w.limit_id = s.id AND w.window_start = bounds.window_start
RETURNING w.id`
