import { Injectable } from '@nestjs/common'
import { restOfLots } from '@tollgate/pricing'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage, toSearchPattern } from '../../graphql/page.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { UsersRepository } from '../users/users.repository.js'
import { type AccountEntryRow, AccountHistoryRepository, type LotRow } from './account-history.repository.js'
import type { LedgerAccountFilter, LedgerAccountSort } from './account-list.inputs.js'
import { AccountListRepository, type AccountListRow, SORT_VALUES } from './account-list.repository.js'
import { type LedgerAccountRow, LedgerAccountsRepository } from './ledger-accounts.repository.js'

export interface AccountLotRow extends LotRow {
  restNanos: bigint
}

/** What happened in an account and what is left there: for its owner and for staff. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: LedgerAccountsRepository,
    private readonly accountList: AccountListRepository,
    private readonly history: AccountHistoryRepository,
  ) {}

  async get(caller: Caller, accountId: string | undefined): Promise<LedgerAccountRow> {
    const actor = assertMaySee(caller, 'ledger:read', { ownerId: caller.actor?.userId ?? '' })
    const id = accountId == null ? (await this.users.find(actor.userId))?.walletAccountId : parseId(accountId)
    const account = id === undefined ? undefined : await this.accounts.find(id)
    const isVisible = account?.ownerUserId === actor.userId || can(actor, 'ledger:read-all')
    if (account === undefined || !isVisible) throw new ApiError('NOT_FOUND')
    return account
  }

  /** By name unless sorted. */
  async list(
    caller: Caller,
    args: {
      first: number
      after?: string | undefined
      filter?: LedgerAccountFilter | undefined
      sort?: LedgerAccountSort | undefined
    },
  ): Promise<Page<AccountListRow>> {
    assertCan(caller, 'ledger:read-all')
    const request = parsePage(args, 2)
    const { kind, state, courseId, search, isHolding, isOverdrawn } = args.filter ?? {}
    const sort = args.sort ?? { field: 'name' as const, direction: 'asc' as const }
    const query = {
      kind: kind ?? undefined,
      state: state ?? undefined,
      courseId: courseId == null ? undefined : parseId(courseId),
      pattern: toSearchPattern(search),
      isHolding: isHolding ?? undefined,
      isOverdrawn: isOverdrawn ?? undefined,
    }
    const found = await this.accountList.list(request, query, sort)
    return toPage({ ...found, first: request.first, cursorOf: (row) => [SORT_VALUES[sort.field](row), row.id] })
  }

  async listEntries(
    caller: Caller,
    args: { first: number; after?: string | undefined; accountId?: string | undefined; kind?: string | undefined },
  ): Promise<Page<AccountEntryRow>> {
    const account = await this.get(caller, args.accountId)
    const request = parsePage(args, 1)
    const found = await this.history.list(request, { accountId: account.id, kind: filterText(args.kind, 32) })
    return toPage({ ...found, first: request.first, cursorOf: (entry) => [entry.entryId.toString()] })
  }

  /** In the order of use: the one that ends earliest first. */
  async listLots(
    caller: Caller,
    args: { accountId?: string | undefined; includeUsed: boolean },
  ): Promise<AccountLotRow[]> {
    const account = await this.get(caller, args.accountId)
    const [movements, lots] = await Promise.all([
      this.history.listMovements(account.id),
      this.history.listLots(account.id),
    ])
    const { restNanosByLot } = restOfLots(movements)
    return lots
      .map((lot) => ({ ...lot, restNanos: restNanosByLot.get(lot.id) ?? 0n }))
      .filter(({ restNanos }) => args.includeUsed || restNanos > 0n)
      .sort((a, b) => endOf(a) - endOf(b) || a.createdAt.getTime() - b.createdAt.getTime())
  }
}

const endOf = ({ expiresAt }: LotRow): number => expiresAt?.getTime() ?? Number.MAX_SAFE_INTEGER
