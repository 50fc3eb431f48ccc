import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { CourseGrant } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { FUNDING_ACCOUNT_ID } from '../ledger/system-accounts.js'
import type { PostedGrantRow } from './grants.repository.js'
import { type AppliedRow, applyPosted, CAN_RECEIVE, MAY_MOVE_MONEY, PERIOD, TODAY } from './post-statements.js'

/** What became of it and, where nothing was posted, what stood against it. */
export interface CourseGrantRow {
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

@Injectable()
export class CourseGrantsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Posts pool → wallet once per idempotency key, if the actor may, the pool has it and the course allows it. */
  async post(grant: CourseGrant): Promise<CourseGrantRow & { applied: readonly AppliedRow[] }> {
    const transactionId = randomUUID()
    const meta = {
      actorUserId: grant.actorUserId,
      courseId: grant.courseId,
      reason: storable(grant.reason),
      ...(grant.expiresAtMs != null && { expiresAtMs: grant.expiresAtMs }),
    }
    const results = await this.database.transaction([
      { sql: ENSURE_WALLET_OF_USER, values: [grant.userId] },
      { sql: LOCK_POOL_AND_WALLET, values: [grant.courseId, grant.userId] },
      {
        sql: POST_COURSE_GRANT,
        values: [
          ...[transactionId, idempotencyKeyOf(grant), grant.courseId, grant.userId, grant.amountNanos],
          ...[grant.actorUserId, JSON.stringify(meta), grant.expiresAtMs == null ? null : BigInt(grant.expiresAtMs)],
        ],
      },
      applyPosted([transactionId]),
    ])
    const [row] = results[2] as CourseGrantRow[]
    if (row === undefined) throw new Error('the statement returned no row')
    return { ...row, applied: results[3] as AppliedRow[] }
  }

  /** The wallet's side of what this key posted before. */
  async findPosted(grant: CourseGrant): Promise<(PostedGrantRow & { user_id: string }) | undefined> {
    const values = [idempotencyKeyOf(grant), FUNDING_ACCOUNT_ID]
    return (await this.database.rows<PostedGrantRow & { user_id: string }>({ sql: FIND_POSTED, values }))[0]
  }
}

const idempotencyKeyOf = (grant: CourseGrant): string => `course-grant:${grant.idempotencyKey}`

const ENSURE_WALLET_OF_USER = `
INSERT INTO account (id, kind, owner_user_id)
SELECT wallet_account_id, 'wallet', id FROM app_user WHERE id = $1::uuid
ON CONFLICT DO NOTHING`

// $1 course, $2 user: in the order of all locks, so that two grants of one pool wait for each other
const LOCK_POOL_AND_WALLET = `
SELECT a.id FROM account a
WHERE a.id IN ((SELECT pool_account_id FROM course WHERE id = $1::uuid), (SELECT wallet_account_id FROM app_user WHERE id = $2::uuid))
ORDER BY a.id FOR UPDATE`

// $1 txn, $2 idempotency key, $3 course, $4 user, $5 amount, $6 actor, $7 meta, $8 end in ms or null
const POST_COURSE_GRANT = `
WITH term AS MATERIALIZED (
  SELECT c.id, c.pool_account_id, c.allowance_nanos,
    c.deleted_at IS NULL AND c.ended_at IS NULL AND (c.ends_on IS NULL OR c.ends_on >= ${TODAY}) AS is_running
  FROM course c CROSS JOIN setting s WHERE c.id = $3::uuid
), member AS MATERIALIZED (
  SELECT u.id, u.wallet_account_id FROM course_member m JOIN app_user u ON u.id = m.user_id
  WHERE m.course_id = $3::uuid AND m.user_id = $4::uuid AND m.left_at IS NULL
), pool AS MATERIALIZED (
  SELECT a.id, a.balance - a.held - a.floor AS is_free FROM account a JOIN term ON term.pool_account_id = a.id
  WHERE a.kind = 'pool' AND a.state = 'active'
), had AS MATERIALIZED (
  SELECT COALESCE(sum(l.amount), 0) AS amount FROM member
  JOIN grant_lot l ON l.account_id = member.wallet_account_id
  JOIN ledger_txn t ON t.id = l.id AND t.kind = 'course_grant' AND t.meta ->> 'courseId' = $3::text
), verdict AS MATERIALIZED (
  SELECT
    EXISTS (SELECT FROM app_user u WHERE u.id = $6::uuid AND (${MAY_MOVE_MONEY} OR (u.state = 'active' AND u.deleted_at IS NULL
      AND EXISTS (SELECT FROM course_member m WHERE m.course_id = $3::uuid AND m.user_id = u.id AND m.role = 'assistant'
        AND m.left_at IS NULL)))) AS may_grant,
    $4::uuid = $6::uuid AS is_own,
    COALESCE((SELECT is_running FROM term), false) AS is_running,
    EXISTS (SELECT FROM member) AS is_member,
    EXISTS (SELECT FROM pool) AS has_pool,
    COALESCE((SELECT ${CAN_RECEIVE} FROM account a JOIN member ON member.wallet_account_id = a.id), false) AS can_receive,
    COALESCE((SELECT is_free >= $5::bigint FROM pool), false) AS is_enough,
    COALESCE((SELECT allowance_nanos IS NULL OR (SELECT amount FROM had) + $5::bigint <= allowance_nanos FROM term), false)
      AS is_within_allowance,
    $8::bigint IS NULL OR to_timestamp($8::bigint / 1000.0) > now() AS is_in_time
), txn AS (
  INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
  SELECT $1::uuid, 'course_grant', $2::text, ${TODAY}, ${PERIOD},
    jsonb_strip_nulls(jsonb_build_object('allowanceNanos', term.allowance_nanos)) || $7::jsonb
  FROM verdict v CROSS JOIN term CROSS JOIN setting s
  WHERE v.may_grant AND NOT v.is_own AND v.is_running AND v.can_receive AND v.is_enough AND v.is_within_allowance AND v.is_in_time
  ON CONFLICT DO NOTHING RETURNING id
), legs AS (
  INSERT INTO ledger_entry (txn_id, account_id, amount)
  SELECT txn.id, leg.account_id, leg.amount
  FROM txn CROSS JOIN pool CROSS JOIN member
  CROSS JOIN LATERAL (VALUES (member.wallet_account_id, $5::bigint), (pool.id, -$5::bigint)) AS leg(account_id, amount)
)
SELECT (SELECT id FROM txn) AS transaction_id, v.* FROM verdict v`

const FIND_POSTED = `
SELECT t.id AS transaction_id, e.account_id, e.amount, (t.meta ->> 'expiresAtMs')::bigint AS expires_at_ms, a.balance, a.held,
  a.owner_user_id AS user_id
FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.account_id <> $2::uuid AND e.amount > 0
JOIN account a ON a.id = e.account_id
WHERE t.idem_key = $1::text`
