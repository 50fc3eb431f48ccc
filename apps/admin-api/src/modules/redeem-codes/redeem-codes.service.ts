import { randomBytes, randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, MAX_AMOUNT_NANOS, nameField, reasonField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { clientNetwork } from '../../identity/client-network.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { idOfKey } from '../finance/id-of-key.js'
import { type LedgerAccountRow, LedgerAccountsRepository } from '../finance/ledger-accounts.repository.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { UsersRepository } from '../users/users.repository.js'
import { RedeemAttempts } from './redeem-attempts.js'
import { hashRedeemCode, mintRedeemCode, parseRedeemCode, RANDOM_BYTES } from './redeem-code.js'
import type { CreateRedeemBatchInput, RevokeRedeemBatchInput } from './redeem-codes.inputs.js'
import { type RedeemBatchRow, type RedeemCodeRow, RedeemCodesRepository } from './redeem-codes.repository.js'
import type { RedeemCodeStateName } from './redeem-codes.types.js'

const future = z.date().refine((date) => date > new Date(), 'expiryInPast')
const createSchema = z.object({
  name: nameField(200),
  count: z.int().min(1, 'mustBePositive').max(1_000, 'tooMany'),
  amount: z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge'),
  expiresAt: future.nullish(),
  moneyExpiresAt: future.nullish(),
  idempotencyKey: idempotencyKeyField,
})
const revokeSchema = z.object({ reason: reasonField })

export interface ChangedBatch {
  batch: RedeemBatchRow
  codes: string[] | undefined
  isRepeat: boolean
}

export interface Redeemed {
  transactionId: string
  amount: bigint
  account: LedgerAccountRow | undefined
  isRepeat: boolean
}

@Injectable()
export class RedeemCodesService {
  readonly #attempts = new RedeemAttempts()

  constructor(
    private readonly database: Database,
    private readonly batches: RedeemCodesRepository,
    private readonly accounts: LedgerAccountsRepository,
    private readonly users: UsersRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async listBatches(
    caller: Caller,
    args: { first: number; after?: string | undefined },
  ): Promise<Page<RedeemBatchRow>> {
    assertCan(caller, 'code:read')
    const request = parsePage(args, 2)
    const found = await this.batches.listBatches(request)
    return toPage({ ...found, first: request.first, cursorOf: (batch) => [batch.createdAt.toISOString(), batch.id] })
  }

  async getBatch(caller: Caller, id: string): Promise<RedeemBatchRow> {
    assertCan(caller, 'code:read')
    const batch = await this.batches.findBatch(parseId(id))
    if (batch === undefined) throw new ApiError('NOT_FOUND')
    return batch
  }

  async listCodes(
    caller: Caller,
    args: { first: number; after?: string | undefined; batchId: string; state?: RedeemCodeStateName | undefined },
  ): Promise<Page<RedeemCodeRow>> {
    const { id: batchId } = await this.getBatch(caller, args.batchId)
    const request = parsePage(args, 1)
    const found = await this.batches.listCodes(request, { batchId, state: args.state ?? undefined })
    return toPage({ ...found, first: request.first, cursorOf: (code) => [code.id] })
  }

  /** The codes are in this answer and nowhere else: billing gets what recognises them. */
  async create(caller: Caller, input: CreateRedeemBatchInput): Promise<Result<ChangedBatch>> {
    const actor = assertCan(caller, 'code:write')
    const parsed = createSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { name, count, amount, expiresAt, moneyExpiresAt, idempotencyKey } = parsed.data
    const batchId = idOfKey('redeem-batch', actor.userId, idempotencyKey)
    const codes = Array.from({ length: count }, () => mintRedeemCode(randomBytes(RANDOM_BYTES)))
    const reply = await this.money.createCodes({
      batchId,
      actorUserId: actor.userId,
      name,
      amountNanos: amount.toString(),
      expiresAtMs: expiresAt?.getTime() ?? null,
      lotExpiresAtMs: moneyExpiresAt?.getTime() ?? null,
      codes: codes.map((code) => ({ id: randomUUID(), hash: hashRedeemCode(code), lastFour: code.slice(-4) })),
    })
    if (reply?.type !== 'done') return failedBy(reply)
    const after = { batchId, name, count, amountNanos: amount, expiresAt, moneyExpiresAt }
    const record = { action: 'code:create-batch', targetKind: 'redeem-batch', targetId: batchId, after }
    await this.database.transaction((tx) =>
      this.audit.recordOnce(tx, caller, record, { field: 'batchId', id: batchId }),
    )
    const batch = await this.getBatch(caller, batchId)
    return ok({ batch, codes: reply.isRepeat ? undefined : codes, isRepeat: reply.isRepeat })
  }

  async revoke(caller: Caller, input: RevokeRedeemBatchInput): Promise<Result<ChangedBatch>> {
    const actor = assertCan(caller, 'code:write')
    const parsed = revokeSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { reason } = parsed.data
    const batchId = parseId(input.id)
    const reply = await this.money.revokeCodes({ batchId, actorUserId: actor.userId, reason })
    if (reply?.type === 'refused' && reply.code === 'not_found') throw new ApiError('NOT_FOUND')
    if (reply?.type !== 'done') return failedBy(reply)
    const after = { batchId }
    const record = { action: 'code:revoke-batch', targetKind: 'redeem-batch', targetId: batchId, after, reason }
    await this.database.transaction((tx) =>
      this.audit.recordOnce(tx, caller, record, { field: 'batchId', id: batchId }),
    )
    return ok({ batch: await this.getBatch(caller, batchId), codes: undefined, isRepeat: reply.isRepeat })
  }

  /** Credits the own wallet. Guesses are bounded by account and by network. */
  async redeem(caller: Caller, typed: string): Promise<Result<Redeemed>> {
    const { userId } = assertCan(caller, 'code:redeem')
    const code = parseRedeemCode(typed)
    if (code === undefined) return failed([badInput('codeMistyped', ['code'])]) // no guess: it cannot be a code
    const attempt = { userId, network: clientNetwork(caller.address) }
    await this.#attempts.begin(attempt)
    const reply = await this.money.redeem({ codeHash: hashRedeemCode(code), userId })
    if (reply === undefined || reply.type === 'redeemed') await this.#attempts.succeed(attempt)
    if (reply?.type !== 'redeemed') return failedBy(reply, REDEEM_PROBLEMS)
    const { transactionId, amountNanos, isRepeat } = reply
    const after = { transactionId, amountNanos, lastFour: code.slice(-4) }
    const record = { action: 'code:redeem', targetKind: 'user', targetId: userId, after }
    await this.database.transaction((tx) =>
      this.audit.recordOnce(tx, caller, record, { field: 'transactionId', id: transactionId }),
    )
    const wallet = (await this.users.find(userId))?.walletAccountId
    const account = wallet === undefined ? undefined : await this.accounts.find(wallet)
    return ok({ transactionId, amount: amountNanos, account, isRepeat })
  }
}

const REDEEM_PROBLEMS: Readonly<Record<'not_found' | 'already_done' | 'expired', ProblemDraft>> = {
  not_found: { code: 'NOT_FOUND', text: 'codeUnknown', path: ['code'] },
  already_done: { code: 'ALREADY_DONE', text: 'codeUsed', path: ['code'] },
  expired: { code: 'EXPIRED', text: 'codeExpired', path: ['code'] },
}
