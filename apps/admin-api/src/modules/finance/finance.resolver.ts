import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { User } from '../users/users.types.js'
import { FinanceService } from './finance.service.js'
import { GrantInput, GrantPayload, LedgerTransaction, LedgerTransactionConnection } from './finance.types.js'
import type { LedgerTransactionRow } from './ledger.repository.js'
import { loadVisibleUser } from './visible-user.js'

@Resolver(() => LedgerTransaction)
export class FinanceResolver {
  constructor(private readonly finance: FinanceService) {}

  @Query(() => LedgerTransactionConnection, {
    description: 'Moves of money, newest first: of the own wallet; staff see all accounts.',
  })
  ledgerTransactions(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('accountId', { type: () => ID, nullable: true, description: 'Only moves of this account.' })
    accountId?: string,
    @Args('kind', { type: () => String, nullable: true, description: 'Only this kind, such as usage or grant.' })
    kind?: string,
  ) {
    return this.finance.listTransactions(caller, { first, after, accountId, kind })
  }

  @ResolveField(() => User)
  actor(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() txn: LedgerTransactionRow) {
    return loadVisibleUser(caller, loaders, txn.actorUserId)
  }

  @ResolveField(() => User)
  secondPerson(
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
    @Parent() txn: LedgerTransactionRow,
  ) {
    return loadVisibleUser(caller, loaders, txn.secondUserId)
  }

  @Mutation(() => GrantPayload, {
    description: 'Gives money to a wallet or a pool, once per idempotency key. Admins; below root not to themselves.',
  })
  async grant(@CurrentCaller() caller: Caller, @Args('input', { description: 'The grant.' }) input: GrantInput) {
    const result = await this.finance.grant(caller, input)
    if (result.type === 'failed') return toPayload('account', result, caller.locale)
    return { ...result.value, problems: [] }
  }
}
