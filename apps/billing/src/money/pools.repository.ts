import { Inject, Injectable } from '@nestjs/common'
import type { OpenPool, SetPoolState } from '@tollgate/protocols/events'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { lockAccounts } from '../ledger/settle-statements.js'
import { MAY_MOVE_MONEY } from './post-statements.js'

export interface OpenPoolRow {
  is_opened: boolean
  is_actor_allowed: boolean
  is_course_known: boolean
  is_owner_known: boolean
}

export interface PoolRow {
  name: string | null
  course_id: string | null
  owner_user_id: string | null
  kind: string
}

export interface PoolStateRow {
  is_actor_allowed: boolean
  is_known: boolean
  is_changed: boolean
}

@Injectable()
export class PoolsRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Makes the account once per id. */
  async open(pool: OpenPool): Promise<OpenPoolRow> {
    const values = [
      ...[pool.accountId, pool.actorUserId, storable(pool.name), pool.courseId ?? null, pool.ownerUserId ?? null],
    ]
    const [row] = await this.database.rows<OpenPoolRow>({ sql: OPEN_POOL, values })
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }

  async find(accountId: string): Promise<PoolRow | undefined> {
    const sql = 'SELECT name, course_id, owner_user_id, kind FROM account WHERE id = $1::uuid'
    return (await this.database.rows<PoolRow>({ sql, values: [accountId] }))[0]
  }

  async setState({ accountId, actorUserId, state }: SetPoolState): Promise<PoolStateRow> {
    const results = await this.database.transaction([
      lockAccounts([accountId]),
      { sql: SET_POOL_STATE, values: [accountId, actorUserId, state] },
    ])
    const [row] = results[1] as PoolStateRow[]
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }
}

// $1 account, $2 actor, $3 name, $4 course or null, $5 owner or null
const OPEN_POOL = `
WITH verdict AS MATERIALIZED (
  SELECT EXISTS (SELECT FROM app_user u WHERE u.id = $2::uuid AND ${MAY_MOVE_MONEY}) AS is_actor_allowed,
    $4::uuid IS NULL OR EXISTS (SELECT FROM course WHERE id = $4::uuid AND deleted_at IS NULL) AS is_course_known,
    $5::uuid IS NULL OR EXISTS (SELECT FROM app_user WHERE id = $5::uuid AND state = 'active' AND deleted_at IS NULL)
      AS is_owner_known
), opened AS (
  INSERT INTO account (id, kind, name, course_id, owner_user_id)
  SELECT $1::uuid, 'pool', $3::text, $4::uuid, $5::uuid FROM verdict v
  WHERE v.is_actor_allowed AND v.is_course_known AND v.is_owner_known
    AND NOT EXISTS (SELECT FROM app_user WHERE wallet_account_id = $1::uuid)
  ON CONFLICT DO NOTHING RETURNING id
)
SELECT EXISTS (SELECT FROM opened) AS is_opened, v.* FROM verdict v`

// $1 account, $2 actor, $3 state
const SET_POOL_STATE = `
WITH actor AS MATERIALIZED (
  SELECT u.id FROM app_user u WHERE u.id = $2::uuid AND ${MAY_MOVE_MONEY}
), changed AS (
  UPDATE account SET state = $3::text
  WHERE id = $1::uuid AND kind = 'pool' AND state <> $3::text AND EXISTS (SELECT FROM actor) RETURNING id
)
SELECT EXISTS (SELECT FROM actor) AS is_actor_allowed, EXISTS (SELECT FROM changed) AS is_changed,
  EXISTS (SELECT FROM account WHERE id = $1::uuid AND kind = 'pool') AS is_known`
