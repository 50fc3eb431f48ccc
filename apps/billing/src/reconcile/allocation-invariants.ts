import { type Invariant, MAX_ROWS } from './invariant.js'

/** L14 for budgets and what lives on their chunks. */
export const ALLOCATION_INVARIANTS: readonly Invariant[] = [
  {
    id: 'L14b',
    says: 'a budget has handed out what its allocations say, and no more than it has',
    sql: `SELECT w.id::text AS id FROM limit_window w
LEFT JOIN (SELECT parent_window_id, sum(amount) AS total FROM allocation GROUP BY parent_window_id) a ON a.parent_window_id = w.id
WHERE w.handed <> COALESCE(a.total, 0) OR w.handed > w.amount LIMIT ${MAX_ROWS}`,
  },
  {
    id: 'L14c',
    says: 'a window below a budget has what was handed to it',
    sql: `SELECT w.id::text AS id FROM limit_window w
JOIN spend_limit s ON s.id = w.limit_id AND s.parent_id IS NOT NULL
LEFT JOIN (SELECT child_window_id, sum(amount) AS total FROM allocation GROUP BY child_window_id) a ON a.child_window_id = w.id
WHERE w.amount <> COALESCE(a.total, 0) LIMIT ${MAX_ROWS}`,
  },
]
