// The SQL of chunks. Lock order: the budget's window before the windows below it, ancestors first; no statement that holds
// a window below waits for a budget's. What a budget has handed out stands in `handed`, each move in `allocation`.

/** A chunk is at least this share of what the budget has left, so that a busy course does not ask for each call. */
const CHUNKS_PER_REST = 20

export const LOCK_WINDOW = 'SELECT id FROM limit_window WHERE id = $1::uuid FOR UPDATE'

/**
 * $1 id of the allocation, $2 window of the budget, $3 window below, $4 needed there, $5 the least that is of use. Moves
 * a chunk where less than is needed is free below: within what the budget has left and the limit below allows.
 */
export const MOVE_CHUNK = `
WITH side AS MATERIALIZED (
  SELECT p.id AS parent_id, LEAST(p.amount, pl.amount_nanos) - p.handed AS rest,
    c.id AS child_id, cl.amount_nanos - c.amount AS room, c.amount - c.held - c.spent - c.handed AS free
  FROM limit_window p JOIN spend_limit pl ON pl.id = p.limit_id
  JOIN spend_limit cl ON cl.parent_id = pl.id JOIN limit_window c ON c.limit_id = cl.id
  WHERE p.id = $2::uuid AND c.id = $3::uuid AND pl.is_active AND cl.is_active
), chunk AS MATERIALIZED (
  SELECT parent_id, child_id, LEAST(rest, room, GREATEST($4::bigint - free, rest / ${CHUNKS_PER_REST})) AS nanos FROM side
  WHERE free < $4::bigint AND LEAST(rest, room) > 0 AND free + LEAST(rest, room) >= $5::bigint
), noted AS (
  INSERT INTO allocation (id, parent_window_id, child_window_id, amount)
  SELECT $1::uuid, parent_id, child_id, nanos FROM chunk
), parent_update AS (
  UPDATE limit_window w SET handed = w.handed + nanos FROM chunk WHERE w.id = parent_id
), child_update AS (
  UPDATE limit_window w SET amount = w.amount + nanos FROM chunk WHERE w.id = child_id
)
SELECT free, room, COALESCE((SELECT nanos FROM chunk), 0) AS moved FROM side`

/** $1 window of the budget, $2 windows below or null: all that have a chunk of it. */
export const LOCK_CHILDREN = `
SELECT id FROM limit_window
WHERE id IN (SELECT child_window_id FROM allocation WHERE parent_window_id = $1::uuid)
  AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[]))
ORDER BY id FOR UPDATE`

const UNUSED = `
SELECT c.id, LEAST(a.net, c.amount - c.held - c.spent - c.handed,
  CASE WHEN $4::boolean OR c.window_end <= now() OR NOT s.is_active THEN a.net ELSE c.amount - s.amount_nanos END) AS nanos
FROM (
  SELECT child_window_id, sum(amount)::bigint AS net FROM allocation WHERE parent_window_id = $1::uuid GROUP BY child_window_id
) a JOIN limit_window c ON c.id = a.child_window_id JOIN spend_limit s ON s.id = c.limit_id
WHERE ($2::uuid[] IS NULL OR c.id = ANY($2::uuid[])) AND c.id IS DISTINCT FROM $3::uuid`

/**
 * $1 window of the budget, $2 windows below or null: all, $3 one that keeps its chunk or null, $4 whether all that is
 * unused is taken, or only what is due: of windows that have ended, limits that are off, and above a lowered limit.
 */
export const TAKE_BACK = `
WITH taken AS MATERIALIZED (
  SELECT id, nanos FROM (${UNUSED}) unused WHERE nanos > 0
), noted AS (
  INSERT INTO allocation (id, parent_window_id, child_window_id, amount)
  SELECT gen_random_uuid(), $1::uuid, id, -nanos FROM taken
), child_update AS (
  UPDATE limit_window w SET amount = w.amount - nanos FROM taken WHERE w.id = taken.id
), parent_update AS (
  UPDATE limit_window w SET handed = w.handed - x.total FROM (SELECT sum(nanos)::bigint AS total FROM taken) x
  WHERE w.id = $1::uuid AND x.total > 0
)
SELECT COALESCE(sum(nanos), 0)::bigint AS taken FROM taken`

/** Parameters as of {@link TAKE_BACK}. A look without locks. */
export const SUM_UNUSED = `SELECT COALESCE(sum(nanos), 0)::bigint AS taken FROM (${UNUSED}) unused WHERE nanos > 0`

/** $1 how many. Chunks that are due to go back: `parent_id`, `child_id` are windows. */
export const LIST_DUE = `
SELECT a.parent_window_id AS parent_id, w.id AS child_id
FROM spend_limit s JOIN limit_window w ON w.limit_id = s.id JOIN allocation a ON a.child_window_id = w.id
WHERE s.parent_id IS NOT NULL AND (w.window_end <= now() OR NOT s.is_active OR w.amount > s.amount_nanos)
  AND w.amount - w.held - w.spent - w.handed > 0
GROUP BY a.parent_window_id, w.id HAVING sum(a.amount) > 0
ORDER BY w.id LIMIT $1::bigint`

/** $1 window of a budget. Windows below that have a chunk of it. */
export const LIST_CHILDREN = `
SELECT c.id, c.kind = 'budget' AS is_budget FROM limit_window c
WHERE c.id IN (SELECT child_window_id FROM allocation WHERE parent_window_id = $1::uuid GROUP BY child_window_id HAVING sum(amount) > 0)
ORDER BY c.id`
