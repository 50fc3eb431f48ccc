import { Inject, Injectable } from '@nestjs/common'
import { type OpenPool, openPoolSchema, type SetPoolState, setPoolStateSchema } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import { MoneyGate } from './money-gate.js'
import { type DoneReplyMessage, done, refused } from './money-replies.js'
import { PoolsRepository } from './pools.repository.js'

/** Accounts that several people's keys may name as their payer. */
@Injectable()
export class PoolsService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly pools: PoolsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  open(ask: Ask): Promise<DoneReplyMessage> {
    return this.gate.answer(ask, { operation: 'open-pool', schema: openPoolSchema }, (pool) => this.#open(pool))
  }

  setState(ask: Ask): Promise<DoneReplyMessage> {
    const operation = 'set-pool-state'
    return this.gate.answer(ask, { operation, schema: setPoolStateSchema }, (change) => this.#setState(change))
  }

  async #open(pool: OpenPool): Promise<DoneReplyMessage> {
    if (pool.courseId == null && pool.ownerUserId == null) {
      return refused('bad_request', 'a pool is of a course or has an owner, else nobody could spend from it')
    }
    const row = await this.pools.open(pool)
    if (row.is_opened) {
      this.logger.info({ accountId: pool.accountId, actorUserId: pool.actorUserId }, 'pool opened')
      return done(false)
    }
    const known = await this.pools.find(pool.accountId)
    if (known !== undefined) {
      const isSame =
        known.kind === 'pool' &&
        known.name === pool.name &&
        known.course_id === (pool.courseId ?? null) &&
        known.owner_user_id === (pool.ownerUserId ?? null)
      return isSame && row.is_actor_allowed ? done(true) : refused('conflict', 'this id names another account')
    }
    if (!row.is_actor_allowed) return refused('forbidden', 'only an active administrator opens pools')
    if (!row.is_course_known || !row.is_owner_known) return refused('not_found', 'no such course or owner')
    return refused('conflict', 'this id names another account')
  }

  async #setState(change: SetPoolState): Promise<DoneReplyMessage> {
    const row = await this.pools.setState(change)
    if (!row.is_actor_allowed) return refused('forbidden', 'only an active administrator changes pools')
    if (!row.is_known) return refused('not_found', 'no such pool')
    const { accountId, actorUserId, state, reason } = change
    if (row.is_changed) this.logger.info({ accountId, actorUserId, state, reason }, 'pool changed')
    if (row.is_changed && state === 'active') this.moneyChanged.announce([accountId])
    return done(!row.is_changed)
  }
}
