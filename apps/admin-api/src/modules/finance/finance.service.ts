import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, MAX_AMOUNT_NANOS, reasonField } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { type AccountRow, type UserRow, UsersRepository } from '../users/users.repository.js'
import type { GrantInput } from './finance.types.js'
import { LedgerRepository, type LedgerTransactionRow } from './ledger.repository.js'
import { LedgerAccountsRepository } from './ledger-accounts.repository.js'
import { MoneyClient } from './money.client.js'
import { failedBy } from './money-problem.js'

const grantSchema = z.object({
  amount: z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge'),
  reason: reasonField,
  idempotencyKey: idempotencyKeyField,
  expiresAt: z.date().nullish(),
})

/** Whoever is to get it apart. */
type GrantFields = Pick<GrantInput, 'amount' | 'reason' | 'idempotencyKey' | 'expiresAt'>

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
    private readonly accounts: LedgerAccountsRepository,
    private readonly ledger: LedgerRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async grant(caller: Caller, input: GrantInput): Promise<Result<Granted>> {
    assertCan(caller, 'grant:create', { ownerId: toId(input.userId ?? '') ?? '' })
    if ((input.userId == null) === (input.poolId == null)) return failed([badInput('oneTarget', ['userId'])])
    if (input.poolId != null) return this.#grantToPool(caller, parseId(input.poolId), input)
    const user = await this.users.find(parseId(input.userId ?? ''))
    if (user === undefined) throw new ApiError('NOT_FOUND')
    return this.grantTo(caller, user, input)
  }

  async grantTo(caller: Caller, user: UserRow, input: GrantFields): Promise<Result<Granted>> {
    assertCan(caller, 'grant:create', { ownerId: user.id })
    if (user.state !== 'active') {
      const parsed = grantSchema.safeParse(input)
      if (!parsed.success) return failed(problemsOf(parsed.error))
      return failed([{ code: 'ACCOUNT_PENDING', text: 'userNotActive', path: ['userId'] }])
    }
    const target = { accountId: user.walletAccountId, ownerId: user.id, kind: 'user', id: user.id }
    return this.#grant(caller, target, input)
  }

  async #grantToPool(caller: Caller, poolId: string, input: GrantFields): Promise<Result<Granted>> {
    const pool = await this.accounts.find(poolId)
    if (pool?.kind !== 'pool') throw new ApiError('NOT_FOUND')
    const target = { accountId: pool.id, ownerId: pool.ownerUserId ?? '', kind: 'pool', id: pool.id }
    return this.#grant(caller, target, input)
  }

  /** Money moves in billing's transaction, under the idempotency key; the audit row follows it. */
  async #grant(
    caller: Caller,
    target: { accountId: string; ownerId: string; kind: string; id: string },
    input: GrantFields,
  ): Promise<Result<Granted>> {
    const actor = assertCan(caller, 'grant:create', { ownerId: target.ownerId })
    const parsed = grantSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { amount, reason, idempotencyKey, expiresAt } = parsed.data
    const reply = await this.money.grant({
      accountId: target.accountId,
      amountNanos: amount.toString(),
      actorUserId: actor.userId,
      reason,
      idempotencyKey,
      ...(expiresAt != null && { expiresAtMs: expiresAt.getTime() }),
    })
    if (reply?.type !== 'granted') return failedBy(reply)
    const { transactionId, balanceNanos, heldNanos, isRepeat } = reply
    const record = {
      action: 'grant:create',
      targetKind: target.kind,
      targetId: target.id,
      after: { transactionId, amountNanos: amount, idempotencyKey, ...(expiresAt != null && { expiresAt }) },
      reason,
    }
    await this.database.transaction((tx) =>
      this.audit.recordOnce(tx, caller, record, { field: 'transactionId', id: transactionId }),
    )
    const account = { id: target.accountId, balanceNanos, heldNanos, availableNanos: balanceNanos - heldNanos }
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
