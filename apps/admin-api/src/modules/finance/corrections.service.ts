import { Injectable } from '@nestjs/common'
import type { CorrectionReply } from '@tollgate/protocols/events'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, MAX_AMOUNT_NANOS, reasonField, textField } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller, SignedInActor } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { UsersRepository } from '../users/users.repository.js'
import type {
  AdjustAccountInput,
  CorrectionFilter,
  DecideCorrectionInput,
  MoveMoneyInput,
  RefundCallInput,
} from './corrections.inputs.js'
import { type CorrectionRow, CorrectionsRepository } from './corrections.repository.js'
import { LedgerAccountsRepository } from './ledger-accounts.repository.js'
import { MoneyClient } from './money.client.js'
import { failedBy } from './money-problem.js'

const shared = { reason: reasonField, idempotencyKey: idempotencyKeyField }
const positive = z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge')
const signed = z
  .bigint()
  .min(-MAX_AMOUNT_NANOS, 'tooLarge')
  .max(MAX_AMOUNT_NANOS, 'tooLarge')
  .refine((nanos) => nanos !== 0n, 'notZero')
const adjustSchema = z.object({ ...shared, amount: signed })
const refundSchema = z.object({ ...shared, amount: positive.nullish() })
const moveSchema = z.object({ ...shared, amount: positive })
const decideSchema = z.object({ note: textField(500) })

export interface Corrected {
  correction: CorrectionRow
  isRepeat: boolean
}

/** What every correction says beside its own fields. */
interface Act {
  actor: SignedInActor
  secondUserId: string
}

/** Changes of balances by hand, with a reason and two names. Billing checks both people again, in its transaction. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly accounts: LedgerAccountsRepository,
    private readonly corrections: CorrectionsRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: CorrectionFilter | undefined },
  ): Promise<Page<CorrectionRow>> {
    assertCan(caller, 'correction:read')
    const request = parsePage(args, 3)
    const { state, kind, accountId, requestId } = args.filter ?? {}
    const found = await this.corrections.list(request, {
      state: state ?? undefined,
      kind: kind ?? undefined,
      accountId: accountId == null ? undefined : parseId(accountId),
      requestId: requestId == null ? undefined : parseId(requestId),
    })
    const cursorOf = (row: CorrectionRow) => [String(row.state === 'pending'), row.createdAt.toISOString(), row.id]
    return toPage({ ...found, first: request.first, cursorOf })
  }

  /** It waits, and the caller may end its waiting. */
  async canDecide({ actor }: Caller, correction: CorrectionRow): Promise<boolean> {
    if (correction.state !== 'pending' || actor === undefined || !can(actor, 'correction:decide')) return false
    if (correction.actorUserId === actor.userId) return false
    return actor.role === 'root' || !(await this.#isOwnedBy(correction.toAccountId, actor))
  }

  async adjust(caller: Caller, input: AdjustAccountInput): Promise<Result<Corrected>> {
    const act = await this.#begin(caller, input)
    if (act.type === 'failed') return act
    const parsed = adjustSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const accountId = parseId(input.accountId)
    if (parsed.data.amount > 0n) await this.#assertNotOwn(accountId, act.value.actor)
    const question = { ...questionOf(act.value, parsed.data), accountId, amountNanos: parsed.data.amount.toString() }
    return this.#finish(caller, { action: 'correction:adjust', reply: await this.money.adjust(question) })
  }

  async refund(caller: Caller, input: RefundCallInput): Promise<Result<Corrected>> {
    const act = await this.#begin(caller, input)
    if (act.type === 'failed') return act
    const parsed = refundSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const amount = parsed.data.amount == null ? {} : { amountNanos: parsed.data.amount.toString() }
    const question = { ...questionOf(act.value, parsed.data), requestId: parseId(input.requestId), ...amount }
    return this.#finish(caller, { action: 'correction:refund', reply: await this.money.refund(question) })
  }

  async move(caller: Caller, input: MoveMoneyInput): Promise<Result<Corrected>> {
    const act = await this.#begin(caller, input)
    if (act.type === 'failed') return act
    const parsed = moveSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const [fromAccountId, toAccountId] = [parseId(input.fromAccountId), parseId(input.toAccountId)]
    if (fromAccountId === toAccountId) return failed([badInput('sameAccount', ['toAccountId'])])
    await this.#assertNotOwn(toAccountId, act.value.actor)
    const amountNanos = parsed.data.amount.toString()
    const question = { ...questionOf(act.value, parsed.data), fromAccountId, toAccountId, amountNanos }
    return this.#finish(caller, { action: 'correction:move', reply: await this.money.move(question) })
  }

  async decide(caller: Caller, input: DecideCorrectionInput): Promise<Result<Corrected>> {
    const actor = assertCan(caller, 'correction:decide')
    const parsed = decideSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const correctionId = parseId(input.id)
    if ((await this.corrections.find(correctionId))?.actorUserId === actor.userId) throw new ApiError('FORBIDDEN')
    const decision = input.isApproved ? 'approve' : 'refuse'
    const question = { correctionId, actorUserId: actor.userId, decision, note: parsed.data.note } as const
    const reply = await this.money.decide(question)
    const already: ProblemDraft = { code: 'ALREADY_DONE', text: 'correctionDecided', path: ['id'] }
    if (reply?.type === 'refused' && reply.code === 'not_found') throw new ApiError('NOT_FOUND')
    return this.#finish(caller, { action: `correction:${decision}`, reply, known: { already_done: already } })
  }

  /** Authorisation, and the second name. */
  async #begin(caller: Caller, input: { secondPersonId: string }): Promise<Result<Act>> {
    const actor = assertCan(caller, 'correction:create')
    const secondUserId = toId(input.secondPersonId)
    const second = secondUserId === undefined ? undefined : await this.users.find(secondUserId)
    const isEntitled =
      second !== undefined &&
      second.id !== actor.userId &&
      can(
        { ...second, userId: second.id, obstacle: second.mustChangePassword ? 'password' : undefined },
        'correction:decide',
      )
    if (!isEntitled) return failed([badInput('secondPerson', ['secondPersonId'])])
    return ok({ actor, secondUserId: second.id })
  }

  async #assertNotOwn(accountId: string, actor: SignedInActor): Promise<void> {
    if (actor.role !== 'root' && (await this.#isOwnedBy(accountId, actor))) throw new ApiError('FORBIDDEN')
  }

  async #isOwnedBy(accountId: string | null, actor: SignedInActor): Promise<boolean> {
    return accountId !== null && (await this.accounts.find(accountId))?.ownerUserId === actor.userId
  }

  /** The audit row follows billing's transaction, once, whoever repeats the question. */
  async #finish(
    caller: Caller,
    act: { action: string; reply: CorrectionReply | undefined; known?: Parameters<typeof failedBy>[1] },
  ): Promise<Result<Corrected>> {
    const { action, reply, known } = act
    if (reply === undefined || reply.type === 'refused') return failedBy(reply, known)
    const correction = await this.corrections.find(reply.correctionId)
    if (correction === undefined) throw new Error('billing answered with a correction that is not there')
    const { id, kind, state, accountId, toAccountId, requestId, amountNanos, reason, secondUserId, transactionId } =
      correction
    const after = { correctionId: id, kind, state, toAccountId, requestId, amountNanos, secondUserId, transactionId }
    const record = { action, targetKind: 'account', targetId: accountId, after, reason }
    await this.database.transaction((tx) => this.audit.recordOnce(tx, caller, record, { field: 'correctionId', id }))
    return ok({ correction, isRepeat: reply.isRepeat })
  }
}

const questionOf = ({ actor, secondUserId }: Act, input: { reason: string; idempotencyKey: string }) => ({
  actorUserId: actor.userId,
  secondUserId,
  reason: input.reason,
  idempotencyKey: input.idempotencyKey,
})
