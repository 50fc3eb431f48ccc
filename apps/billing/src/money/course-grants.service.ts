import { Inject, Injectable } from '@nestjs/common'
import { type CourseGrant, courseGrantSchema } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import { type CourseGrantRow, CourseGrantsRepository } from './course-grants.repository.js'
import { type GrantReplyMessage, granted } from './grants.service.js'
import { MAX_MOVE_NANOS, MoneyGate } from './money-gate.js'
import { type RefusedMessage, refused } from './money-replies.js'

/** What an assistant may do with money: give students of his course something out of the course's pool. */
@Injectable()
export class CourseGrantsService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly grants: CourseGrantsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  grant(ask: Ask): Promise<GrantReplyMessage> {
    return this.gate.answer(ask, { operation: 'course-grant', schema: courseGrantSchema }, (grant) =>
      this.#grant(grant),
    )
  }

  async #grant(grant: CourseGrant): Promise<GrantReplyMessage> {
    if (grant.amountNanos > MAX_MOVE_NANOS) return refused('bad_request', 'the amount is too large')
    const { applied, ...row } = await this.grants.post(grant)
    const posted = await this.grants.findPosted(grant)
    if (posted === undefined) return explain(row)
    const isSame =
      posted.user_id === grant.userId &&
      posted.amount === grant.amountNanos &&
      Number(posted.expires_at_ms ?? 0) === (grant.expiresAtMs ?? 0)
    if (!isSame) return refused('conflict', 'this idempotency key was used for another person, amount or end')
    const isRepeat = row.transaction_id === null
    if (!isRepeat) {
      this.moneyChanged.announce(applied.map(({ account_id }) => account_id))
      const { actorUserId, courseId, userId, amountNanos } = grant
      this.logger.info({ actorUserId, courseId, userId, amountNanos: amountNanos.toString() }, 'granted by a course')
    }
    return { ...granted(posted), isRepeat }
  }
}

function explain(row: CourseGrantRow): RefusedMessage {
  if (!row.may_grant)
    return refused('forbidden', 'only an assistant of the course or an administrator grants from its pool')
  if (row.is_own) return refused('forbidden', 'nobody gives money to himself')
  if (!row.is_running) return refused('expired', 'the course is over')
  if (!row.is_member) return refused('unknown_account', 'not a member of this course')
  if (!row.has_pool) return refused('account_inactive', 'the course has no open pool')
  if (!row.can_receive) return refused('account_inactive', 'this account is closed, or its owner is not active')
  if (!row.is_in_time) return refused('expired', 'the end of the grant is in the past')
  if (!row.is_within_allowance) return refused('too_much', 'more than the course allows one student')
  return refused('too_much', 'more than is free in the pool')
}
