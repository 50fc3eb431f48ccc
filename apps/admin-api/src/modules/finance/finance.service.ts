import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { MAX_AMOUNT_NANOS, nameField } from '../../graphql/fields.js'
import { filterText, type Page, parseId, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { type AccountRow, type UserRow, UsersRepository } from '../users/users.repository.js'
import type { GrantInput } from './finance.types.js'
import { LedgerRepository, type LedgerTransactionRow } from './ledger.repository.js'
import { MoneyClient } from './money.client.js'

const grantSchema = z.object({
  amount: z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge'),
  reason: nameField(500),
  idempotencyKey: nameField(200),
})

export interface Granted {
  transactionId: string
  account: AccountRow
  isRepeat: boolean
}

@Injectable()
export class FinanceService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly ledger: LedgerRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async grant(caller: Caller, input: GrantInput): Promise<Result<Granted>> {
    assertCan(caller, 'grant:create', { ownerId: input.userId.toLowerCase() })
    const user = await this.users.find(parseId(input.userId))
    if (user === undefined) throw new ApiError('NOT_FOUND')
    return this.grantTo(caller, user, input)
  }

  /** Money moves in billing's transaction, under the idempotency key; the audit row follows it. */
  async grantTo(caller: Caller, user: UserRow, input: Omit<GrantInput, 'userId'>): Promise<Result<Granted>> {
    const actor = assertCan(caller, 'grant:create', { ownerId: user.id })
    const parsed = grantSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    if (user.state !== 'active') return failed([{ code: 'ACCOUNT_PENDING', text: 'userNotActive', path: ['userId'] }])
    const { amount, reason, idempotencyKey } = parsed.data
    const reply = await this.money.grant({
      accountId: user.walletAccountId,
      amountNanos: amount,
      actorUserId: actor.userId,
      reason,
      idempotencyKey,
    })
    if (reply === undefined) return failed([{ code: 'BILLING_UNAVAILABLE', text: 'billingUnavailable' }])
    if (reply.type === 'refused') return failed([toProblem(reply)])
    const { transactionId, balanceNanos, heldNanos, isRepeat } = reply
    if (!isRepeat)
      await this.database.transaction((tx) =>
        this.audit.record(tx, caller, {
          action: 'grant:create',
          targetKind: 'user',
          targetId: user.id,
          after: { transactionId, amountNanos: amount, idempotencyKey },
          reason,
        }),
      )
    const account = { id: user.walletAccountId, balanceNanos, heldNanos, availableNanos: balanceNanos - heldNanos }
    return ok({ transactionId, account, isRepeat })
  }

  /** Of the own wallet; staff see every account, or all together. */
  async listTransactions(
    caller: Caller,
    args: { first: number; after?: string | undefined; accountId?: string | undefined; kind?: string | undefined },
  ): Promise<Page<LedgerTransactionRow>> {
    const actor = assertMaySee(caller, 'ledger:read', { ownerId: caller.actor?.userId ?? '' })
    const request = parsePage(args, 2)
    const own = (await this.users.find(actor.userId))?.walletAccountId
    const wanted = args.accountId == null ? undefined : parseId(args.accountId)
    const isFree = can(actor, 'ledger:read-all')
    if (!isFree && wanted !== undefined && wanted !== own) throw new ApiError('NOT_FOUND')
    const accountId = isFree ? wanted : own
    const found = await this.ledger.list(request, { accountId, kind: filterText(args.kind, 32) })
    return toPage({ ...found, first: request.first, cursorOf: (txn) => [txn.createdAt.toISOString(), txn.id] })
  }
}

function toProblem(reply: { code: string; message: string }): ProblemDraft {
  if (reply.code === 'conflict') return { ...badInput('taken', ['idempotencyKey']), code: 'CONFLICT' }
  if (reply.code === 'account_inactive') return { code: 'ACCOUNT_PENDING', text: 'userNotActive' }
  return { code: 'REFUSED_BY_BILLING', text: 'refusedByBilling', values: { detail: reply.message.slice(0, 200) } }
}
