import type { MoneyRefusal } from '@tollgate/protocols/events'
import { ApiError } from '../../graphql/errors.js'
import { failed, type ProblemDraft, type Result } from '../../graphql/problem.js'

/** What billing refused, as the caller reads it. `forbidden` is none: who is refused so has no business here. */
const PROBLEMS: Record<Exclude<MoneyRefusal, 'forbidden'>, ProblemDraft> = {
  bad_request: { code: 'REFUSED_BY_BILLING', text: 'refusedByBilling' },
  unknown_account: { code: 'NOT_FOUND', text: 'unknownAccount' },
  account_inactive: { code: 'ACCOUNT_PENDING', text: 'accountInactive' },
  conflict: { code: 'CONFLICT', text: 'keyUsedForElse', path: ['idempotencyKey'] },
  too_much: { code: 'BAD_USER_INPUT', text: 'moreThanThereIs', path: ['amount'] },
  not_found: { code: 'NOT_FOUND', text: 'notFound' },
  already_done: { code: 'ALREADY_DONE', text: 'alreadyDone' },
  expired: { code: 'EXPIRED', text: 'expiryInPast', path: ['expiresAt'] },
}

export const billingUnavailable: ProblemDraft = { code: 'BILLING_UNAVAILABLE', text: 'billingUnavailable' }

/**
 * An answer that is none of the good ones → a result.
 * @param known what some refusals mean here in particular
 * @throws ApiError FORBIDDEN where billing says so: it looked at the same roles as we did, later
 */
export function failedBy(
  reply: { type: 'refused'; code: MoneyRefusal; message: string } | undefined,
  known: Partial<Record<MoneyRefusal, ProblemDraft>> = {},
): Result<never> {
  if (reply === undefined) return failed([billingUnavailable])
  const values = { detail: reply.message.slice(0, 200) }
  const special = known[reply.code]
  if (special !== undefined) return failed([{ values, ...special }])
  if (reply.code === 'forbidden') throw new ApiError('FORBIDDEN')
  return failed([{ ...PROBLEMS[reply.code], values }])
}
