import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { reasonField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { type DeadLetterRow, DeadLettersRepository } from './dead-letters.repository.js'
import type { DeadLetterFilter, ReplayDeadLetterInput } from './dead-letters.types.js'

export interface Replayed {
  deadLetter: DeadLetterRow
  isRepeat: boolean
}

const replaySchema = z.object({ reason: reasonField })
/** Billing says in its own words what still stands in the way. */
const STILL_WRONG: ProblemDraft = { code: 'REFUSED_BY_BILLING', text: 'refusedByBilling' }

/** Usage events that could not be settled. Billing settles them; here somebody says that it may try again, and why. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly database: Database,
    private readonly deadLetters: DeadLettersRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: DeadLetterFilter | undefined },
  ): Promise<Page<DeadLetterRow>> {
    assertCan(caller, 'dead-letter:read')
    const request = parsePage(args, 1)
    const { kind, isResolved, requestId } = args.filter ?? {}
    const found = await this.deadLetters.list(request, {
      kind: kind ?? undefined,
      isResolved: isResolved ?? undefined,
      requestId: requestId == null ? undefined : parseId(requestId),
    })
    return toPage({ ...found, first: request.first, cursorOf: ({ id }) => [id.toString()] })
  }

  /** A try that settles nothing is on record as well. */
  async replay(caller: Caller, input: ReplayDeadLetterInput): Promise<Result<Replayed>> {
    const actor = assertCan(caller, 'dead-letter:replay')
    const parsed = replaySchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const id = /^\d{1,18}$/.test(input.id) ? BigInt(input.id) : undefined
    if (id === undefined) throw new ApiError('NOT_FOUND')
    const question = { deadLetterId: id.toString(), actorUserId: actor.userId }
    const reply = await this.money.replayDeadLetter(question)
    if (reply?.type === 'refused' && reply.code === 'not_found') throw new ApiError('NOT_FOUND')
    if (reply !== undefined) {
      const outcome = reply.type === 'done' ? 'settled' : reply.message
      const record = { action: 'dead-letter:replay', targetKind: 'dead-letter', targetId: id.toString() }
      await this.database.transaction((tx) =>
        this.audit.record(tx, caller, { ...record, after: { outcome }, reason: parsed.data.reason }),
      )
    }
    if (reply?.type !== 'done')
      return failedBy(reply, { bad_request: STILL_WRONG, unknown_account: STILL_WRONG, conflict: STILL_WRONG })
    const deadLetter = await this.deadLetters.find(id)
    if (deadLetter === undefined) throw new Error('billing settled a dead letter that is not there')
    return ok({ deadLetter, isRepeat: reply.isRepeat })
  }
}
