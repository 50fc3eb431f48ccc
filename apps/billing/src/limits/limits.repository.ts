import { Inject, Injectable } from '@nestjs/common'
import type { SetLimit } from '@tollgate/protocols/events'
import { Database, LEASE_DATABASE } from '../database/database.repository.js'
import { storable } from '../database/storable.js'
import { FOLLOW_LIMIT, SET_LIMIT } from './limits-statements.js'

export interface SetLimitRow {
  /** Made or changed by this call. */
  is_written: boolean
  is_allowed: boolean
  is_subject_known: boolean
  is_parent_known: boolean
  /** Null: there was no such limit before; false: it was another one. */
  is_same: boolean | null
  /** Of a key: who pays for it. */
  payer_id: string | null
}

@Injectable()
export class LimitsRepository {
  constructor(@Inject(LEASE_DATABASE) private readonly database: Database) {}

  /** Makes a limit or changes it, and its present window with it, if the actor may. @throws SqlError 23505: there is an active one */
  async set(limit: SetLimit): Promise<SetLimitRow> {
    const { subject } = limit
    const results = await this.database.transaction([
      {
        sql: SET_LIMIT,
        values: [
          ...[limit.limitId, limit.actorUserId, subject.kind],
          subject.kind === 'key_cap' ? subject.keyId : null,
          subject.kind === 'course_limit' ? subject.courseId : null,
          subject.kind === 'budget' ? storable(subject.name) : null,
          ...[limit.parentId ?? null, limit.period, limit.amountNanos],
          ...[limit.startsOn ?? null, limit.endsOn ?? null, limit.isActive],
        ],
      },
      { sql: FOLLOW_LIMIT, values: [limit.limitId] },
    ])
    const [row] = results[0] as SetLimitRow[]
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }
}
