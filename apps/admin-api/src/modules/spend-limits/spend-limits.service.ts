import { Injectable } from '@nestjs/common'
import type { SetLimit } from '@tollgate/protocols/events'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, MAX_AMOUNT_NANOS, nameField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { badInput, failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { CoursesRepository } from '../courses/courses.repository.js'
import { idOfKey } from '../finance/id-of-key.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { UsersRepository } from '../users/users.repository.js'
import type { SetSpendLimitInput } from './spend-limits.types.js'

const limitSchema = z.object({
  amount: z.bigint().min(0n, 'notNegative').max(MAX_AMOUNT_NANOS, 'tooLarge'),
  budgetName: nameField(200).nullish(),
  idempotencyKey: idempotencyKeyField,
})

export interface LimitSet {
  limitId: string
  isRepeat: boolean
}

/** Caps of keys by their owners, everything else by admins; billing holds them, and asks the same once more. */
@Injectable()
export class SpendLimitsService {
  constructor(
    private readonly database: Database,
    private readonly apiKeys: ApiKeysRepository,
    private readonly courses: CoursesRepository,
    private readonly users: UsersRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async set(caller: Caller, input: SetSpendLimitInput): Promise<Result<LimitSet>> {
    const actor = assertCan(caller, 'self:read')
    const given = [input.keyId, input.courseId, input.budgetName].filter((subject) => subject != null)
    if (given.length !== 1) return failed([badInput('oneSubject', ['keyId'])])
    const subject = await this.#subject(caller, input)
    const parsed = limitSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { amount, idempotencyKey } = parsed.data
    const limitId = input.id != null ? parseId(input.id) : idOfKey('spend-limit', actor.userId, idempotencyKey)
    const terms = {
      subject,
      parentId: input.parentId == null ? null : parseId(input.parentId),
      period: input.period,
      startsOn: input.startsOn ?? null,
      endsOn: input.endsOn ?? null,
      isActive: input.isActive ?? true,
    }
    const reply = await this.money.setLimit({
      limitId,
      actorUserId: actor.userId,
      amountNanos: amount.toString(),
      ...terms,
    })
    if (reply === undefined || reply.type === 'refused')
      return failedBy(reply, { conflict: { code: 'CONFLICT', text: 'limitConflict' } })
    if (!reply.isRepeat)
      await this.database.transaction((tx) =>
        this.audit.record(tx, caller, {
          action: 'limit:set',
          targetKind: 'limit',
          targetId: limitId,
          after: { amountNanos: amount, ...terms },
        }),
      )
    return ok({ limitId, isRepeat: reply.isRepeat })
  }

  /** What it bounds, where the caller may bound it. @throws ApiError NOT_FOUND, FORBIDDEN */
  async #subject(caller: Caller, { keyId, courseId, budgetName }: SetSpendLimitInput): Promise<SetLimit['subject']> {
    if (keyId != null) {
      const key = await this.apiKeys.find(parseId(keyId))
      const owner = key && (await this.users.find(key.userId))
      assertMaySee(caller, 'key:update', { ownerId: owner?.id ?? '', ...(owner && { role: owner.role }) })
      if (key === undefined) throw new ApiError('NOT_FOUND')
      return { kind: 'key_cap', keyId: key.id }
    }
    assertCan(caller, 'course:write')
    if (courseId == null) return { kind: 'budget', name: budgetName ?? '' }
    const course = await this.courses.find(parseId(courseId))
    if (course === undefined) throw new ApiError('NOT_FOUND')
    return { kind: 'course_limit', courseId: course.id }
  }
}
