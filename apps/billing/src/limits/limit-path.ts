import { windowOf } from './limit-window.js'

/**
 * SQL of a subquery with the limits that a key's calls count against now, its own and its course's, and their present
 * windows: `limit_id, kind, parent_id, window_start, window_end, is_closed`.
 * @param keyId SQL of the key's id
 */
export const limitsOf = (keyId: string): string => `
SELECT s.id AS limit_id, s.kind, s.parent_id, bounds.window_start, bounds.window_end, bounds.is_closed
FROM spend_limit s CROSS JOIN setting CROSS JOIN LATERAL (
  ${windowOf({ limit: 's', zone: 'setting.time_zone', at: 'now()' })}
) bounds
WHERE s.is_active AND (s.key_id = ${keyId} OR s.course_id = (SELECT course_id FROM api_key WHERE id = ${keyId}))`

/** As {@link limitsOf}, of one limit by its id; nothing where it is not active. */
export const limitById = (limitId: string): string => `
SELECT s.id AS limit_id, s.kind, s.parent_id, bounds.window_start, bounds.window_end, bounds.is_closed
FROM spend_limit s CROSS JOIN setting CROSS JOIN LATERAL (
  ${windowOf({ limit: 's', zone: 'setting.time_zone', at: 'now()' })}
) bounds
WHERE s.is_active AND s.id = ${limitId}`
