import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { Money } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { Course } from '../courses/courses.types.js'
import { User } from '../users/users.types.js'
import type { AccountEntryRow } from './account-history.repository.js'
import { LedgerAccountFilter, LedgerAccountSort } from './account-list.inputs.js'
import { AccountsService } from './accounts.service.js'
import { AccountEntry, AccountEntryConnection, AccountLot } from './accounts.types.js'
import { LedgerAccount, LedgerAccountConnection } from './ledger-account.types.js'
import type { LedgerAccountRow } from './ledger-accounts.repository.js'
import { loadVisibleUser } from './visible-user.js'

const ACCOUNT_ID = { type: () => ID, nullable: true, description: 'Which account; absent: the own wallet.' }

@Resolver(() => AccountEntry)
export class AccountEntriesResolver {
  constructor(private readonly accounts: AccountsService) {}

  @Query(() => LedgerAccount, { description: 'An account: the own wallet, an own pool, or any for staff.' })
  ledgerAccount(@CurrentCaller() caller: Caller, @Args('accountId', ACCOUNT_ID) accountId?: string) {
    return this.accounts.get(caller, accountId)
  }

  @Query(() => AccountEntryConnection, {
    description: 'History of an account, newest first, with the balance after each line. Its owner, and staff.',
  })
  accountHistory(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('accountId', ACCOUNT_ID) accountId?: string,
    @Args('kind', { type: () => String, nullable: true, description: 'Only this kind, such as usage or grant.' })
    kind?: string,
  ) {
    return this.accounts.listEntries(caller, { first, after, accountId, kind })
  }

  @Query(() => [AccountLot], {
    description: 'What is left of the money that came in, in the order of use. The rests add up to the balance.',
  })
  accountLots(
    @CurrentCaller() caller: Caller,
    @Args('includeUsed', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Also those of which nothing is left.',
    })
    includeUsed: boolean,
    @Args('accountId', ACCOUNT_ID) accountId?: string,
  ) {
    return this.accounts.listLots(caller, { accountId, includeUsed })
  }

  @ResolveField(() => ID)
  id(@Parent() entry: AccountEntryRow) {
    return entry.entryId.toString()
  }

  @ResolveField(() => LedgerAccount)
  counterpart(@CurrentLoaders() loaders: Loaders, @Parent() entry: AccountEntryRow) {
    return loaders.ledgerAccount.load(entry.counterpartId)
  }

  @ResolveField(() => User)
  actor(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() entry: AccountEntryRow) {
    return loadVisibleUser(caller, loaders, entry.actorUserId)
  }

  @ResolveField(() => User)
  secondPerson(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() entry: AccountEntryRow) {
    return loadVisibleUser(caller, loaders, entry.secondUserId)
  }
}

@Resolver(() => LedgerAccount)
export class LedgerAccountsResolver {
  constructor(private readonly accounts: AccountsService) {}

  @Query(() => LedgerAccountConnection, {
    description: 'Wallets that have ever had money, pools, and suspense; by name unless sorted. Staff.',
  })
  ledgerAccounts(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which accounts; absent: all.' }) filter?: LedgerAccountFilter,
    @Args('sort', { nullable: true, description: 'Order; absent: by name.' }) sort?: LedgerAccountSort,
  ) {
    return this.accounts.list(caller, { first, after, filter, sort })
  }

  @ResolveField(() => User)
  owner(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() account: LedgerAccountRow) {
    return loadVisibleUser(caller, loaders, account.ownerUserId)
  }

  @ResolveField(() => Course)
  course(@CurrentLoaders() loaders: Loaders, @Parent() account: LedgerAccountRow) {
    return account.courseId === null ? null : loaders.course.load(account.courseId)
  }

  @ResolveField(() => Money)
  balance(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() account: LedgerAccountRow) {
    return whereVisible(caller, loaders, account, account.balanceNanos)
  }

  @ResolveField(() => Money)
  held(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() account: LedgerAccountRow) {
    return whereVisible(caller, loaders, account, account.heldNanos)
  }

  @ResolveField(() => Money)
  available(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() account: LedgerAccountRow) {
    return whereVisible(caller, loaders, account, account.balanceNanos - account.heldNanos)
  }
}

const HAS_BALANCE: readonly string[] = ['wallet', 'pool', 'suspense']

/** Amounts of others' wallets are not anybody's business; of a pool, those who may spend from it see them. */
async function whereVisible(
  { actor }: Caller,
  loaders: Loaders,
  account: LedgerAccountRow,
  nanos: bigint,
): Promise<bigint | null> {
  if (actor === undefined || !HAS_BALANCE.includes(account.kind)) return null
  if (account.ownerUserId === actor.userId || can(actor, 'ledger:read-all')) return nanos
  if (account.kind !== 'pool' || account.courseId === null) return null
  const memberships = await loaders.membershipsOfUser.load(actor.userId)
  return memberships.some(({ courseId }) => courseId === account.courseId) ? nanos : null
}
