import { Inject, Injectable } from '@nestjs/common'
import {
  type CourseGrants,
  type CourseGrantsReply,
  courseGrantSchema,
  courseGrantsSchema,
  MONEY_MESSAGE_VERSION,
} from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { LOGGER, type Logger } from '../logger.js'
import { type CourseGrantRow, CourseGrantsRepository, type PostedCourseGrantRow } from './course-grants.repository.js'
import { type GrantReplyMessage, granted } from './grants.service.js'
import { MAX_MOVE_NANOS, MoneyGate } from './money-gate.js'
import { type RefusedMessage, refused } from './money-replies.js'

type CourseGrantsAnswer = Extract<CourseGrantsReply, { type: 'answered' }>['answers'][number]

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
    return this.gate.answer(
      ask,
      { operation: 'course-grant', schema: courseGrantSchema },
      async ({ userId, idempotencyKey, ...grant }) => {
        const [only] = await this.#grant({ ...grant, people: [{ userId, idempotencyKey }] })
        if (only === undefined) throw new Error('the statement returned no row')
        const { outcome } = only
        return outcome.type === 'refused' ? outcome : { ...granted(outcome.posted), isRepeat: outcome.isRepeat }
      },
    )
  }

  /** To many at once: of each the answer that he would have had alone. */
  grantMany(ask: Ask): Promise<CourseGrantsReply> {
    return this.gate.answer(ask, { operation: 'course-grants', schema: courseGrantsSchema }, async (grants) => {
      const outcomes = await this.#grant(grants)
      return { type: 'answered', v: MONEY_MESSAGE_VERSION, answers: outcomes.map(toAnswer) }
    })
  }

  /** @returns outcomes in the order of the people */
  async #grant(grants: CourseGrants): Promise<OutcomeOf[]> {
    if (grants.amountNanos > MAX_MOVE_NANOS)
      return grants.people.map(({ userId }) => ({ userId, outcome: refused('bad_request', 'the amount is too large') }))
    const { rows, applied } = await this.grants.post(grants)
    const posted = await this.grants.findPosted(grants.people)
    const outcomes = rows.map((row) => ({
      userId: row.user_id,
      outcome: toOutcome(grants, row, posted.get(row.idem_key)),
    }))
    const count = rows.filter(({ transaction_id }) => transaction_id !== null).length
    if (count > 0) {
      this.moneyChanged.announce(applied.map(({ account_id }) => account_id))
      const { actorUserId, courseId, amountNanos } = grants
      this.logger.info({ actorUserId, courseId, amountNanos: amountNanos.toString(), count }, 'granted by a course')
    }
    return outcomes
  }
}

type Outcome = { type: 'granted'; posted: PostedCourseGrantRow; isRepeat: boolean } | RefusedMessage

interface OutcomeOf {
  userId: string
  outcome: Outcome
}

function toOutcome(grants: CourseGrants, row: CourseGrantRow, posted: PostedCourseGrantRow | undefined): Outcome {
  if (posted === undefined) return explain(row)
  const isSame =
    posted.user_id === row.user_id &&
    posted.amount === grants.amountNanos &&
    Number(posted.expires_at_ms ?? 0) === (grants.expiresAtMs ?? 0)
  if (!isSame) return refused('conflict', 'this idempotency key was used for another person, amount or end')
  return { type: 'granted', posted, isRepeat: row.transaction_id === null }
}

function toAnswer({ userId, outcome }: OutcomeOf): CourseGrantsAnswer {
  if (outcome.type === 'refused') return { type: 'refused', userId, code: outcome.code, message: outcome.message }
  return { type: 'granted', userId, transactionId: outcome.posted.transaction_id, isRepeat: outcome.isRepeat }
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
