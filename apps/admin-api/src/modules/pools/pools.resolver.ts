import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { type Result, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import type { PoolRow } from './pools.repository.js'
import { type ChangedPool, PoolsService } from './pools.service.js'
import { OpenPoolInput, Pool, PoolConnection, PoolFilter, PoolPayload, SetPoolStateInput } from './pools.types.js'

@Resolver(() => Pool)
export class PoolsResolver {
  constructor(private readonly pools: PoolsService) {}

  @Query(() => PoolConnection, { name: 'pools', description: 'Pools that you may spend from, by name; staff see all.' })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which pools; absent: all.' }) filter?: PoolFilter,
  ) {
    return this.pools.list(caller, { first, after, filter })
  }

  @Query(() => Pool, { description: 'One pool: one that you may spend from or own, or any for staff.' })
  pool(@CurrentCaller() caller: Caller, @Args('id', { type: () => ID, description: 'The pool.' }) id: string) {
    return this.pools.get(caller, id)
  }

  @ResolveField(() => LedgerAccount)
  account(@CurrentLoaders() loaders: Loaders, @Parent() pool: PoolRow) {
    return loaders.ledgerAccount.load(pool.id)
  }

  @Mutation(() => PoolPayload, { description: 'Opens a pool, once per idempotency key. Admins.' })
  async openPool(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new pool.' }) input: OpenPoolInput,
  ) {
    return payloadOf(await this.pools.open(caller, input), caller)
  }

  @Mutation(() => PoolPayload, { description: 'Closes a pool, or opens it again; its money stays in it. Admins.' })
  async setPoolState(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which pool, and what becomes of it.' }) input: SetPoolStateInput,
  ) {
    return payloadOf(await this.pools.setState(caller, input), caller)
  }
}

function payloadOf(result: Result<ChangedPool>, caller: Caller) {
  if (result.type === 'failed') return toPayload('pool', result, caller.locale)
  return { ...result.value, problems: [] }
}
