import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { CourseGrants } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import type { PostedGrantRow } from './grants.repository.js'
import { type AppliedRow, applyPosted, CAN_RECEIVE, MAY_MOVE_MONEY, PERIOD, TODAY } from './post-statements.js'

/** What became of one of them and, where nothing was posted, what stood against it. */
export interface CourseGrantRow {
  user_id: string
  idem_key: string
  /** Null: nothing was posted by this call. */
  transaction_id: string | null
  may_grant: boolean
  is_own: boolean
  is_running: boolean
  is_member: boolean
  /** The course has a pool that is open. */
  has_pool: boolean
  can_receive: boolean
  is_enough: boolean
  is_within_allowance: boolean
  is_in_time: boolean
}

export interface PostedCourseGrantRow extends PostedGrantRow {
  idem_key: string
  user_id: string
}

@Injectable()
export class CourseGrantsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /**
   * Posts pool → wallet once per idempotency key for each of them, in their order, where the actor may, the pool has it and
   * the course allows it. One transaction: all that can be posted, or nothing.
   * @returns rows in the order of the people
   */
  async post(grants: CourseGrants): Promise<{ rows: readonly CourseGrantRow[]; applied: readonly AppliedRow[] }> {
    const transactionIds = grants.people.map(() => randomUUID())
    const userIds = grants.people.map(({ userId }) => userId)
    const meta = {
      actorUserId: grants.actorUserId,
      courseId: grants.courseId,
      reason: storable(grants.reason),
      ...(grants.expiresAtMs != null && { expiresAtMs: grants.expiresAtMs }),
    }
    const results = await this.database.transaction([
      { sql: ENSURE_WALLETS_OF_USERS, values: [userIds] },
      { sql: LOCK_POOL_AND_WALLETS, values: [grants.courseId, userIds] },
      {
        sql: POST_COURSE_GRANTS,
        values: [
          ...[transactionIds, grants.people.map(idempotencyKeyOf), userIds, grants.courseId, grants.amountNanos],
          ...[grants.actorUserId, JSON.stringify(meta), grants.expiresAtMs == null ? null : BigInt(grants.expiresAtMs)],
        ],
      },
      applyPosted(transactionIds),
    ])
    return { rows: results[2] as CourseGrantRow[], applied: results[3] as AppliedRow[] }
  }

  /** The wallets' side of what these keys posted, now or before, by `idem_key`. */
  async findPosted(people: CourseGrants['people']): Promise<Map<string, PostedCourseGrantRow>> {
    const values = [people.map(idempotencyKeyOf), FUNDING_ACCOUNT_ID]
    const rows = await this.database.rows<PostedCourseGrantRow>({ sql: FIND_POSTED, values })
    return new Map(rows.map((row) => [row.idem_key, row]))
  }
}

const idempotencyKeyOf = ({ idempotencyKey }: CourseGrants['people'][number]): string =>
  `course-grant:${idempotencyKey}`

// $1 users; in one order, so that two of them at once do not wait for each other
const ENSURE_WALLETS_OF_USERS = `
INSERT INTO account (id, kind, owner_user_id)
SELECT wallet_account_id, 'wallet', id FROM app_user WHERE id = ANY($1::uuid[]) ORDER BY wallet_account_id
ON CONFLICT DO NOTHING`

// $1 course, $2 users: in the order of all locks, so that grants of one pool wait for each other
const LOCK_POOL_AND_WALLETS = `
SELECT a.id FROM account a
WHERE a.id = ANY (ARRAY(SELECT pool_account_id FROM course WHERE id = $1::uuid
  UNION ALL SELECT wallet_account_id FROM app_user WHERE id = ANY($2::uuid[])))
ORDER BY a.id FOR UPDATE`

// $1 txns, $2 idempotency keys, $3 users, side by side; $4 course, $5 amount, $6 actor, $7 meta, $8 end in ms or null
const POST_COURSE_GRANTS = `
WITH asked AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS a(txn_id, idem_key, user_id, place)
), term AS MATERIALIZED (
  SELECT c.id, c.pool_account_id, c.allowance_nanos,
    c.deleted_at IS NULL AND c.ended_at IS NULL AND (c.ends_on IS NULL OR c.ends_on >= ${TODAY}) AS is_running
  FROM course c CROSS JOIN setting s WHERE c.id = $4::uuid
), pool AS MATERIALIZED (
  SELECT a.id, a.balance - a.held - a.floor AS is_free FROM account a JOIN term ON term.pool_account_id = a.id
  WHERE a.kind = 'pool' AND a.state = 'active'
), member AS MATERIALIZED (
  SELECT u.id, u.wallet_account_id FROM course_member m JOIN app_user u ON u.id = m.user_id
  WHERE m.course_id = $4::uuid AND m.user_id = ANY($3::uuid[]) AND m.left_at IS NULL
), had AS MATERIALIZED (
  SELECT member.id, sum(l.amount) AS amount FROM member
  JOIN grant_lot l ON l.account_id = member.wallet_account_id
  JOIN ledger_txn t ON t.id = l.id AND t.kind = 'course_grant' AND t.meta ->> 'courseId' = $4::text
  GROUP BY member.id
), terms AS MATERIALIZED (
  SELECT
    EXISTS (SELECT FROM app_user u WHERE u.id = $6::uuid AND (${MAY_MOVE_MONEY} OR (u.state = 'active' AND u.deleted_at IS NULL
      AND EXISTS (SELECT FROM course_member m WHERE m.course_id = $4::uuid AND m.user_id = u.id AND m.role = 'assistant'
        AND m.left_at IS NULL)))) AS may_grant,
    COALESCE((SELECT is_running FROM term), false) AS is_running,
    EXISTS (SELECT FROM pool) AS has_pool,
    $8::bigint IS NULL OR to_timestamp($8::bigint / 1000.0) > now() AS is_in_time
), looked AS MATERIALIZED (
  SELECT asked.*, terms.*, member.wallet_account_id,
    asked.user_id = $6::uuid AS is_own,
    member.id IS NOT NULL AS is_member,
    COALESCE(${CAN_RECEIVE}, false) AS can_receive,
    COALESCE((SELECT allowance_nanos IS NULL OR COALESCE(had.amount, 0) + $5::bigint <= allowance_nanos FROM term), false)
      AS is_within_allowance
  FROM asked CROSS JOIN terms LEFT JOIN member ON member.id = asked.user_id
  LEFT JOIN account a ON a.id = member.wallet_account_id LEFT JOIN had ON had.id = member.id
), fit AS MATERIALIZED (
  SELECT txn_id, row_number() OVER (ORDER BY place) AS nth FROM looked
  WHERE may_grant AND NOT is_own AND is_running AND can_receive AND is_within_allowance AND is_in_time
    AND NOT EXISTS (SELECT FROM ledger_txn t WHERE t.idem_key = looked.idem_key)
), verdict AS MATERIALIZED (
  SELECT looked.*, fit.nth IS NOT NULL AS is_fit,
    COALESCE((SELECT COALESCE(fit.nth, 1) * $5::numeric <= is_free FROM pool), false) AS is_enough
  FROM looked LEFT JOIN fit ON fit.txn_id = looked.txn_id
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT v.txn_id, 'course_grant', v.idem_key, ${TODAY}, ${PERIOD},
    jsonb_strip_nulls(jsonb_build_object('allowanceNanos', term.allowance_nanos)) || $7::jsonb
  FROM verdict v CROSS JOIN term CROSS JOIN setting s
  WHERE v.is_fit AND v.is_enough ORDER BY v.place
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn JOIN verdict v ON v.txn_id = txn.id CROSS JOIN pool
  CROSS JOIN LATERAL (VALUES (v.wallet_account_id, $5::bigint), (pool.id, -$5::bigint)) AS leg(account_id, amount)
)
SELECT v.user_id, v.idem_key, txn.id AS transaction_id, v.may_grant, v.is_own, v.is_running, v.is_member, v.has_pool,
  v.can_receive, v.is_enough, v.is_within_allowance, v.is_in_time
FROM verdict v LEFT JOIN txn ON txn.id = v.txn_id ORDER BY v.place`

// $1 idempotency keys, $2 funding
const FIND_POSTED = `
SELECT t.idem_key, t.id AS transaction_id, e.account_id, e.amount, (t.meta ->> 'expiresAtMs')::bigint AS expires_at_ms,
  a.balance, a.held, a.owner_user_id AS user_id
FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id <> $2::uuid AND e.amount > 0
JOIN account a ON a.id = e.account_id
WHERE t.idem_key = ANY($1::text[])`
