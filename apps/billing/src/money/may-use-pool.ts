/**
 * Condition: the person of alias `u` (app_user) may spend from the pool of alias `a` (account): its owner, and the members
 * of its course while the course lasts. Asked at each acquire, so that who leaves a course stops spending at once.
 */
export const MAY_USE_POOL = `(a.owner_user_id IS NOT DISTINCT FROM u.id OR EXISTS (
  SELECT FROM course c JOIN course_member m ON m.course_id = c.id CROSS JOIN setting s
  WHERE c.id = a.course_id AND m.user_id = u.id AND m.left_at IS NULL AND c.deleted_at IS NULL AND c.ended_at IS NULL
    AND (c.ends_on IS NULL OR c.ends_on >= (now() AT TIME ZONE s.time_zone)::date)))`
